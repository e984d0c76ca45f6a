import { themeOf, type Look } from '../../core/figure/looks.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import { pageFormat, type ReportFormat } from '../../core/report/formats/reportFormat.ts';
import {
  sizeOf,
  SIZES,
  USUAL_PARTS,
  type Part,
  type Preset,
  type SizeName,
} from '../../core/report/preset.ts';
import type { ArgumentOf } from '../../electron/ipc/contract.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost, type Outcome } from '../ui/host.ts';
import { LiveQuery } from '../ui/liveQuery.svelte.ts';
import { film } from './film.ts';
import { FORMATS, HEAD, isMoving, isPlain, type DesignFormat, type Shown } from './shown.ts';

/** What a call about the report takes: of a run, or of a page. */
type Asked =
  | { readonly kind: 'run'; readonly request: ArgumentOf<'report.export'> }
  | { readonly kind: 'page'; readonly request: ArgumentOf<'page.export'> };

/** Milliseconds after which nobody changes anything. */
const REST = 350;

/** A report while it is made up: what it is about, how it looks, and its bytes as they would be saved. */
export class Designer {
  shown: Shown = $state.raw() as Shown;
  readonly #desk: Desk;
  preset: Preset = $state.raw(HEAD);
  format: DesignFormat = $state('png');
  /** Pixels per CSS pixel of a PNG without a printed size. */
  scale = $state(2);
  /** Moment of the stage; null for the finished result. */
  step: number | null = $state(null);
  readonly query: LiveQuery<Asked, Uint8Array>;

  /** Made during a component's initialisation. */
  constructor(desk: Desk, shown: Shown, preset: Preset | null) {
    this.#desk = desk;
    this.shown = shown;
    if (preset) this.preset = preset;
    this.step = shown.kind === 'run' ? (shown.view.step ?? null) : null;
    $effect(() => {
      const wish = this.#wish;
      const timer = setTimeout(() => (this.#rested = wish), REST);
      return () => clearTimeout(timer);
    });
    this.query = new LiveQuery(
      () => this.#previewed,
      (asked): Promise<Outcome<Uint8Array>> =>
        asked.kind === 'run'
          ? callHost(desk.api, 'report.preview', asked.request)
          : callHost(desk.api, 'page.preview', asked.request),
    );
  }

  readonly parts: readonly Part[] = $derived(this.preset.parts ?? USUAL_PARTS);
  readonly language = $derived.by(() => this.preset.language ?? this.#desk.i18n.language);
  readonly look: Look = $derived.by(() => this.preset.look ?? this.#desk.preferences.theme);
  /** Its name; null for a size of one's own. */
  readonly sizeName: SizeName | null = $derived.by(() => {
    const { size = 'report' } = this.preset;
    return typeof size === 'string' ? size : null;
  });
  /** It is printed so wide that its dots per inch count, and not its scale. */
  readonly printed = $derived(this.sizeName !== null && 'millimetres' in SIZES[this.sizeName]);

  /** Goes on with another view in the same make-up, but for its title and caption. */
  lookAt(shown: Shown): void {
    const { title: _, caption: __, ...preset } = this.preset;
    this.show(shown, preset);
  }

  show(shown: Shown, preset: Preset): void {
    this.shown = shown;
    this.preset = preset;
    this.step = shown.kind === 'run' ? (shown.view.step ?? null) : null;
    const formats: readonly DesignFormat[] = FORMATS[shown.kind];
    if (!formats.includes(this.format)) this.format = 'png';
  }

  /** The view as a page of a report of several. */
  get page(): OneView {
    const { shown, scale, preset } = this;
    const { language } = this.#desk.i18n;
    const picture = { language, scale, ...(!isPlain(preset) && { preset }) };
    if (shown.kind === 'page') return { kind: 'page', subject: shown.subject, picture };
    const { request, view } = this.#run(shown, 'png');
    return { kind: 'report', request, view, picture };
  }

  /** Changes some of the preset; undefined takes an entry out. */
  change(part: { readonly [K in keyof Preset]?: Preset[K] | undefined }): void {
    const entries = Object.entries({ ...this.preset, ...part });
    this.preset = Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Preset;
  }

  /** Puts a part into the picture or takes it out. */
  setPart(part: Part, on: boolean): void {
    const others = this.parts.filter((each) => each !== part);
    this.change({ parts: on ? [...others, part] : others });
  }

  /** The slice and the formulas of the pinned cell are one column of the picture. */
  readonly hasSlice = $derived(
    this.parts.includes('arithmetic') && this.preset.column !== 'formulas',
  );
  readonly hasFormulas = $derived(
    this.parts.includes('arithmetic') && this.preset.column !== 'slice',
  );
  setColumn(slice: boolean, formulas: boolean): void {
    this.setPart('arithmetic', slice || formulas);
    const column = slice === formulas ? undefined : slice ? 'slice' : 'formulas';
    this.change({ column });
  }

  /** A film is made of the frames of the GIF. */
  readonly #saved: ReportFormat = $derived(this.format === 'webm' ? 'gif' : this.format);

  /** What is saved. */
  asked(format: ReportFormat = this.#saved): Asked | null {
    const { shown, preset, scale } = this;
    const { language } = this.#desk.i18n;
    if (shown.kind === 'run') return { kind: 'run', request: this.#run(shown, format) };
    const paged = pageFormat.choices.find((each) => each === format);
    if (!paged) return null;
    const { subject } = shown;
    return { kind: 'page', request: { subject, format: paged, scale, language, preset } };
  }

  #run(shown: Extract<Shown, { kind: 'run' }>, format: ReportFormat) {
    const { preset, scale, step, look } = this;
    const { step: _, ...view } = shown.view;
    const seen = { ...view, hovered: null, theme: themeOf(look) };
    return {
      request: shown.request,
      view: step === null ? seen : { ...seen, step },
      format,
      scale,
      language: this.#desk.i18n.language,
      preset,
    };
  }

  /** What has come to rest; until then a PNG is shown at the scale of the window, which is there sooner. */
  #rested: unknown = $state.raw(null);
  readonly #wish = $derived([this.format, this.preset, this.scale, this.step]);

  /** The bytes that are shown: of a PDF its drawing, of a moving picture its first moment. */
  readonly #previewed: Asked | null = $derived.by(() => {
    const { format, shown, preset } = this;
    if (format === 'png' && this.#rested !== this.#wish) {
      const { width, height } = sizeOf(preset);
      const asked = withPreset(this.asked(), { ...preset, size: { width, height } });
      return asked && atScale(asked, 1);
    }
    if (format === 'pdf') return withPreset(this.asked('svg'), { ...preset, letters: 'outlines' });
    if (!isMoving(format) || shown.kind !== 'run') return this.asked();
    const first = shown.stations[0];
    const asked = this.#run(shown, 'png');
    const steps = !preset.motion?.toLayout && first !== undefined;
    const request = steps ? { ...asked, view: { ...asked.view, step: first.time } } : asked;
    return atScale({ kind: 'run', request }, 1);
  });

  /** How far a film is; null while none is made. */
  filming = $state.raw<{ readonly done: number; readonly total: number } | null>(null);

  endFilm(): void {
    this.filming = null;
  }

  /** Saves the report. @returns where, or null when cancelled */
  export(): Promise<Outcome<{ readonly path: string } | null>> {
    const asked = this.asked();
    if (this.format === 'webm' && asked?.kind === 'run') return this.#film(asked.request);
    const { api } = this.#desk;
    if (asked?.kind === 'page') return callHost(api, 'page.export', asked.request);
    return callHost(api, 'report.export', asked!.request);
  }

  async #film(
    request: ArgumentOf<'report.export'>,
  ): Promise<Outcome<{ readonly path: string } | null>> {
    const { api } = this.#desk;
    this.filming = { done: 0, total: 1 };
    const made = await film(
      (index) => callHost(api, 'report.frame', { request, index }),
      (done, total) => {
        const goesOn = this.filming !== null;
        if (goesOn) this.filming = { done, total };
        return goesOn;
      },
    );
    const ended = this.filming === null;
    this.filming = null;
    if (made.ok) return callHost(api, 'report.film', { request, film: made.bytes });
    if (made.failure) return made.failure;
    if (ended) return { ok: true, value: null };
    const message =
      'This window has no encoder for a film of this size. Export a GIF, or choose a smaller size.';
    return { ok: false, code: 'noFilm', message, details: {} };
  }

  /** Puts the picture on the clipboard. */
  copy(): Promise<Outcome<true>> {
    const asked = this.asked('png');
    const { api } = this.#desk;
    if (asked?.kind === 'page') return callHost(api, 'page.copy', asked.request);
    return callHost(api, 'report.copy', asked!.request);
  }
}

function atScale(asked: Asked, scale: number): Asked {
  return asked.kind === 'page'
    ? { ...asked, request: { ...asked.request, scale } }
    : { ...asked, request: { ...asked.request, scale } };
}

function withPreset(asked: Asked | null, preset: Preset): Asked | null {
  if (asked?.kind === 'page') return { ...asked, request: { ...asked.request, preset } };
  return asked && { ...asked, request: { ...asked.request, preset } };
}
