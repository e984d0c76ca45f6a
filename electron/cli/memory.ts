import { DEFAULT_MEMORY_BYTES, LEAST_MEMORY_BYTES } from '../service/streamFile.ts';
import { integerOf, type Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** --memory, in MiB, as bytes. @throws UsageError */
export function memoryOf(flags: Flags): number {
  const text = flags.values.get('memory');
  if (text === undefined) return DEFAULT_MEMORY_BYTES;
  const bytes = integerOf('memory', text) * 2 ** 20;
  if (bytes >= LEAST_MEMORY_BYTES) return bytes;
  throw new UsageError(
    `--memory: expected MiB, at least ${LEAST_MEMORY_BYTES / 2 ** 20}, got ${text}.`,
  );
}
