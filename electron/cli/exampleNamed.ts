import type { TensorInfo } from '../ipc/types.ts';
import type { Service } from '../service/service.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** The example of `--example`. @throws UsageError that lists the examples */
export function exampleNamed({ tensors }: Service, { values }: Flags): TensorInfo {
  const id = values.get('example');
  const known = tensors.examples.flatMap(({ ref }) => (ref.kind === 'example' ? [ref.id] : []));
  if (id === undefined || !known.includes(id))
    throw new UsageError(`--example: expected ${known.join(' or ')}, got "${id ?? ''}".`);
  return tensors.info({ kind: 'example', id });
}
