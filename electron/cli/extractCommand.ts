import { writeNpy } from '../../core/io/npy.ts';
import type { Service } from '../service/service.ts';
import { parseFlags } from './flags.ts';
import { checkEnding, INPUT_FLAGS, openInput } from './inputFlags.ts';
import { memoryOf } from './memory.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs } from './writeOutputs.ts';

/** `extract`: one tensor of a file as .npy. @returns the path written */
export async function extract(service: Service, words: readonly string[]): Promise<string[]> {
  const flags = parseFlags(words, {
    values: ['out', 'memory', ...INPUT_FLAGS],
    switches: ['convert'],
  });
  const [input, extra] = flags.positional;
  if (input === undefined)
    throw new UsageError(
      'extract needs a file, e.g. extract model.pt --tensor bn1.weight --out w.npy.',
    );
  if (extra !== undefined) throw new UsageError(`"${extra}" is one file too many.`);
  const file = flags.values.get('out');
  if (file === undefined) throw new UsageError('--out: expected a file for the tensor.');
  checkEnding('--out', file, 'npy');
  await checkApart([{ file: input, flag: 'the input' }], [{ file, flag: '--out' }]);
  const info = await openInput(service, input, flags, {
    convertIntegers: flags.switches.has('convert'),
    memoryBytes: memoryOf(flags),
  });
  const { tensor } = await service.tensors.get(info.ref);
  await writeOutputs([{ file, bytes: writeNpy(tensor) }]);
  return [file];
}
