import { InputError } from '../../core/errors.ts';
import { defaultsFor } from '../../core/norm/defaultsFor.ts';
import { fits } from '../../core/norm/fits.ts';
import { LAYERS, layerRow, type LayerName } from '../../core/norm/layers.ts';
import { passesOf, valuesAtOnce } from '../../core/norm/passes.ts';
import { planLayer } from '../../core/norm/plan.ts';
import type { LayerSpec, Mode, Plan } from '../../core/norm/spec.ts';
import type { LayerOptions, OptionValue } from '../../core/norm/view.ts';
import { numel } from '../../core/tensor/tensor.ts';
import type { HostEvents, ResultOf } from '../../electron/ipc/contract.ts';
import type { Failure } from '../ui/host.ts';
import { optionsWith, type LayerEditor } from '../ui/layerEditor.ts';

export type LargeFile = HostEvents['large'];
export type LargeResult = NonNullable<ResultOf<'large.normalize'>>;
export type Task = 'part' | 'normalize' | 'whole';

/** What a run will do, said before it starts. */
export interface Outlook {
  readonly ok: true;
  readonly plan: Plan;
  /** Times that the file will be read. */
  readonly passes: number;
}

/** A part that can be opened. */
export interface Part {
  readonly from: number;
  readonly to: number;
  /** Of its values in memory. */
  readonly bytes: number;
}

/** Share of the memory limit that a part takes when nothing else was asked for. */
const PART_SHARE = 4;
/** Copies of a tensor that is looked at: as read, in the engine, and what comes out. */
const HELD_COPIES = 4;
const LARGEST_PART = 2 ** 31 - 1;
const MEBIBYTE = 2 ** 20;

/** The layer itself where it takes such a file, else one like it: BatchNorm2d for BatchNorm1d. */
function layerFor({ shape }: LargeFile, layer: LayerName): LayerName {
  const wanted = layerRow(layer);
  if (!fits(wanted, shape)) return layer;
  const like = LAYERS.find((row) => row.view === wanted.view && !fits(row, shape));
  return like?.name ?? 'LayerNorm';
}

/** Options that say nothing about the sizes of the input, such as eps. */
function carriedOver({ layer, options }: LayerSpec): LayerOptions {
  const free = layerRow(layer).options.filter(
    ({ kind, derive }) => kind !== 'axes' && kind !== 'sizes' && !derive,
  );
  const kept = free.filter(({ name }) => name in options);
  return Object.fromEntries(kept.map(({ name }) => [name, options[name] ?? null]));
}

/** What is being decided about one large file, and what came of it. */
export class LargeWork implements LayerEditor {
  readonly file: LargeFile;
  task = $state<Task>('part');
  /** As typed. */
  from = $state('0');
  to = $state('');
  convertIntegers = $state(false);
  layer = $state<LayerName>() as LayerName;
  mode = $state<Mode>('train');
  /** A call of the service is under way. */
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  result = $state.raw<LargeResult | null>(null);
  #options = $state.raw<Readonly<Partial<Record<LayerName, LayerOptions>>>>({});
  readonly #memoryBytes: () => number;

  /**
   * @param spec         what Explore shows, to begin with
   * @param memoryLimit  MiB
   */
  constructor(file: LargeFile, spec: LayerSpec, memoryLimit: () => number) {
    this.file = file;
    this.#memoryBytes = () => memoryLimit() * MEBIBYTE;
    this.layer = layerFor(file, spec.layer);
    this.mode = spec.mode;
    if (this.layer === spec.layer) this.#options = { [spec.layer]: carriedOver(spec) };
    const [samples = 1, ...inner] = file.shape;
    const share = this.#memoryBytes() / PART_SHARE / (numel(inner) * this.width);
    this.to = String(Math.min(samples, Math.max(1, Math.floor(share))));
  }

  /** Bytes of a value once it is read. */
  get width(): number {
    return this.file.dtype === 'float64' ? 8 : 4;
  }

  get isFloat(): boolean {
    return this.file.dtype.startsWith('float');
  }

  /** False while integers would be refused. */
  get readable(): boolean {
    return this.isFloat || this.convertIntegers;
  }

  get outputBytes(): number {
    return numel(this.file.shape) * this.width;
  }

  /** About what the file takes when it is opened whole. */
  get wholeBytes(): number {
    return this.outputBytes * HELD_COPIES;
  }

  readonly fedShape: readonly number[] = $derived.by(() => this.file.shape);
  readonly fedAxes: readonly string[] = $derived.by(() => this.file.axes);
  readonly row = $derived(layerRow(this.layer));
  readonly changedOptions: LayerOptions = $derived(this.#options[this.layer] ?? {});
  readonly options: LayerOptions = $derived({
    ...defaultsFor(this.row, this.fedShape, this.fedAxes),
    ...this.changedOptions,
  });
  readonly spec: LayerSpec = $derived({
    layer: this.layer,
    options: this.changedOptions,
    mode: this.mode,
  });

  /** What a run will do, or why the layer refuses the file. */
  readonly outlook: Outlook | Failure = $derived.by(() => {
    const { shape, axes, fortranOrder } = this.file;
    try {
      const dtype = this.width === 8 ? 'float64' : 'float32';
      const plan = planLayer(this.spec, shape, axes, dtype);
      const most = valuesAtOnce(this.#memoryBytes(), this.width);
      return { ok: true, plan, passes: passesOf(plan, fortranOrder, most) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { code, message, details } = error;
      return { ok: false, code, message, details };
    }
  });

  /** The part that was typed; null while it is none. */
  readonly part: Part | null = $derived.by(() => {
    const [from, to] = [this.from, this.to].map((text) =>
      /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN,
    ) as [number, number];
    const [samples = 0, ...inner] = this.file.shape;
    if (!(from < to && to <= samples)) return null;
    const bytes = (to - from) * numel(inner) * this.width;
    return bytes > LARGEST_PART ? null : { from, to, bytes };
  });

  setLayer(layer: LayerName): void {
    this.layer = layer;
  }

  setOption(name: string, value: OptionValue | undefined): void {
    const options = optionsWith(this.changedOptions, name, value);
    this.#options = { ...this.#options, [this.layer]: options };
  }

  resetOptions(): void {
    this.#options = { ...this.#options, [this.layer]: {} };
  }
}
