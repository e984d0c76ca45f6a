import type { Figure } from '../figure/marks.ts';
import { placed } from '../figure/placed.ts';
import { isInText, sizeOf, type Part, type Preset } from '../report/preset.ts';

/** Parts of a page that a preset may leave out; `facts` is what stands under the title. */
export const PAGE_PARTS = ['title', 'facts', 'legend', 'footer'] as const satisfies readonly Part[];
export type PageParts = Readonly<Record<(typeof PAGE_PARTS)[number], boolean>>;

export const WHOLE_PAGE: PageParts = { title: true, facts: true, legend: true, footer: true };

function pagePartsOf({ parts }: Partial<Preset> = {}): PageParts {
  if (!parts) return WHOLE_PAGE;
  const entries = PAGE_PARTS.map((part) => [part, parts.includes(part)]);
  return Object.fromEntries(entries) as PageParts;
}

/** How a preset makes up a page. */
export interface PageMakeup {
  /** In place of its own. */
  readonly title?: string;
  readonly parts: PageParts;
}

export function makeupOf(preset: Preset | undefined): PageMakeup {
  const { title } = preset ?? {};
  return { parts: pagePartsOf(preset), ...(title !== undefined && { title }) };
}

/** A page that can be laid out in several widths, in CSS pixels; its height follows. */
export interface DrawnPage {
  /** Where nothing else is asked for. */
  readonly natural: number;
  /** In less its parts do not fit beside each other. */
  readonly least: number;
  readonly at: (width: number) => Figure;
}

/** A page in every width, and what it says as data. */
export interface ToldPage {
  readonly page: DrawnPage;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Layouts among which a page of a given size chooses. */
const WIDTHS = [560, 760, 960, 1200, 1480, 1760] as const;
/** Letters of a picture grow no more than this. */
const LARGEST = 1.5;

/**
 * A page in the size of a preset: as wide as a column of print is, with the height that it needs; on a slide, a sheet or a square in
 * the layout whose letters are the largest there.
 * @param under  room that is kept free at the foot, CSS pixels
 */
export function sizedPage(page: DrawnPage, preset: Preset | undefined, under: number): Figure {
  const { size = 'report' } = preset ?? {};
  if (size === 'report') return lower(page.at(page.natural), under);
  const { width, height } = sizeOf(preset);
  if (isInText({ size })) {
    const figure = page.at(Math.max(page.least, width));
    const scale = width / figure.width;
    return lower(scaled(figure, scale, width, Math.ceil(figure.height * scale)), under);
  }
  const room = height - under;
  const figures = WIDTHS.filter((one) => one >= page.least).map((one) => page.at(one));
  if (figures.length === 0) figures.push(page.at(page.natural));
  const scaleOf = (figure: Figure) => Math.min(width / figure.width, room / figure.height, LARGEST);
  const best = figures.reduce((a, b) => (scaleOf(b) > scaleOf(a) ? b : a));
  return { ...scaled(best, scaleOf(best), width, room), height };
}

const lower = (figure: Figure, under: number): Figure =>
  under === 0 ? figure : { ...figure, height: figure.height + under };

/** A figure in the middle of a page of that size; on a sheet that is taller than wide, at its top. */
function scaled(figure: Figure, scale: number, width: number, height: number): Figure {
  const x = (width - figure.width * scale) / 2;
  const y = height > width ? 0 : (height - figure.height * scale) / 2;
  return { ...figure, width, height, marks: placed(figure.marks, { x, y, scale }) };
}
