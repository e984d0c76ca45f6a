import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { builtInExamples } from '../../core/examples/builtIn.ts';
import { teachingTensors } from '../../core/examples/teaching.ts';
import type { SkippedMember } from '../../core/io/catalog.ts';
import type { CsvOptions } from '../../core/io/csv/dialect.ts';
import { npzMember } from '../../core/io/npz.ts';
import { shown, shownNames } from '../../core/io/shown.ts';
import type { TensorRef } from '../../core/request.ts';
import { guessAxes, knownAxes, type KnownAxes } from '../../core/tensor/guessAxes.ts';
import { dtypeOf, type Tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { ListedInfo, LoadedTensor, OpenedFile } from '../workers/jobs.ts';
import { HELD_COPIES } from '../workers/load.ts';
import type { ReportProgress } from '../workers/progress.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { sharedTensor } from '../workers/sharedTensor.ts';
import { scriptOf } from './tensorScript.ts';

/** A tensor that the service holds, and what is told of it. */
export interface HeldTensor {
  readonly info: TensorInfo;
  /** Its data lies in shared memory. */
  readonly tensor: Tensor;
}

/** A tensor's numbers, in shared memory. */
type Numbers = Pick<LoadedTensor, 'tensor'>;

/** A tensor that is known; its numbers may have to be read first. */
interface Entry {
  readonly info: TensorInfo;
  /** Null while its numbers are not in memory. */
  held: Numbers | null;
  /** Where its file lies; null for what was not read out of one. */
  readonly path: string | null;
  /** Reads them again; null for what cannot be read again, and stays in memory. */
  readonly read: (() => Promise<Numbers>) | null;
  reading: Promise<Numbers> | null;
}

export interface OpenOptions {
  /** What a person knows the file by; its path when left out. */
  readonly name?: string;
  /** Integer types become float32; without it they are refused, as PyTorch's layers do. */
  readonly convertIntegers?: boolean;
  /** How a table is read, where its first lines do not tell. */
  readonly csv?: CsvOptions;
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

/** What became of a file. */
export interface OpenedTensors {
  readonly tensors: readonly TensorInfo[];
  /** Members that cannot be used, with why. */
  readonly skipped: readonly SkippedMember[];
}

/** The built-in examples and every opened file, by reference. Numbers are read when they are needed, and kept within the memory limit. */
export class TensorStore {
  readonly #pool: WorkerPool;
  readonly #memoryBytes: () => Promise<number>;
  readonly #knownAxes: () => Promise<readonly KnownAxes[]>;
  readonly #examples = new Map<string, HeldTensor>();
  readonly #builtIn: readonly TensorInfo[];
  readonly #files = new Map<string, Entry>();

  /**
   * @param memoryBytes  the memory limit
   * @param knownAxes    what people called the axes of other tensors
   */
  constructor(
    pool: WorkerPool,
    memoryBytes: () => Promise<number>,
    knownAxes: () => Promise<readonly KnownAxes[]>,
  ) {
    this.#pool = pool;
    this.#memoryBytes = memoryBytes;
    this.#knownAxes = knownAxes;
    const builtIn = builtInExamples();
    for (const example of [...builtIn, ...teachingTensors()]) {
      const info: TensorInfo = {
        ref: { kind: 'example', id: example.id },
        name: example.name,
        source: example.seed === undefined ? 'script' : `torch.manual_seed(${example.seed})`,
        shape: example.tensor.shape,
        axes: example.tensor.axes,
        axisLabels: example.axisLabels,
        dtype: dtypeOf(example.tensor),
        ...(example.seed === undefined ? {} : { seed: example.seed }),
        script: example.script,
        ...('defaultLayer' in example ? { defaultLayer: example.defaultLayer } : {}),
        bytes: example.tensor.data.byteLength,
      };
      this.#examples.set(example.id, { info, tensor: sharedTensor(example.tensor) });
    }
    this.#builtIn = builtIn.flatMap(({ id }) => this.#examples.get(id)?.info ?? []);
  }

  /** The built-in examples, as the window lists them. */
  get examples(): readonly TensorInfo[] {
    return this.#builtIn;
  }

  /** Bytes of opened files that are in memory. */
  get bytesHeld(): number {
    return [...this.#files.values()].reduce((sum, entry) => sum + bytesOf(entry), 0);
  }

  /**
   * What is known of a tensor.
   * @throws InputError unknownTensor
   */
  info(ref: TensorRef): TensorInfo {
    const known = ref.kind === 'example' ? this.#examples.get(ref.id) : this.#files.get(ref.handle);
    if (known) return known.info;
    const name = ref.kind === 'example' ? ref.id : ref.handle;
    const all = [...this.#examples.keys()].join(', ');
    throw new InputError(
      'unknownTensor',
      ref.kind === 'example'
        ? `There is no example "${shown(name)}"; expected one of ${all}.`
        : 'This file is no longer open. Open it again.',
      { name: shown(name) },
    );
  }

  /**
   * The tensor of a reference; its numbers are read when they are not in memory.
   * @throws InputError unknownTensor, fileChanged, and those of reading
   */
  async get(ref: TensorRef): Promise<HeldTensor> {
    const info = this.info(ref);
    const example = ref.kind === 'example' ? this.#examples.get(ref.id) : undefined;
    if (example) return example;
    const handle = ref.kind === 'file' ? ref.handle : '';
    const entry = this.#files.get(handle);
    if (!entry) throw new Error(`TensorStore: ${handle} is known and not there`);
    // The longest unused comes first.
    this.#files.delete(handle);
    this.#files.set(handle, entry);
    if (entry.held) return { info, ...entry.held };
    entry.reading ??= (entry.read?.() ?? Promise.reject(new Error('TensorStore: no numbers')))
      .then((held) => (entry.held = held))
      .finally(() => (entry.reading = null));
    const held = await entry.reading;
    await this.#makeRoom(entry);
    return { info, ...held };
  }

  /** Every tensor that there is, the newest file first. */
  get all(): readonly TensorInfo[] {
    const files = [...this.#files.values()].reverse();
    return [...this.#examples.values(), ...files].map(({ info }) => info);
  }

  /** True for a tensor that is known. */
  has(ref: TensorRef): boolean {
    return ref.kind === 'example' ? this.#examples.has(ref.id) : this.#files.has(ref.handle);
  }

  /** Closes a tensor of a file: its memory is free. False when it is not open. */
  close(ref: TensorRef): boolean {
    return ref.kind === 'file' && this.#files.delete(ref.handle);
  }

  /**
   * The same numbers under other names of the axes; the reference changes, as everything that was made of it has the
   * old ones.
   * @throws InputError unknownTensor, badLayout
   */
  rename(ref: TensorRef, axes: readonly string[]): TensorInfo {
    const before = this.info(ref);
    checkAxes(before.name, before.shape, axes);
    const entry = ref.kind === 'file' ? this.#files.get(ref.handle) : undefined;
    if (!entry) return before;
    const handle = randomBytes(12).toString('hex');
    const { axesGuessed: _, ...known } = before;
    const info: TensorInfo = { ...known, ref: { kind: 'file', handle }, axes };
    const { held, read } = entry;
    this.#files.set(handle, {
      info,
      held: held && withAxes(held, axes),
      read: read && (async () => withAxes(await read(), axes)),
      reading: null,
      path: entry.path,
    });
    this.close(ref);
    return info;
  }

  /**
   * The file of an opened tensor: where it lies, and what a person knows it by.
   * @throws InputError unknownTensor, also for what came out of no file
   */
  fileOf(ref: TensorRef): { readonly path: string; readonly name: string } {
    const { source } = this.info(ref);
    const at = ref.kind === 'file' ? this.#files.get(ref.handle)?.path : null;
    if (at) return { path: at, name: source };
    throw new InputError(
      'unknownTensor',
      `${shown(source)} is no file: expected a tensor of an opened file.`,
      { name: shown(source) },
    );
  }

  /** Open tensors of a file, by the window's handle of it. */
  ofFile(file: string): readonly TensorInfo[] {
    return [...this.#files.values()].flatMap(({ info }) => (info.file === file ? [info] : []));
  }

  /**
   * Takes in a tensor that was read out of a file.
   * @param file    what a person knows the file by
   * @param script  PyTorch lines that read it, named x
   * @param as      what it is called where that is not the file's name
   */
  hold(
    file: string,
    x: Tensor,
    script: string,
    as?: Partial<Pick<TensorInfo, 'name' | 'source'>>,
  ): TensorInfo {
    const listed = { member: '', shape: x.shape, dtype: dtypeOf(x), bytes: x.data.byteLength };
    return this.#add(file, listed, {
      axes: x.axes,
      script,
      ...(as && { as }),
      held: { tensor: sharedTensor(x) },
      read: null,
    });
  }

  /**
   * Opens a file; every tensor in it gets a handle. The only one is read at once, of several each when it is first used.
   * @param options  axes names the axes of the array as it lies in the file
   * @throws InputError as openTensors does; noMember; badLayout when there are more or fewer axes than names
   */
  async open(file: string, options: OpenOptions = {}): Promise<OpenedTensors> {
    const { convertIntegers = false, axes, name = file, csv, member, file: handle } = options;
    const { memoryBytes = await this.#memoryBytes() } = options;
    const running = runningOf(options);
    const read = { path: file, name, convertIntegers, memoryBytes, ...(csv ? { csv } : {}) };
    const found = await this.#pool.run<'open'>({ kind: 'open', ...read }, running);
    const { stamp, only, skipped } = found;
    const listed = member === undefined ? found.tensors : [named(found, member, name)];
    const known = axes ? [] : await this.#knownAxes();
    const tensors = listed.map((each) => {
      const named = axes ?? guessAxes(each.shape, known);
      checkAxes(name, each.shape, named);
      const job = { kind: 'load', ...read, member: each.member, stamp } as const;
      return this.#add(name, each, {
        axes: named,
        guessed: !axes && !knownAxes(each.shape, known),
        ...(handle === undefined ? {} : { handle }),
        path: file,
        held: only && withAxes(only, named),
        read: async () => withAxes(await this.#pool.run<'load'>(job), named),
      });
    });
    await this.#makeRoom();
    return { tensors, skipped };
  }

  /**
   * Opens the indices [from, to) of the first axis of a .npy file.
   * @throws InputError as readPart does
   */
  async openPart(file: string, options: PartOptions): Promise<TensorInfo> {
    const { convertIntegers = false, name = file, from, to, file: handle } = options;
    const job = { kind: 'loadPart', path: file, name, from, to, convertIntegers } as const;
    const loaded = await this.#pool.run<'loadPart'>(job, runningOf(options));
    const base = path.basename(name);
    const { tensor: x, dtype } = loaded;
    const array = `np.load(${JSON.stringify(base)}, mmap_mode="r")[${from}:${to}]`;
    const listed = { member: '', shape: x.shape, dtype, bytes: x.data.byteLength };
    const info = this.#add(`${base}[${from}:${to}]`, listed, {
      axes: x.axes,
      script: `x = torch.from_numpy(${array}.astype("${dtypeOf(x)}"))`,
      ...(handle === undefined ? {} : { handle }),
      held: loaded,
      read: () => this.#pool.run<'loadPart'>(job),
    });
    await this.#makeRoom();
    return info;
  }

  #add(
    file: string,
    { member, shape, dtype, bytes, reading, path: keys }: ListedInfo,
    more: {
      readonly axes: readonly string[];
      readonly guessed?: boolean;
      readonly script?: string;
      readonly as?: Partial<Pick<TensorInfo, 'name' | 'source'>>;
      readonly handle?: string;
      readonly path?: string;
      readonly held: Numbers | null;
      readonly read: Entry['read'];
    },
  ): TensorInfo {
    const handle = randomBytes(12).toString('hex');
    const base = path.basename(file);
    const wide = ['float64', 'F64'].includes(dtype);
    const info: TensorInfo = {
      ref: { kind: 'file', handle },
      name: shown(member ? `${base}: ${member}` : base, 200),
      source: file,
      shape,
      axes: more.axes,
      ...(more.guessed ? { axesGuessed: true } : {}),
      axisLabels: {},
      dtype,
      script: more.script ?? scriptOf({ base, member, wide, reading, keys }),
      bytes,
      ...(member ? { member } : {}),
      ...(more.handle === undefined ? {} : { file: more.handle }),
      ...(reading ? { reading } : {}),
      ...more.as,
    };
    const { held, read, path: at = null } = more;
    this.#files.set(handle, { info, held, read, reading: null, path: at });
    return info;
  }

  /** Lets numbers go that can be read again, the longest unused first, until the rest is a fair part of the memory limit. */
  async #makeRoom(newest: Entry | undefined = [...this.#files.values()].at(-1)): Promise<void> {
    const most = (await this.#memoryBytes()) / HELD_COPIES;
    let bytes = this.bytesHeld;
    for (const entry of this.#files.values()) {
      if (bytes <= most) return;
      if (entry === newest || !entry.read || !entry.held) continue;
      bytes -= bytesOf(entry);
      entry.held = null;
    }
  }
}

const bytesOf = ({ held }: Entry): number => held?.tensor.data.byteLength ?? 0;

const runningOf = ({ id, onProgress }: OpenOptions) => ({
  ...(id === undefined ? {} : { id }),
  ...(onProgress ? { onProgress } : {}),
});

const withAxes = ({ tensor }: Numbers, axes: readonly string[]): Numbers => ({
  tensor: { ...tensor, axes },
});

function checkAxes(file: string, shape: readonly number[], axes: readonly string[]): void {
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
