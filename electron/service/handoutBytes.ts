import type { Figure } from '../../core/figure/marks.ts';
import type { OneView, SeveralViews } from '../../core/pages/oneView.ts';
import type { ViewState } from '../../core/figure/state.ts';
import type { ReportFormat } from '../../core/report/formats/reportFormat.ts';
import { pointScale, type Preset } from '../../core/report/preset.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { Language } from '../../core/settings.ts';
import { textIn } from '../../core/texts/format.ts';
import { formatTexts } from '../../core/texts/formats.ts';
import type { SheetPage } from '../workers/sheet.ts';
import { handoutJson } from '../../core/report/handout.ts';
import { makePage, pageJson, type PageMaker } from './pages.ts';
import type { Rasterizer } from './rasterize.ts';
import { figureOf, reportJson } from './report.ts';
import { bytesOf } from './pictureBytes.ts';
import { factsOf } from './reportBytes.ts';

export type HandoutFormat = 'pdf' | 'json';

/**
 * Several views in order as one file: a PDF of a page each, or the JSON document that holds all of them.
 * @throws InputError as the views' runs do
 */
export async function handoutBytes(
  maker: PageMaker,
  rasterizer: Rasterizer,
  { title, views }: SeveralViews,
  format: HandoutFormat,
): Promise<Uint8Array> {
  const { version } = maker;
  if (format === 'json') {
    const documents: string[] = [];
    for (const view of views) documents.push(await jsonOf(maker, view));
    return bytesOf(handoutJson(version, title, documents));
  }
  const figures: Figure[] = [];
  for (const view of views) figures.push(await figureOfView(maker, view));
  // Each page has the size that its own preset prints it in.
  const scale = views.map(({ picture: { preset } }, i) => pointScale(preset, figures[i]?.width));
  const language = views[0]?.picture.language ?? 'en';
  const facts = factsOf({ title, description: '' }, version, language);
  return rasterizer.draw({ kind: 'pdf', figures, scale, facts });
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What makes the files of several views. */
export interface ViewsMaker<F extends ReportFormat> {
  /** All views as one file. */
  readonly whole: (format: HandoutFormat) => Promise<Uint8Array>;
  /** One of them. */
  readonly one: (view: OneView, format: F) => Promise<Uint8Array>;
}

/** Several views in a format: one file, or a numbered one for every view where the format holds one alone. @param stem  of their names */
export async function filesOfViews<F extends ReportFormat>(
  { whole, one }: ViewsMaker<F>,
  views: readonly OneView[],
  format: F,
  stem: string,
): Promise<readonly NamedBytes[]> {
  if (format === 'pdf' || format === 'json')
    return [{ name: `${stem}.${format}`, bytes: await whole(format) }];
  const digits = String(views.length).length;
  const files: NamedBytes[] = [];
  for (const [i, view] of views.entries()) {
    const number = String(i + 1).padStart(digits, '0');
    files.push({ name: `${stem}-${number}.${format}`, bytes: await one(view, format) });
  }
  return files;
}

/** A report of a contact sheet. */
export interface SheetReport {
  readonly label: string;
  readonly request: ComputeRequest;
  readonly view: ViewState;
  readonly language: Language;
  readonly preset?: Preset;
}

/** Small pictures of many reports as a PDF, those of a title together. */
export async function contactSheetBytes(
  { run, version }: PageMaker,
  rasterizer: Rasterizer,
  parts: readonly { readonly title: string; readonly reports: readonly SheetReport[] }[],
): Promise<Uint8Array> {
  const pages: SheetPage[] = [];
  for (const { title, reports } of parts) {
    const cells: { label: string; figure: Figure }[] = [];
    for (const { label, request, view, language, preset } of reports)
      cells.push({ label, figure: figureOf(await run(request), view, language, version, preset) });
    pages.push({ title, cells });
  }
  const language = parts[0]?.reports[0]?.language ?? 'en';
  const title = textIn(formatTexts.contactSheet, language);
  const facts = factsOf({ title, description: '' }, version, language);
  return rasterizer.draw({ kind: 'sheet', pages, facts });
}

async function figureOfView(maker: PageMaker, view: OneView): Promise<Figure> {
  const { preset } = view.picture;
  const language = preset?.language ?? view.picture.language;
  if (view.kind === 'page') return (await makePage(maker, view.subject, language, preset)).figure;
  return figureOf(await maker.run(view.request), view.view, language, maker.version, preset);
}

async function jsonOf(maker: PageMaker, view: OneView): Promise<string> {
  const { picture } = view;
  if (view.kind === 'report')
    return reportJson(await maker.run(view.request), maker.version, view.view, picture);
  return pageJson(
    maker,
    view.subject,
    await makePage(maker, view.subject, picture.language),
    picture,
  );
}
