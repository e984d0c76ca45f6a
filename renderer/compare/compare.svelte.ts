import { formOf } from '../../core/norm/fits.ts';
import { layerRow } from '../../core/norm/layers.ts';
import type { LayerName, LayerOptions, Mode, OptionValue } from '../../core/norm/spec.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import { middleCell, type CellIndex } from '../state/cell.ts';
import type { TensorInfo } from '../state/explore.svelte.ts';
import { initialLook, type Look } from '../state/look.ts';

/** One layer of the comparison. */
export interface Run {
  readonly id: number;
  readonly layer: LayerName;
  /** Options that differ from the defaults. */
  readonly options: LayerOptions;
  readonly mode: Mode;
  /** Order of the axes in which the layer is fed; null as stored. */
  readonly layout: readonly string[] | null;
}

export const FEWEST_RUNS = 2;
export const MOST_RUNS = 6;

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

/** Two to six layers on one tensor, looked at from one side. */
export class Compare {
  tensor = $state.raw<TensorRef>() as TensorRef;
  runs = $state.raw<readonly Run[]>([]);
  look = $state.raw<Look>(initialLook());
  /** Pinned cell by axis name: the same one in every layout. */
  cell = $state.raw<CellIndex | null>(null);
  /** All outputs on one colour scale. */
  locked = $state(true);
  #next = 0;

  constructor(info: TensorInfo) {
    this.open(info);
  }

  /** Begins with a tensor and the usual layers for it. */
  open(info: TensorInfo): void {
    const layers = FIRST.filter((layer) => takesBatch(layer, info.shape));
    this.tensor = info.ref;
    this.cell = middleCell(info.shape, info.axes);
    this.runs = layers.slice(0, BEGIN_WITH).map((layer) => this.#run(layer));
  }

  add(layer: LayerName): void {
    if (this.runs.length < MOST_RUNS) this.runs = [...this.runs, this.#run(layer)];
  }

  remove(id: number): void {
    if (this.runs.length > FEWEST_RUNS) this.runs = this.runs.filter((run) => run.id !== id);
  }

  setLayer(id: number, layer: LayerName): void {
    this.#change(id, (run) => ({ ...run, layer, options: {} }));
  }

  setMode(id: number, mode: Mode): void {
    this.#change(id, (run) => ({ ...run, mode }));
  }

  setLayout(id: number, layout: readonly string[] | null): void {
    this.#change(id, (run) => ({ ...run, layout }));
  }

  setOption(id: number, name: string, value: OptionValue): void {
    this.#change(id, (run) => ({ ...run, options: { ...run.options, [name]: value } }));
  }

  resetOptions(id: number): void {
    this.#change(id, (run) => ({ ...run, options: {} }));
  }

  /** What the service is asked for. */
  requestOf({ layer, options, mode, layout }: Run): ComputeRequest {
    return { tensor: this.tensor, spec: { layer, options, mode }, ...(layout && { layout }) };
  }

  #run(layer: LayerName): Run {
    return { id: this.#next++, layer, options: {}, mode: 'train', layout: null };
  }

  #change(id: number, change: (run: Run) => Run): void {
    this.runs = this.runs.map((run) => (run.id === id ? change(run) : run));
  }
}
