import { createContext } from 'svelte';
import { formOf } from '../../core/norm/fits.ts';
import { layerRow, type LayerName } from '../../core/norm/layers.ts';
import type { Mode } from '../../core/norm/spec.ts';
import type { OptionValue } from '../../core/norm/view.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import { middleCell, type CellIndex } from '../ui/cell.ts';
import type { TensorInfo } from '../ui/host.ts';
import { Undo } from '../ui/undo.svelte.ts';
import { optionsWith } from '../ui/layerEditor.ts';
import { isOrderOf } from '../ui/layouts.ts';
import { Camera } from '../canvas/camera.svelte.ts';
import { initialLook, type Look } from '../canvas/look.ts';
import type { CompareKept } from './compareKept.ts';
import { FEWEST_RUNS, MOST_RUNS, type Run } from './run.ts';

/** Layers to begin with, those of them that take the tensor. */
const FIRST: readonly LayerName[] = [
  'BatchNorm1d',
  'BatchNorm2d',
  'BatchNorm3d',
  'LayerNorm',
  'InstanceNorm1d',
  'InstanceNorm2d',
  'InstanceNorm3d',
  'GroupNorm',
  'RMSNorm',
];
const BEGIN_WITH = 4;

/** Whether a layer takes such an input, and not only as a single sample without a batch axis. */
function takesBatch(layer: LayerName, shape: readonly number[]): boolean {
  const form = formOf(layerRow(layer), shape.length);
  return form !== null && (form.batch !== null || form.channel === null);
}

/** What is compared: all that can be undone. Plain data, never mutated. */
interface Comparison {
  readonly tensor: TensorRef;
  readonly runs: readonly Run[];
  /** All outputs on one colour scale. */
  readonly locked: boolean;
}

/** Two to six layers on one tensor, looked at from one side. */
export class Compare {
  readonly camera = new Camera(initialLook());
  /** Pinned cell by axis name: the same one in every layout. */
  cell = $state.raw<CellIndex | null>(null);
  readonly history: Undo<Comparison>;
  #next = 0;

  /**
   * @param info  the tensor to begin with
   * @param kept  what is remembered of a comparison of this tensor
   */
  constructor(info: TensorInfo, kept: CompareKept | null) {
    const { ref: tensor, shape, axes } = info;
    if (kept?.runs.every(({ layout }) => !layout || isOrderOf(layout, axes))) {
      const runs = kept.runs.map((run) => ({ ...run, id: this.#next++ }));
      this.history = new Undo<Comparison>({ tensor, runs, locked: kept.locked });
      this.look = kept.look;
      this.cell = kept.cell;
    } else {
      this.history = new Undo<Comparison>({ tensor, runs: this.#firstRuns(info), locked: true });
      this.cell = middleCell(shape, axes);
    }
  }

  get look(): Look {
    return this.camera.look;
  }

  set look(look: Look) {
    this.camera.look = look;
  }

  readonly comparison: Comparison = $derived.by(() => this.history.present);
  readonly tensor: TensorRef = $derived(this.comparison.tensor);
  readonly runs: readonly Run[] = $derived(this.comparison.runs);

  /** All outputs on one colour scale. */
  get locked(): boolean {
    return this.comparison.locked;
  }

  set locked(locked: boolean) {
    this.#change({ locked });
  }

  /** What of it is remembered; null for a file, whose handle ends with the service. */
  get kept(): CompareKept | null {
    const { tensor, locked, look, cell } = this;
    if (tensor.kind === 'file') return null;
    return { tensor, runs: this.runs.map(({ id: _, ...run }) => run), locked, look, cell };
  }

  /** Begins with a tensor and the usual layers for it. */
  open(info: TensorInfo): void {
    this.cell = middleCell(info.shape, info.axes);
    this.#change({ tensor: info.ref, runs: this.#firstRuns(info) });
  }

  /**
   * Goes on without tensors that are closed (null), or with those that took their place.
   * @param other  what is compared when nothing is left
   */
  retarget(now: (tensor: TensorRef) => TensorRef | null, other: TensorInfo): void {
    this.history.map(
      (comparison) => {
        const tensor = now(comparison.tensor);
        return tensor && (tensor === comparison.tensor ? comparison : { ...comparison, tensor });
      },
      { tensor: other.ref, runs: this.#firstRuns(other), locked: true },
    );
  }

  add(layer: LayerName): void {
    if (this.runs.length < MOST_RUNS) this.#change({ runs: [...this.runs, this.#run(layer)] });
  }

  remove(id: number): void {
    if (this.runs.length > FEWEST_RUNS)
      this.#change({ runs: this.runs.filter((run) => run.id !== id) });
  }

  setLayer(id: number, layer: LayerName): void {
    this.#changeRun(id, (run) => ({ ...run, layer, options: {} }));
  }

  setMode(id: number, mode: Mode): void {
    this.#changeRun(id, (run) => ({ ...run, mode }));
  }

  setLayout(id: number, layout: readonly string[] | null): void {
    this.#changeRun(id, (run) => ({ ...run, layout }));
  }

  /** Sets an option; undefined puts it back to its default. */
  setOption(id: number, name: string, value: OptionValue | undefined): void {
    const changed = (run: Run) => ({ ...run, options: optionsWith(run.options, name, value) });
    this.#changeRun(id, changed, `option:${id}:${name}`);
  }

  resetOptions(id: number): void {
    this.#changeRun(id, (run) => ({ ...run, options: {} }));
  }

  /** What the service is asked for. */
  requestOf({ layer, options, mode, layout }: Run): ComputeRequest {
    return { tensor: this.tensor, spec: { layer, options, mode }, ...(layout && { layout }) };
  }

  #firstRuns({ shape }: TensorInfo): readonly Run[] {
    const layers = FIRST.filter((layer) => takesBatch(layer, shape));
    return layers.slice(0, BEGIN_WITH).map((layer) => this.#run(layer));
  }

  #run(layer: LayerName): Run {
    return { id: this.#next++, layer, options: {}, mode: 'train', layout: null };
  }

  #changeRun(id: number, change: (run: Run) => Run, topic: string | null = null): void {
    this.#change({ runs: this.runs.map((run) => (run.id === id ? change(run) : run)) }, topic);
  }

  #change(part: Partial<Comparison>, topic: string | null = null): void {
    this.history.change({ ...this.comparison, ...part }, topic);
  }
}

export const [getCompare, setCompare] = createContext<Compare>();
