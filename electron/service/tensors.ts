import { createHash } from 'node:crypto';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { builtInExamples } from '../../core/examples/builtIn.ts';
import { teachingTensors } from '../../core/examples/teaching.ts';
import type { TensorRef } from '../../core/request.ts';
import { dtypeOf, type Tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { LoadedTensor } from '../workers/jobs.ts';
import type { ReportProgress } from '../workers/progress.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { sharedTensor } from '../workers/sharedTensor.ts';

/** A tensor that the service holds, and what is told of it. */
export interface HeldTensor {
  readonly info: TensorInfo;
  /** Its data lies in shared memory. */
  readonly tensor: Tensor;
}

/** Bytes of opened files that are kept; the longest unused goes first. */
const KEEP_BYTES = 4 * 2 ** 30;

export interface OpenOptions {
  /** What a person knows the file by; its path when left out. */
  readonly name?: string;
  /** Integer types become float32; without it they are refused, as PyTorch's layers do. */
  readonly convertIntegers?: boolean;
  /** Name of the job, to cancel it. */
  readonly id?: string;
  readonly onProgress?: ReportProgress;
  /** Names of the axes in stored order; the usual ones of the rank when left out. */
  readonly axes?: readonly string[];
}

export interface PartOptions extends Omit<OpenOptions, 'axes'> {
  readonly from: number;
  readonly to: number;
}

function withAxes(file: string, x: Tensor, axes: readonly string[]): Tensor {
  if (axes.length === x.shape.length) return { ...x, axes };
  throw new InputError(
    'badLayout',
    `${file} has ${x.shape.length} dimensions (${x.shape.join(', ')}), but the layout ${axes.join('')} names ${axes.length}. Name every dimension.`,
    { layout: axes.join(''), rank: x.shape.length },
  );
}

/** The built-in examples and every opened file, by reference. */
export class TensorStore {
  readonly #pool: WorkerPool;
  readonly #examples = new Map<string, HeldTensor>();
  readonly #builtIn: readonly TensorInfo[];
  readonly #files = new Map<string, HeldTensor>();

  constructor(pool: WorkerPool) {
    this.#pool = pool;
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

  /**
   * The tensor of a reference.
   * @throws InputError unknownTensor
   */
  get(ref: TensorRef): HeldTensor {
    const held = ref.kind === 'example' ? this.#examples.get(ref.id) : this.#files.get(ref.handle);
    if (!held) {
      const name = ref.kind === 'example' ? ref.id : ref.handle;
      const known = [...this.#examples.keys()].join(', ');
      throw new InputError(
        'unknownTensor',
        ref.kind === 'example'
          ? `There is no example "${name}"; expected one of ${known}.`
          : 'This file is no longer open. Open it again.',
        { name },
      );
    }
    if (ref.kind === 'file') {
      this.#files.delete(ref.handle);
      this.#files.set(ref.handle, held);
    }
    return held;
  }

  /** Forgets an opened tensor; false when it is not open. */
  close(handle: string): boolean {
    return this.#files.delete(handle);
  }

  /** Every tensor that there is, the newest file first. */
  get all(): readonly TensorInfo[] {
    const files = [...this.#files.values()].reverse();
    return [...this.#examples.values(), ...files].map(({ info }) => info);
  }

  /**
   * Takes in a tensor that was read out of a file.
   * @param file    what a person knows the file by
   * @param script  PyTorch lines that read it, named x
   */
  hold(file: string, x: Tensor, script: string): TensorInfo {
    const loaded = { member: '', tensor: sharedTensor(x), dtype: dtypeOf(x) };
    const info = this.#hold(file, loaded, script);
    this.#makeRoom(1);
    return info;
  }

  /**
   * Opens a file; every tensor in it gets a handle.
   * @param options  axes names the axes of the array as it lies in the file
   * @throws InputError as load does; badLayout when there are more or fewer axes than names
   */
  async open(file: string, options: OpenOptions = {}): Promise<readonly TensorInfo[]> {
    const { convertIntegers = false, axes, name = file, ...running } = options;
    const job = { kind: 'load', path: file, name, convertIntegers } as const;
    const loaded = await this.#pool.run<'load'>(job, running);
    const opened = loaded.map((entry) =>
      this.#hold(name, axes ? { ...entry, tensor: withAxes(name, entry.tensor, axes) } : entry),
    );
    this.#makeRoom(opened.length);
    return opened;
  }

  /**
   * Opens the indices [from, to) of the first axis of a .npy file.
   * @throws InputError as readPart does
   */
  async openPart(file: string, options: PartOptions): Promise<TensorInfo> {
    const { convertIntegers = false, name = file, from, to, ...running } = options;
    const job = { kind: 'loadPart', path: file, name, from, to, convertIntegers } as const;
    const loaded = await this.#pool.run<'loadPart'>(job, running);
    const base = path.basename(name);
    const type = dtypeOf(loaded.tensor);
    const array = `np.load(${JSON.stringify(base)}, mmap_mode="r")[${from}:${to}]`;
    const script = `x = torch.from_numpy(${array}.astype("${type}"))`;
    const info = this.#hold(`${base}[${from}:${to}]`, loaded, script);
    this.#makeRoom(1);
    return info;
  }

  #hold(file: string, { member, tensor: x, dtype }: LoadedTensor, script?: string): TensorInfo {
    const handle = createHash('sha256')
      .update(`${file}\0${member}\0${this.#files.size}\0${Math.random()}`)
      .digest('hex')
      .slice(0, 24);
    const base = path.basename(file);
    const name = member ? `${base}: ${member}` : base;
    const info: TensorInfo = {
      ref: { kind: 'file', handle },
      name,
      source: file,
      shape: x.shape,
      axes: x.axes,
      axisLabels: {},
      dtype,
      script: script ?? scriptOf(base, member, x),
      bytes: x.data.byteLength,
    };
    this.#files.set(handle, { info, tensor: x });
    return info;
  }

  #makeRoom(newest: number): void {
    let bytes = [...this.#files.values()].reduce((sum, held) => sum + held.info.bytes, 0);
    for (const [handle, held] of [...this.#files].slice(0, -newest)) {
      if (bytes <= KEEP_BYTES) return;
      this.#files.delete(handle);
      bytes -= held.info.bytes;
    }
  }
}

/** PyTorch lines that read this tensor, named x. */
function scriptOf(base: string, member: string, x: Tensor): string {
  const file = JSON.stringify(base);
  const type = dtypeOf(x) === 'float64' ? '.double()' : '.float()';
  if (base.endsWith('.safetensors'))
    return `x = safetensors.torch.load_file(${file})[${JSON.stringify(member)}]${type}`;
  const access = member ? `[${JSON.stringify(member)}]` : '';
  if (/\.np[yz]$/.test(base))
    return `x = torch.from_numpy(np.load(${file})${access}.astype("${dtypeOf(x)}"))`;
  return `x = torch.from_numpy(np.loadtxt(${file}, delimiter=",", ndmin=2))${type}`;
}
