import { InputError } from '../../core/errors.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import { isPlain } from '../../core/shape/compound.ts';
import { tensorRef, type TensorRef } from '../../core/request.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { TensorStore } from './tensors.ts';

/** Where a document's tensors are looked for. */
export interface TensorFinder {
  readonly tensors: Pick<TensorStore, 'all'>;
  /** Opens a file of that name, if it is there. */
  readonly open: (name: string) => Promise<void>;
  /** Of the document. */
  readonly name: string;
}

/** What a page's document tells of a tensor, by which withTensors() finds it again. */
export function toldOf(
  tensors: Pick<TensorStore, 'info'>,
  ref: TensorRef,
): Pick<TensorInfo, 'name' | 'shape'> {
  const { name, shape } = tensors.info(ref);
  return { name, shape };
}

/**
 * The subject of a page's document with its tensors as they are here: by the names and shapes that it tells.
 * @param given  what it tells, by the subject's fields
 * @throws InputError pageTensor
 */
export async function withTensors<S extends SubjectOf<'verification' | 'checkpoint'>>(
  finder: TensorFinder,
  given: unknown,
  subject: S,
): Promise<S> {
  const found: Record<string, unknown> = { ...subject };
  for (const [field, value] of Object.entries(subject)) {
    if (!isPlain(value) || value.kind !== 'file') continue;
    tensorRef.read(value);
    found[field] = await tensorOf(finder, isPlain(given) ? given[field] : null);
  }
  return found as S;
}

async function tensorOf({ tensors, open, name }: TensorFinder, told: unknown) {
  const called = isPlain(told) ? String(told.name) : '';
  const shape = isPlain(told) ? String(told.shape) : '';
  const here = () =>
    tensors.all.find((info) => info.name === called && String(info.shape) === shape);
  // "pair.npz: x" is a tensor of pair.npz.
  if (!here()) await open(called.replace(/: .*$/s, ''));
  const info = here();
  if (info) return info.ref;
  throw new InputError(
    'pageTensor',
    `${name} is about ${called || 'a file'}, shape (${shape}), which is not here. Put the file beside the document, or name it with --input.`,
    { file: name, tensor: called || '?', shape },
  );
}
