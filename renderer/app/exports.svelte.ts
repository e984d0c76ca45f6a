import type { OneView } from '../../core/pages/oneView.ts';
import type { PageSubject } from '../../core/pages/subject.ts';
import { pageFormat, type ReportFormat } from '../../core/report/formats/reportFormat.ts';
import type { Preset } from '../../core/report/preset.ts';
import type { Pages, Shown, Views } from '../report/shown.ts';
import { callHost, type Outcome } from '../ui/host.ts';
import { subjectOf, type ScreenStates } from './subjectOf.ts';
import { TABS, type Tab } from './tabs.ts';

type Format = ReportFormat | 'npy';

/** What leaves the window: pictures and reports of its screens, and how they are made up. */
export class Exports implements Views, Pages {
  readonly #screens: ScreenStates;
  /** What an export is waiting for, to show that it is being made. */
  busy = $state(false);
  /** Pixels of the PNG per figure pixel. */
  scale = $state(2);
  #presets = $state.raw<Partial<Record<Tab, Preset | null>>>({});
  /** What is being made up in a dialog. */
  designed: Shown | null = $state.raw(null);
  readonly tabs = TABS;
  /** Pages of a report of several, in order. */
  pages: readonly OneView[] = $state.raw([]);
  /** What such a report is called; empty for the program's word. */
  pagesTitle = $state('');

  constructor(screens: ScreenStates) {
    this.#screens = screens;
  }

  /** The screen shows a picture: a quiz, an empty shelf, and files of which none is open have none of their own. */
  get pictured(): boolean {
    const { tab, filesPage, lessons, checkpoint, verify } = this.#screens;
    const { section, playing } = lessons;
    if (tab === 'files')
      return filesPage === 'checkpoint' ? checkpoint.file !== null : verify.request !== null;
    return tab !== 'lessons' || section === 'lessons' || playing !== null;
  }

  /** How the shown screen's pictures are made up; as the program does, in the window's theme, for null. */
  get preset(): Preset | null {
    return this.#presets[this.#screens.tab] ?? null;
  }

  set preset(preset: Preset | null) {
    this.makeUp(this.#screens.tab, preset);
  }

  /** How a screen's pictures are made up from now on. */
  makeUp(tab: Tab, preset: Preset | null): void {
    this.#presets = { ...this.#presets, [tab]: preset };
  }

  /** Saves what the screen shows; the output's numbers are those of Explore. */
  async save(format: Format, scale = 2): Promise<void> {
    const { desk } = this.#screens;
    const subject = format === 'npy' ? null : subjectOf(this.#screens);
    const paged = pageFormat.choices.find((each) => each === format);
    this.busy = true;
    await desk.saved(
      subject && paged
        ? callHost(desk.api, 'page.export', { ...this.#page(subject, scale), format: paged })
        : callHost(desk.api, 'report.export', this.request(format, scale)),
    );
    this.busy = false;
  }

  async copyImage(): Promise<void> {
    const { toasts, i18n } = this.#screens.desk;
    this.busy = true;
    const outcome = await this.#picture('copy');
    this.busy = false;
    if (outcome.ok) toasts.add('done', i18n.t('export.copied'));
    else toasts.add('failed', i18n.t('export.copyFailed'), i18n.failure(outcome));
  }

  /** Lets the pointer carry the picture into another program. */
  async dragImage(): Promise<void> {
    if (!this.pictured) return;
    const { toasts, i18n } = this.#screens.desk;
    const outcome = await this.#picture('drag');
    if (!outcome.ok) toasts.add('failed', i18n.t('export.failed'), i18n.failure(outcome));
  }

  #picture(how: 'copy' | 'drag'): Promise<Outcome<boolean>> {
    const { api } = this.#screens.desk;
    const subject = subjectOf(this.#screens);
    return subject
      ? callHost(api, `page.${how}`, { ...this.#page(subject, 2), format: 'png' })
      : callHost(api, `report.${how}`, this.request('png', 2));
  }

  #page(subject: PageSubject, scale: number) {
    const { preset } = this;
    const { language } = this.#screens.desk.i18n;
    return { subject, scale, language, ...(preset && { preset }) };
  }

  /** Opens the dialog in which a report of what is shown is made up. */
  design(): void {
    this.designed = this.shownOn(this.#screens.tab);
  }

  /** What a report of a screen would be about; null where there is nothing to show. */
  shownOn(tab: Tab): Shown | null {
    const subject = subjectOf(this.#screens, tab);
    if (subject || tab !== 'explore') return subject && { kind: 'page', subject };
    const { request, view } = this.request('png', 1);
    const { reply, timeline } = this.#screens.explore;
    if (!reply && this.#screens.tab !== tab) return null;
    return {
      kind: 'run',
      request,
      view,
      stations: timeline.stations,
      axes: reply?.plan.axes ?? [],
    };
  }

  /** Asks for a report of Explore, as it is looked at. */
  request(format: Format, scale: number) {
    const { explore, desk } = this.#screens;
    const { timeline } = explore;
    const request = explore.reply?.request ?? explore.request;
    const step = timeline.time === null ? {} : { step: timeline.time };
    const view = { ...explore.view, ...step, hovered: null };
    const preset = format === 'npy' ? null : this.#presets.explore;
    return {
      request,
      view,
      format,
      scale,
      language: desk.i18n.language,
      ...(preset && { preset }),
    };
  }
}
