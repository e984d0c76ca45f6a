import { InputError } from '../../core/errors.ts';
import type { FurtherTensor } from '../../core/norm/furtherInput.ts';
import type { LayerState, NormResult } from '../../core/norm/spec.ts';
import { withDrawnParameters } from '../../core/norm/drawnParameters.ts';
import { planLayer } from '../../core/norm/plan.ts';
import { checkLayout } from '../../core/tensor/permute.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import { permuted } from '../../core/tensor/permuted.ts';
import {
  dtypeOf,
  numel,
  storedData,
  type Tensor,
  type TensorData,
} from '../../core/tensor/tensor.ts';
import { withPadding, type DisplayTensor } from '../../core/figure/displayTensor.ts';
import { withPicture } from '../../core/figure/picture.ts';
import type { Summary } from '../../core/tensor/summary.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { LARGE } from '../workers/largeEngine.ts';
import type { RunOptions, WorkerPool } from '../workers/pool.ts';
import { sharedLike } from '../workers/sharedTensor.ts';
import { mergedState } from '../../core/requestState.ts';
import { keyOf, RunInputs } from './runInputs.ts';
import type { TensorStore } from './tensors.ts';

/** One run of a layer on one tensor, whole. */
export interface Run {
  readonly request: ComputeRequest;
  /** The stored tensor. */
  readonly tensor: TensorInfo;
  /** The input as fed: axes in the order of the layout. */
  readonly x: Tensor;
  /** Names the input: runs of one name were fed the same. */
  readonly input: string;
  readonly result: NormResult;
  readonly display: { readonly x: DisplayTensor; readonly y: DisplayTensor };
  readonly summary: { readonly x: Summary; readonly y: Summary };
  readonly milliseconds: number;
}

/** Bytes of results that are kept for slices, traces and reports; half the memory limit where that is less. */
const KEEP_BYTES = 2 ** 30;
const KEEP_RUNS = 64;

/** Runs requests on the pool and keeps the latest results. */
export class Runner {
  readonly tensors: TensorStore;
  readonly #pool: WorkerPool;
  readonly #inputs = new RunInputs();
  readonly #preparing = new Map<string, Promise<void>>();
  readonly #kept = new Map<string, Promise<Run>>();
  readonly #sizes = new Map<string, number>();
  readonly #refs = new Map<string, TensorRef>();
  readonly #memoryBytes: () => Promise<number>;

  /** @param memoryBytes  the memory limit */
  constructor(pool: WorkerPool, tensors: TensorStore, memoryBytes: () => Promise<number>) {
    this.#pool = pool;
    this.tensors = tensors;
    this.#memoryBytes = memoryBytes;
  }

  /** Lets go what was kept about a tensor that was closed. */
  forget(ref: TensorRef): void {
    this.#inputs.forget(ref);
    for (const [key, tensor] of this.#refs) if (keyOf(tensor) === keyOf(ref)) this.#drop(key);
  }

  /**
   * The result of a request, computed at most once while it is kept.
   * @throws InputError unknownTensor, badLayout, badEdit, and those of the layer
   */
  run(request: ComputeRequest, options: RunOptions = {}): Promise<Run> {
    const key = keyOf(request);
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const run = this.#compute(request, options);
    this.#kept.set(key, run);
    this.#refs.set(key, request.tensor);
    run.then(
      ({ x }) => this.#trim(key, storedData(x).byteLength * 2),
      () => {
        if (this.#kept.get(key) === run) this.#drop(key);
      },
    );
    return run;
  }

  /**
   * Prepares what is shown of a tensor that was opened a moment ago: while the window gets ready for it, its first run need not
   * do that as well. Small ones are not worth it.
   */
  async prepare(ref: TensorRef): Promise<void> {
    const { tensor } = await this.tensors.get(ref);
    if (tensor.data.length < LARGE) return;
    const key = keyOf(ref);
    const prepared = this.#show(ref, tensor).finally(() => this.#preparing.delete(key));
    this.#preparing.set(key, prepared);
    await prepared;
  }

  async #show(ref: TensorRef, tensor: Tensor): Promise<void> {
    const shown = await this.#pool.run<'show'>({ kind: 'show', x: tensor });
    const most = (await this.#memoryBytes()) / 4;
    if (this.tensors.has(ref)) this.#inputs.set({ tensor: ref }, { tensor, ...shown }, most);
  }

  async #compute(request: ComputeRequest, options: RunOptions): Promise<Run> {
    const { info, tensor } = await this.tensors.get(request.tensor);
    const layout = request.layout ?? tensor.axes;
    checkLayout(layout, tensor.axes);
    const edits = request.edits ?? [];
    checkEdits(edits, numel(tensor.shape));
    const given = await this.#withOpened(mergedState(request, dtypeOf(tensor)), request);
    const { state, notices } = exampleState(request, tensor, given);
    // What could not be prepared is done with the run, and fails there.
    await this.#preparing.get(keyOf(request.tensor))?.catch(() => undefined);
    const known = this.#inputs.get(request);
    const input = known
      ? { stored: known.tensor.original ?? known.tensor, layout, edits: [] }
      : { stored: tensor, layout, edits };
    const job = {
      kind: 'compute',
      ...input,
      withInput: !known,
      spec: request.spec,
      state,
    } as const;
    const { x: fed, y, result, milliseconds } = await this.#pool.run<'compute'>(job, options);
    const x = this.#inputs.set(
      request,
      known ?? { ...fed!, tensor: permuted(fed!.tensor, layout, sharedLike) },
      (await this.#memoryBytes()) / 4,
    );
    return {
      request,
      tensor: info,
      x: x.tensor,
      input: x.name,
      result:
        notices.length > 0 ? { ...result, warnings: [...result.warnings, ...notices] } : result,
      display: { x: drawnAs(x.display, info), y: y.display },
      summary: { x: x.summary, y: y.summary },
      milliseconds,
    };
  }

  /** The state with those further inputs, γ and β that are opened tensors. @throws InputError unknownTensor */
  async #withOpened(state: LayerState, request: ComputeRequest): Promise<LayerState> {
    const inputs: Record<string, FurtherTensor> = { ...state.inputs };
    for (const [name, input] of Object.entries(request.state?.inputs ?? {}))
      if (input?.tensor) inputs[name] = (await this.tensors.get(input.tensor)).tensor;
    const { weight, bias } = request.state?.opened ?? {};
    return {
      ...state,
      ...(Object.keys(inputs).length > 0 && { inputs }),
      ...(weight && { weight: await this.#valuesOf(weight.tensor) }),
      ...(bias && { bias: await this.#valuesOf(bias.tensor) }),
    };
  }

  async #valuesOf(ref: TensorRef): Promise<TensorData> {
    return (await this.tensors.get(ref)).tensor.data;
  }

  #drop(key: string): void {
    this.#kept.delete(key);
    this.#sizes.delete(key);
    this.#refs.delete(key);
  }

  async #trim(key: string, bytes: number): Promise<void> {
    if (!this.#kept.has(key)) return;
    this.#sizes.set(key, bytes);
    const most = Math.min(KEEP_BYTES, (await this.#memoryBytes()) / 2);
    let total = 0;
    const keys = [...this.#kept.keys()].reverse();
    for (const [rank, each] of keys.entries()) {
      total += this.#sizes.get(each) ?? 0;
      if (rank >= KEEP_RUNS || (rank > 0 && total > most)) this.#drop(each);
    }
  }
}

/** What an example is run with: it brings no condition, so that a γ and β of each sample are drawn. */
function exampleState({ tensor: ref, spec, layout }: ComputeRequest, x: Tensor, given: LayerState) {
  if (ref.kind !== 'example') return { state: given, notices: [] };
  const axes = layout ?? x.axes;
  const shape = axes.map((name) => x.shape[x.axes.indexOf(name)]!);
  return withDrawnParameters(planLayer(spec, shape, axes, dtypeOf(x)), given, dtypeOf(x));
}

/** The input with what is known of it where it comes from: padding of sentences, channels of pictures. */
function drawnAs(x: DisplayTensor, { lengths, image, axes }: TensorInfo): DisplayTensor {
  const known = lengths ? withPadding(x, lengths) : x;
  return image ? withPicture(known, { axes, scale: image.scale }) : known;
}

function checkEdits(edits: readonly (readonly [number, number])[], cells: number): void {
  const outside = edits.find(([flat]) => flat >= cells);
  if (outside)
    throw new InputError(
      'badEdit',
      `Cell ${outside[0]} does not exist: the tensor has ${cells} cells.`,
      {
        cell: outside[0],
        cells,
      },
    );
}
