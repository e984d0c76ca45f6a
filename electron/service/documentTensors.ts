import { InputError } from '../../core/errors.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import { isPlain } from '../../core/shape/compound.ts';
import { tensorRef, type TensorRef } from '../../core/request.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { sha256 } from './report.ts';
import type { TensorStore } from './tensors.ts';

/** Where a document's tensors are looked for. */
export interface TensorFinder {
  readonly tensors: Pick<TensorStore, 'all'> & Hashed;
  /** Opens the files in which a tensor may be. @param source  what its file was called */
  readonly bring: (source: string) => Promise<void>;
  /** Tensors of a file that a person says is the document's, whatever it is called. */
  readonly located?: readonly TensorInfo[];
  /** Of the document. */
  readonly name: string;
}

/** What a page's document tells of a tensor, by which withTensors() finds it again. */
export type ToldTensor = Pick<TensorInfo, 'name' | 'shape'> & { readonly sha256: string };

type Hashed = Pick<TensorStore, 'get' | 'info' | 'withSiblings'>;

/** A tensor by the hash of its values. */
export async function toldOf(tensors: Hashed, ref: TensorRef): Promise<ToldTensor> {
  const { name, shape } = tensors.info(ref);
  return { name, shape, sha256: await hashOf(tensors, ref) };
}

/** A tensor of a checkpoint by the hash of what a page shows of its file. */
export async function toldOfFile(tensors: Hashed, ref: TensorRef): Promise<ToldTensor> {
  const { name, shape } = tensors.info(ref);
  return { name, shape, sha256: await fileHashOf(tensors, ref) };
}

const hashOf = async (tensors: Hashed, ref: TensorRef): Promise<string> =>
  sha256((await tensors.get(ref)).tensor.data);

/**
 * A tensor, and all vectors of its file: those of normalization layers are among them. Checkpoints of one training share many
 * tensors, so that one of them would not tell which file it was.
 */
async function fileHashOf(tensors: Hashed, ref: TensorRef): Promise<string> {
  const lines = [await hashOf(tensors, ref)];
  for (const { ref: each, member = '', shape } of tensors.withSiblings(ref))
    if (shape.length === 1) lines.push(`${member} ${await hashOf(tensors, each)}`);
  return sha256(new TextEncoder().encode(lines.join('\n')));
}

/**
 * The subject of a page's document with its tensors as they are here: by the names, shapes and hashes that it tells.
 * @param given  what it tells, by the subject's fields
 * @throws InputError pageTensor
 */
export async function withTensors<S extends SubjectOf<'verification' | 'checkpoint'>>(
  finder: TensorFinder,
  given: unknown,
  subject: S,
): Promise<S> {
  const found: Record<string, unknown> = { ...subject };
  const hash = subject.kind === 'checkpoint' ? fileHashOf : hashOf;
  for (const [field, value] of Object.entries(subject)) {
    if (!isPlain(value) || value.kind !== 'file') continue;
    tensorRef.read(value);
    found[field] = await tensorOf(finder, isPlain(given) ? given[field] : null, hash);
  }
  return found as S;
}

async function tensorOf(
  { tensors, bring, located = [], name }: TensorFinder,
  told: unknown,
  hashed: (tensors: Hashed, ref: TensorRef) => Promise<string>,
): Promise<TensorRef> {
  const called = isPlain(told) ? String(told.name) : '';
  const shape = isPlain(told) ? String(told.shape) : '';
  // Documents of older versions tell no hash.
  const hash = isPlain(told) && typeof told.sha256 === 'string' ? told.sha256 : null;
  const first = async (infos: readonly TensorInfo[]): Promise<TensorInfo | null> => {
    for (const info of infos) {
      if (String(info.shape) !== shape) continue;
      if (hash === null || (await hashed(tensors, info.ref)) === hash) return info;
    }
    return null;
  };
  const same = (info: TensorInfo) => memberOf(info.name) === memberOf(called);
  // A hash knows a file whatever it is called now.
  const named = () =>
    first(tensors.all.filter((info) => info.name === called || (hash !== null && same(info))));
  const found = async () => {
    const here = await named();
    if (here) return here;
    await bring(fileOf(called));
    const brought = await named();
    if (brought) return brought;
    return first(hash === null ? located.filter(same) : located);
  };
  const info = await found();
  if (info) return info.ref;
  throw new InputError(
    'pageTensor',
    `${name} is about ${called || 'a file'}, shape (${shape})${hash === null ? '' : `, SHA-256 ${hash}`}, which is not here. Put the file beside the document, or name it with --input.`,
    {
      file: name,
      tensor: called || '?',
      shape,
      source: fileOf(called),
      ...(hash !== null && { sha256: hash }),
    },
  );
}

/** "pair.npz: x" is a tensor of pair.npz. */
const fileOf = (called: string): string => called.replace(/: .*/s, '');
const memberOf = (called: string): string => /: (.*)/s.exec(called)?.[1] ?? '';
