import { InputError } from '../../core/errors.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import { isPlain } from '../../core/shape/compound.ts';
import type { TensorStore } from './tensors.ts';
import { PARTS } from './verifyPair.ts';

/** Where a document's tensors are looked for. */
export interface VerificationReader {
  readonly tensors: Pick<TensorStore, 'all'>;
  /** Opens a file of that name, if it is there. */
  readonly open: (name: string) => Promise<void>;
  /** Of the document. */
  readonly name: string;
}

/**
 * The subject of a verification's document with the tensors as they are here: by the names and shapes that it tells.
 * @throws InputError pageTensor
 */
export async function verificationOf(
  { tensors, open, name }: VerificationReader,
  given: unknown,
  subject: SubjectOf<'verification'>,
): Promise<SubjectOf<'verification'>> {
  const found: Record<string, unknown> = { ...subject };
  for (const part of ['x', 'y', ...PARTS] as const) {
    const ref = subject[part];
    if (ref?.kind !== 'file') continue;
    const told = isPlain(given) ? given[part] : null;
    const called = isPlain(told) ? String(told.name) : '';
    const shape = isPlain(told) ? String(told.shape) : '';
    const here = () =>
      tensors.all.find((info) => info.name === called && String(info.shape) === shape);
    // "pair.npz: x" is a tensor of pair.npz.
    if (!here()) await open(called.replace(/: .*$/s, ''));
    const info = here();
    if (!info)
      throw new InputError(
        'pageTensor',
        `${name} is about ${called || 'a file'}, shape (${shape}), which is not here. Put the file beside the document, or name it with --input.`,
        { file: name, tensor: called || '?', shape },
      );
    found[part] = info.ref;
  }
  return found as unknown as SubjectOf<'verification'>;
}
