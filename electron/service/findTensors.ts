import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import type { SkippedMember } from '../../core/io/catalog.ts';
import type { CsvOptions } from '../../core/io/csv/dialect.ts';
import type { ImageSpec } from '../../core/io/image/imageSpec.ts';
import { npzMember } from '../../core/io/npz.ts';
import { shown, shownNames } from '../../core/io/shown.ts';
import { guessAxes, knownAxes, type KnownAxes } from '../../core/tensor/guessAxes.ts';
import { dtypeOf } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { ListedInfo, LoadedTensor, OpenedFile } from '../workers/jobs.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { ReportProgress } from '../workers/progress.ts';
import { scriptOf } from './tensorScript.ts';

/** A tensor's numbers, in shared memory. */
export type Numbers = Pick<LoadedTensor, 'tensor'>;

export interface OpenOptions {
  /** What a person knows the file by; its path when left out. */
  readonly name?: string;
  /** Integer types become float32; without it they are refused, as PyTorch's layers do. */
  readonly convertIntegers?: boolean;
  /** How a table is read, where its first lines do not tell. */
  readonly csv?: CsvOptions;
  /** How pictures are read. */
  readonly image?: ImageSpec;
  /** Name of the job, to cancel it. */
  readonly id?: string;
  readonly onProgress?: ReportProgress;
  /** Names of the axes in stored order; the usual ones of the rank when left out. */
  readonly axes?: readonly string[];
  /** The only member that is wanted. */
  readonly member?: string;
  /** The window's handle of the file. */
  readonly file?: string;
  /** Bytes of the memory limit; null for none, the settings' when left out. */
  readonly memoryBytes?: number | null;
}

export interface PartOptions extends Omit<OpenOptions, 'axes' | 'csv' | 'member'> {
  readonly from: number;
  readonly to: number;
}

/** What is told of a tensor beside what its file says. */
export type Told = Partial<
  Pick<TensorInfo, 'name' | 'source' | 'image' | 'remarks' | 'indexNames' | 'lengths'>
>;

/** A tensor that was found, and how its numbers are read. */
export interface Found {
  /** What a person knows its file by. */
  readonly file: string;
  readonly listed: ListedInfo;
  readonly axes: readonly string[];
  readonly guessed?: boolean;
  readonly script?: string;
  readonly as?: Told;
  /** The window's handle of the file. */
  readonly handle?: string;
  readonly path?: string;
  /** Null while they are not in memory. */
  readonly held: Numbers | null;
  /** Reads them again; null for what cannot be read again, and stays in memory. */
  readonly read: (() => Promise<Numbers>) | null;
}

/**
 * The tensors of a file. The only one is read at once, of several each when it is first used.
 * @param options  axes names the axes of the array as it lies in the file
 * @param known    what people called the axes of other tensors
 * @throws InputError as openTensors does; noMember; badLayout when there are more or fewer axes than names
 */
export async function findTensors(
  pool: WorkerPool,
  file: string,
  options: OpenOptions & { readonly memoryBytes: number | null },
  known: readonly KnownAxes[],
): Promise<{ readonly tensors: readonly Found[]; readonly skipped: readonly SkippedMember[] }> {
  const { convertIntegers = false, axes, name = file, csv, member, file: handle } = options;
  const { memoryBytes } = options;
  const read = { path: file, name, convertIntegers, memoryBytes, ...(csv ? { csv } : {}) };
  const found = await pool.run<'open'>({ kind: 'open', ...read }, runningOf(options));
  const { stamp, only, skipped } = found;
  const listed = member === undefined ? found.tensors : [named(found, member, name)];
  const tensors = listed.map((each): Found => {
    const called = axes ?? guessAxes(each.shape, known);
    checkAxes(name, each.shape, called);
    const job = { kind: 'load', ...read, member: each.member, stamp } as const;
    return {
      file: name,
      listed: each,
      axes: called,
      guessed: !axes && !knownAxes(each.shape, known),
      ...(handle === undefined ? {} : { handle }),
      path: file,
      held: only && withAxes(only, called),
      read: async () => withAxes(await pool.run<'load'>(job), called),
    };
  });
  return { tensors, skipped };
}

/**
 * The indices [from, to) of the first axis of a .npy file.
 * @throws InputError as readPart does
 */
export async function findPart(
  pool: WorkerPool,
  file: string,
  options: PartOptions,
): Promise<Found> {
  const { convertIntegers = false, name = file, from, to, file: handle } = options;
  const job = { kind: 'loadPart', path: file, name, from, to, convertIntegers } as const;
  const loaded = await pool.run<'loadPart'>(job, runningOf(options));
  const base = path.basename(name);
  const { tensor: x, dtype } = loaded;
  const array = `np.load(${JSON.stringify(base)}, mmap_mode="r")[${from}:${to}]`;
  return {
    file: `${base}[${from}:${to}]`,
    listed: { member: '', shape: x.shape, dtype, bytes: x.data.byteLength },
    axes: x.axes,
    script: `x = torch.from_numpy(${array}.astype("${dtypeOf(x)}"))`,
    ...(handle === undefined ? {} : { handle }),
    held: loaded,
    read: () => pool.run<'loadPart'>(job),
  };
}

/** What is told of a tensor that was found. @param handle  its own */
export function infoOf(found: Found, handle: string): TensorInfo {
  const { member, shape, dtype, bytes, reading, path: keys } = found.listed;
  const base = path.basename(found.file);
  const wide = ['float64', 'F64'].includes(dtype);
  return {
    ref: { kind: 'file', handle },
    name: shown(member ? `${base}: ${member}` : base, 200),
    source: found.file,
    shape,
    axes: found.axes,
    ...(found.guessed ? { axesGuessed: true } : {}),
    axisLabels: {},
    dtype,
    script: found.script ?? scriptOf({ base, member, wide, reading, keys }),
    bytes,
    ...(member ? { member } : {}),
    ...(found.handle === undefined ? {} : { file: found.handle }),
    ...(reading ? { reading } : {}),
    ...found.as,
  };
}

/** How a job is watched. */
export const runningOf = ({ id, onProgress }: OpenOptions) => ({
  ...(id === undefined ? {} : { id }),
  ...(onProgress ? { onProgress } : {}),
});

/** The same numbers under these names of the axes. */
export const withAxes = ({ tensor }: Numbers, axes: readonly string[]): Numbers => ({
  tensor: { ...tensor, axes },
});

/** @throws InputError badLayout */
export function checkAxes(file: string, shape: readonly number[], axes: readonly string[]): void {
  if (axes.length === shape.length && new Set(axes).size === axes.length) return;
  throw new InputError(
    'badLayout',
    `${file} has ${shape.length} dimensions (${shape.join(', ')}), but the layout ${axes.join('')} names ${new Set(axes).size}. Name every dimension.`,
    { layout: axes.join(''), rank: shape.length },
  );
}

function named({ tensors, skipped }: OpenedFile, member: string, file: string): ListedInfo {
  const of = <M extends { readonly member: string }>(members: readonly M[]) =>
    /\.npz$/i.test(file)
      ? npzMember(members, member)
      : members.find((each) => each.member === member);
  const found = of(tensors);
  if (found) return found;
  const reason = of(skipped);
  if (reason)
    throw new InputError(reason.code, `${file}: ${reason.message}`, { ...reason.details, file });
  const names = shownNames(tensors.map((each) => each.member));
  throw new InputError(
    'noMember',
    tensors.length === 1 && tensors[0]?.member === ''
      ? `${file} holds one tensor, which has no name: leave the name out.`
      : `${file} has no tensor "${shown(member)}": expected one of ${names}.`,
    { file, names, got: shown(member) },
  );
}
