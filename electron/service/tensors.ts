import { randomBytes } from 'node:crypto';
import { InputError } from '../../core/errors.ts';
import type { SkippedMember } from '../../core/io/catalog.ts';
import { shown } from '../../core/io/shown.ts';
import type { TensorRef } from '../../core/request.ts';
import type { KnownAxes } from '../../core/tensor/guessAxes.ts';
import { dtypeOf, type Tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { isPicture } from '../workers/formats.ts';
import type { CheckpointFile } from '../workers/jobs.ts';
import { HELD_COPIES } from '../workers/load.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { sharedTensor } from '../workers/sharedTensor.ts';
import { exampleTensors, type HeldTensor } from './exampleTensors.ts';
import { findImages } from './findImages.ts';
import {
  checkAxes,
  findPart,
  findTensors,
  infoOf,
  withAxes,
  type Found,
  type Numbers,
  type OpenOptions,
  type PartOptions,
  type Told,
} from './findTensors.ts';

/** A tensor that is known; its numbers may have to be read first. */
interface Entry {
  readonly info: TensorInfo;
  /** Of those that were opened before it there are so many. */
  readonly order: number;
  /** Null while its numbers are not in memory. */
  held: Numbers | null;
  /** Where its file lies; null for what was not read out of one. */
  readonly path: string | null;
  /** Reads them again; null for what cannot be read again, and stays in memory. */
  readonly read: (() => Promise<Numbers>) | null;
  reading: Promise<Numbers> | null;
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
  readonly #examples = exampleTensors();
  readonly #files = new Map<string, Entry>();
  #opened = 0;

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
  }

  /** The built-in examples, as the window lists them. */
  get examples(): readonly TensorInfo[] {
    return this.#examples.listed;
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
    const known =
      ref.kind === 'example' ? this.#examples.all.get(ref.id) : this.#files.get(ref.handle);
    if (known) return known.info;
    const name = ref.kind === 'example' ? ref.id : ref.handle;
    const all = [...this.#examples.all.keys()].join(', ');
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
    if (ref.kind === 'example') return this.#examples.all.get(ref.id)!;
    const entry = this.#files.get(ref.handle)!;
    // The longest unused comes first.
    this.#files.delete(ref.handle);
    this.#files.set(ref.handle, entry);
    if (entry.held) return { info, ...entry.held };
    entry.reading ??= entry.read!()
      .then((held) => (entry.held = held))
      .finally(() => (entry.reading = null));
    const held = await entry.reading;
    await this.#makeRoom(entry);
    return { info, ...held };
  }

  /** Every tensor that there is, the newest file first. */
  get all(): readonly TensorInfo[] {
    const files = [...this.#files.values()].reverse();
    return [...this.#examples.all.values(), ...files].map(({ info }) => info);
  }

  /** True for a tensor that is known. */
  has(ref: TensorRef): boolean {
    return ref.kind === 'example' ? this.#examples.all.has(ref.id) : this.#files.has(ref.handle);
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
      order: entry.order,
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

  /** All tensors of a tensor's file, it among them, as they lie there; of what came out of no file it alone. */
  withSiblings(ref: TensorRef): readonly TensorInfo[] {
    const info = this.info(ref);
    const path = ref.kind === 'file' ? this.#files.get(ref.handle)?.path : null;
    if (!path) return [info];
    return this.#inOrder((entry) => entry.path === path && entry.info.file === info.file);
  }

  /** Open tensors of a file, by the window's handle of it, as they lie there. */
  ofFile(file: string): readonly TensorInfo[] {
    return this.#inOrder(({ info }) => info.file === file);
  }

  /** As they were opened, whichever was used last; of a file that is open twice each member once. */
  #inOrder(is: (entry: Entry) => boolean): readonly TensorInfo[] {
    const found = [...this.#files.values()].filter(is).sort((a, b) => a.order - b.order);
    return [...new Map(found.map(({ info }) => [info.member ?? info.name, info])).values()];
  }

  /**
   * Takes in a tensor that was read out of a file.
   * @param file    what a person knows the file by
   * @param script  PyTorch lines that read it, named x
   * @param as      what it is called where that is not the file's name
   */
  hold(file: string, x: Tensor, script: string, as?: Told): TensorInfo {
    const listed = { member: '', shape: x.shape, dtype: dtypeOf(x), bytes: x.data.byteLength };
    return this.#add({
      file,
      listed,
      axes: x.axes,
      script,
      ...(as && { as }),
      held: { tensor: sharedTensor(x) },
      read: null,
    });
  }

  /**
   * Opens a file; every tensor in it gets a handle.
   * @throws InputError as findTensors does
   */
  async open(file: string, options: OpenOptions = {}): Promise<OpenedTensors> {
    if (isPicture(options.name ?? file) && options.member === undefined)
      return this.openImages([{ path: file, name: options.name ?? file }], options);
    const { memoryBytes = await this.#memoryBytes() } = options;
    const known = options.axes ? [] : await this.#knownAxes();
    const found = await findTensors(this.#pool, file, { ...options, memoryBytes }, known);
    const tensors = found.tensors.map((each) => this.#add(each));
    await this.#makeRoom();
    return { tensors, skipped: found.skipped };
  }

  /**
   * Opens pictures as one tensor (N, C, H, W).
   * @throws InputError as findImages does
   */
  async openImages(
    files: readonly CheckpointFile[],
    options: OpenOptions = {},
  ): Promise<OpenedTensors> {
    const { memoryBytes = await this.#memoryBytes() } = options;
    const info = this.#add(await findImages(this.#pool, files, { ...options, memoryBytes }));
    await this.#makeRoom();
    return { tensors: [info], skipped: [] };
  }

  /**
   * Opens the indices [from, to) of the first axis of a .npy file.
   * @throws InputError as readPart does
   */
  async openPart(file: string, options: PartOptions): Promise<TensorInfo> {
    const info = this.#add(await findPart(this.#pool, file, options));
    await this.#makeRoom();
    return info;
  }

  #add(found: Found): TensorInfo {
    const handle = randomBytes(12).toString('hex');
    const info = infoOf(found, handle);
    const { held, read, path = null } = found;
    this.#files.set(handle, { info, order: this.#opened++, held, read, reading: null, path });
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
