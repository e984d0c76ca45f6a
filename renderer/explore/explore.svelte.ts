import { createContext } from 'svelte';
import type { Lit } from '../../core/figure/lit.ts';
import type { ViewState } from '../../core/figure/state.ts';
import { isPooled } from '../../core/figure/displayTensor.ts';
import { defaultsFor } from '../../core/norm/defaultsFor.ts';
import { cellsOfGroup, groupOf } from '../../core/norm/groups.ts';
import { fits } from '../../core/norm/fits.ts';
import { layerRow, type LayerName } from '../../core/norm/layers.ts';
import type { Mode } from '../../core/norm/spec.ts';
import type { LayerOptions, OptionValue } from '../../core/norm/view.ts';
import { sameTensor, type ComputeRequest, type TensorRef } from '../../core/request.ts';
import { numel } from '../../core/tensor/tensor.ts';
import type { ArgumentOf, ResultOf } from '../../electron/ipc/contract.ts';
import { toggledAxes } from './insight/axisToggle.ts';
import { movedEdits, withEdits, type Edits, type Frame } from './slice/edits.ts';
import type { Parameters } from './insight/parameters.ts';
import type { PresetId } from './slice/presets.ts';
import { beginning } from './beginning.ts';
import { computeLayer } from '../ui/computeLayer.ts';
import { computing } from '../ui/computing.ts';
import { cellAt, flatOf, middleCell, type CellIndex } from '../ui/cell.ts';
import { Undo } from '../ui/undo.svelte.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost, type ComputeReply, type TensorInfo } from '../ui/host.ts';
import { LiveQuery } from '../ui/liveQuery.svelte.ts';
import { painted } from '../ui/painted.ts';
import { Camera } from '../canvas/camera.svelte.ts';
import { lookOf, rangedLook, type Look } from '../canvas/look.ts';
import type { ExploreKept } from './exploreKept.ts';
import { Lab } from './insight/lab.svelte.ts';
import { Timeline } from './stage/timeline.svelte.ts';
import { Slicing } from './slice/slicing.svelte.ts';
import {
  changedOptions,
  fedIn,
  fittedWork,
  requestOf,
  startWork,
  withOption,
  type Work,
} from './work.ts';

type TraceRequest = ArgumentOf<'layer.trace'>;

/** Of more drawn cells than this the pointer crosses several in a frame, and to tell of each takes longer than one. */
const MANY_CELLS = 16_384;
/** Milliseconds after which a pointer rests. */
const REST = 80;

/**
 * What is looked at, how, and what the service says about it. One way: a change of the work gives a
 * request, the request a reply, and all else on screen is derived from the reply and the look.
 */
export class Explore {
  readonly camera: Camera;
  /** The cell that the keyboard walks from and that is pinned, by axis name. */
  cell = $state.raw<CellIndex>({});
  pinned = $state(true);
  /** Cell under the pointer: flat index into the input as fed. */
  hovered = $state.raw<number | null>(null);
  /** The cell on which the pointer came to rest. */
  #rested = $state.raw<number | null>(null);
  /** What a formula, sentence, card or step under the pointer is about. */
  lit = $state.raw<Lit | null>(null);
  sliceOf = $state<'x' | 'y'>('x');
  /** Cell of the slice whose value is being typed: flat index into the input as fed. */
  editing = $state.raw<number | null>(null);
  readonly history: Undo<Work>;
  readonly timeline: Timeline;
  readonly lab = new Lab();
  /** The answer that the table tells of: the newest, of a large tensor once its picture is on screen. */
  tabled = $state.raw<ComputeReply | null>(null);
  readonly slicing: Slicing = new Slicing(this);

  readonly #desk: Desk;
  /** When the newest picture is on screen. */
  #painted: Promise<void> = Promise.resolve();
  readonly compute: LiveQuery<ComputeRequest, ComputeReply>;
  readonly trace: LiveQuery<TraceRequest, ResultOf<'layer.trace'>>;

  /**
   * Made during a component's initialisation.
   * @param begins  whether anything is asked for already
   */
  constructor(desk: Desk, kept: ExploreKept | null, begins: () => boolean) {
    this.#desk = desk;
    const { api } = desk;
    const { work, look, cell, pinned } = beginning(desk.tensors, kept);
    this.history = new Undo(work);
    this.camera = new Camera(look);
    this.cell = cell;
    this.pinned = pinned;
    this.timeline = new Timeline(kept?.step ?? null, () =>
      this.reply ? computing().stationsOf(this.reply.plan) : [],
    );
    this.compute = new LiveQuery(
      () => this.#asked(begins()),
      async (request) => {
        const outcome = await computeLayer(api, request, this.#pooling);
        this.#painted = painted();
        return outcome;
      },
    );
    this.trace = new LiveQuery(
      () => this.traceRequest,
      (request) => this.afterPicture(callHost(api, 'layer.trace', request)),
    );
    $effect.pre(() => {
      const { reply } = this;
      if (!reply || !isPooled(reply.x)) this.tabled = reply;
      else void this.#painted.then(() => (this.tabled = this.reply));
    });
    $effect(() => {
      const { hovered } = this;
      if (!this.#many) return;
      const timer = setTimeout(() => (this.#rested = hovered), hovered === null ? 0 : REST);
      return () => clearTimeout(timer);
    });
  }

  /** An answer about a picture, once that is on screen: what is told beside it is not waited for. */
  async afterPicture<T>(answer: Promise<T>): Promise<T> {
    const given = await answer;
    await this.#painted;
    return given;
  }

  get look(): Look {
    return this.camera.look;
  }

  set look(look: Look) {
    this.camera.look = look;
  }

  readonly #pooling = $derived.by(() => this.camera.look.pooling);

  /** What is asked for, again where blocks are to be drawn in another way. */
  #asked(begun: boolean): ComputeRequest | null {
    void this.#pooling;
    return begun ? this.request : null;
  }

  readonly work: Work = $derived.by(() => this.history.present);

  readonly info: TensorInfo | undefined = $derived.by(() =>
    this.#desk.tensors.find((info) => sameTensor(info.ref, this.work.tensor)),
  );
  /** Axes and shape of the input in the order in which the layer is fed. */
  readonly fedAxes: readonly string[] = $derived(this.work.layout ?? this.info?.axes ?? []);
  readonly fedShape: readonly number[] = $derived(
    this.info ? fedIn(this.info, this.work.layout).shape : [],
  );
  get #fed(): Frame {
    return { shape: this.fedShape, axes: this.fedAxes };
  }
  readonly row = $derived(layerRow(this.work.layer));
  readonly changedOptions: LayerOptions = $derived(this.work.options[this.work.layer] ?? {});
  /** Every option as it stands. */
  readonly options: LayerOptions = $derived({
    ...defaultsFor(this.row, this.fedShape, this.fedAxes),
    ...this.changedOptions,
  });

  readonly request: ComputeRequest = $derived(requestOf(this.work));
  /** The last good answer; stays while a newer one is on its way, and after a failure. */
  readonly reply: ComputeReply | null = $derived.by(() => this.compute.value);
  readonly failure = $derived.by(() => this.compute.failure);

  /** Flat index of the walking cell into the input as fed. */
  readonly cellFlat: number | null = $derived(
    this.reply ? flatOf(this.cell, this.reply.plan.shape, this.reply.plan.axes) : null,
  );
  readonly pinnedFlat: number | null = $derived(this.pinned ? this.cellFlat : null);
  readonly #many: boolean = $derived((this.reply?.x.data.length ?? 0) > MANY_CELLS);
  /** The cell pointed at, of which cubes and panels tell: among many cells the one on which the pointer rests. */
  readonly settled: number | null = $derived(
    this.#many && this.hovered !== null ? this.#rested : this.hovered,
  );
  /** The cell that the panels speak about: the pinned one, else the one pointed at. */
  readonly focusFlat: number | null = $derived(this.pinnedFlat ?? this.settled ?? this.cellFlat);
  readonly focusGroup: number | null = $derived(
    this.reply && this.focusFlat !== null ? groupOf(this.reply.plan, this.focusFlat) : null,
  );
  readonly traceRequest: TraceRequest | null = $derived(
    this.reply && this.focusFlat !== null
      ? { request: this.reply.request, flat: this.focusFlat }
      : null,
  );

  /** What is outlined on the stage: what is meant elsewhere, or while a cell is pinned the group of another one. */
  readonly outlined: Lit | null = $derived.by(() => {
    const { lit, hovered, pinnedFlat } = this;
    if (lit) return lit;
    return hovered === null || pinnedFlat === null ? null : { flat: hovered, whole: true };
  });
  /** The statistic that is pointed at. */
  readonly pointedGroup: number | null = $derived.by(() => {
    const flat = this.lit?.flat ?? this.hovered;
    return this.reply && flat !== null ? groupOf(this.reply.plan, flat) : null;
  });

  readonly view: ViewState = $derived.by(() => ({
    ...this.look,
    pinned: this.pinnedFlat,
    hovered: this.hovered,
    theme: this.#desk.preferences.theme,
  }));

  /** What of it is remembered; null for a file, whose handle ends with the service. */
  get kept(): ExploreKept | null {
    const { work, look, cell, pinned, timeline } = this;
    if (work.tensor.kind === 'file') return null;
    return { work, look, cell, pinned, step: timeline.kept };
  }

  /** Another tensor is seen whole first: nothing of it is pinned. */
  open(info: TensorInfo): void {
    this.#show(info, startWork(info.ref, info.defaultLayer ?? this.#layerFor(info)));
    this.pinned = false;
  }

  /** A file keeps the layer that was chosen, where that takes it. */
  #layerFor({ shape }: TensorInfo): LayerName {
    if (!fits(this.row, shape)) return this.work.layer;
    return shape.length > 1 ? 'LayerNorm' : 'RMSNorm';
  }

  /** Calls the axes of the tensor by other names. */
  async nameAxes(axes: readonly string[]): Promise<void> {
    const { info } = this;
    const named = info && (await this.#desk.renameAxes(info, axes));
    if (!named || !sameTensor(info.ref, this.work.tensor)) return;
    this.cell = middleCell(named.shape, named.axes);
    this.hovered = this.lit = null;
    this.slicing.reset();
    // Nothing that was made of the old names is there any more.
    this.history.restart(this.#fitted({ ...this.work, tensor: named.ref, layout: null }));
  }

  /** Shows what a request asks for, with its options, layout, changed cells, γ and β. */
  openRun(info: TensorInfo, request: ComputeRequest, preset?: PresetId): void {
    const { spec, layout, edits, state } = request;
    const { layer, options, mode } = spec;
    this.#show(info, {
      ...startWork(info.ref, layer),
      options: { [layer]: changedOptions(layer, options, fedIn(info, layout ?? null)) },
      mode,
      layout: layout ?? null,
      edits: edits ?? [],
      state,
      preset,
    });
  }

  /** Takes over a camera and a pinned cell; theme and pointer stay. */
  lookAs(view: ViewState): void {
    const { fedShape: shape, fedAxes: axes } = this;
    this.look = lookOf(view);
    this.pinned = view.pinned !== null && view.pinned < numel(shape);
    if (view.pinned !== null && this.pinned) this.cell = cellAt(view.pinned, shape, axes);
  }

  /** Goes on without tensors that are closed (null), or with those that took their place. */
  retarget(now: (tensor: TensorRef) => TensorRef | null): void {
    this.hovered = null;
    this.history.map((work) => {
      const tensor = now(work.tensor);
      return tensor && (tensor === work.tensor ? work : { ...work, tensor });
    }, beginning(this.#desk.tensors, null).work);
  }

  #show(info: TensorInfo, work: Work): void {
    this.#desk.add([info]);
    this.cell = middleCell(info.shape, info.axes);
    this.hovered = this.lit = null;
    this.pinned = true;
    this.slicing.reset();
    // What was set for other values would pale these.
    this.look = rangedLook(this.look, {});
    this.#change(work);
  }

  setLayer(layer: LayerName): void {
    this.#change({ ...this.work, layer });
  }

  setMode(mode: Mode): void {
    if (mode !== this.work.mode) this.#change({ ...this.work, mode });
  }

  /** Sets an option; undefined puts it back to its default. */
  setOption(name: string, value: OptionValue | undefined): void {
    this.#change(withOption(this.work, name, value), `option:${this.work.layer}:${name}`);
  }

  resetOptions(): void {
    const { [this.work.layer]: _, ...options } = this.work.options;
    this.#change({ ...this.work, options });
  }

  setLayout(layout: readonly string[] | null): void {
    this.hovered = this.lit = null;
    this.#change({ ...this.work, layout });
  }

  /**
   * Goes to a layer with these options, fed in that order of the axes; one step to undo.
   * What is as the layer has it anyway counts as not set.
   */
  openLayer(layer: LayerName, options: LayerOptions, layout: readonly string[] | null): void {
    const { info } = this;
    if (!info) return;
    this.hovered = this.lit = null;
    const set = changedOptions(layer, options, fedIn(info, layout));
    const all = { ...this.work.options, [layer]: set };
    this.#change({ ...this.work, layer, options: all, layout });
  }

  /** Averages over axes that were kept, or keeps those averaged over: a layer of one's own. */
  toggleAxes(names: readonly string[]): void {
    const plan = this.reply?.plan;
    if (plan) this.openLayer('Custom', toggledAxes(plan, names), this.work.layout);
  }

  /** Pins an input cell and opens its field in the slice. */
  startTyping(flat: number | null): void {
    if (flat === null) return;
    this.pin(flat);
    this.sliceOf = 'x';
    this.editing = flat;
  }

  /** Changes input cells, by their flat index into the input as fed. */
  edit(cells: Edits, preset = this.work.preset): void {
    const { info } = this;
    if (!info) return;
    const stored = movedEdits(cells, this.#fed, info);
    const typed = stored.length === 1 && preset === this.work.preset;
    const topic = typed ? `edit:${stored[0]?.[0]}` : null;
    this.#change({ ...this.work, edits: withEdits(this.work.edits, stored), preset }, topic);
  }

  /** Changes only these cells, by their flat index as fed: what was changed before, γ and β among it, is undone. */
  tryOut(cells: Edits, preset: PresetId): void {
    const { info } = this;
    if (!info) return;
    const edits = withEdits([], movedEdits(cells, this.#fed, info));
    this.#change({ ...this.work, edits, state: undefined, preset });
  }

  /** Takes the hint of a preset away; what the preset did stays. */
  hidePreset(): void {
    this.#change({ ...this.work, preset: undefined });
  }

  /** Puts the input and the parameters back to what they were. */
  resetEdits(): void {
    this.#change({ ...this.work, edits: [], state: undefined, preset: undefined });
  }

  setParameters(state: Parameters, topic: string | null = null): void {
    this.#change({ ...this.work, state }, topic);
  }

  /** Pins a cell by its flat index into the input as fed. */
  pin(flat: number): void {
    const plan = this.reply?.plan;
    if (!plan) return;
    this.cell = cellAt(flat, plan.shape, plan.axes);
    this.pinned = true;
  }

  pinGroup(group: number): void {
    const first = this.reply && cellsOfGroup(this.reply.plan, group, 1)[0];
    if (first !== undefined && first !== null) this.pin(first);
  }

  /** Lights all cells of a statistic; null for none. */
  lightGroup(group: number | null): void {
    const first =
      this.reply && group !== null ? cellsOfGroup(this.reply.plan, group, 1)[0] : undefined;
    this.lit = first === undefined ? null : { flat: first, whole: true };
  }

  /** Lights the cells of the group that the panels speak about. */
  lightFocus(): void {
    this.lit = this.focusFlat === null ? null : { flat: this.focusFlat, whole: true };
  }

  pinFocus(): void {
    if (this.focusFlat !== null) this.pin(this.focusFlat);
  }

  unpin(): void {
    this.pinned = false;
  }

  #change(work: Work, topic: string | null = null): void {
    this.history.change(this.#fitted(work), topic);
  }

  #fitted(work: Work): Work {
    const info = this.#desk.tensors.find(({ ref }) => sameTensor(ref, work.tensor));
    return info ? fittedWork(work, info) : work;
  }
}

export const [getExplore, setExplore] = createContext<Explore>();
