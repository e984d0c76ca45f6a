import { look } from '../figure/looks.ts';
import { language } from '../language.ts';
import { list, union } from '../shape/compound.ts';
import { object, optional } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, constant, integer, number, text } from '../shape/values.ts';

/** What stands in a picture beside the cubes. */
export const part = anyOf([
  'title',
  'facts',
  'legend',
  'statistics',
  'arithmetic',
  'code',
  'footer',
]);
export type Part = Infer<typeof part>;
export const PARTS = part.choices;
/** What stands there unless something else is asked for: the program is long. */
export const USUAL_PARTS: readonly Part[] = PARTS.filter((each) => each !== 'code');

/** Which of the two cubes are drawn. */
export const cubes = anyOf(['both', 'input', 'output']);
export type Cubes = Infer<typeof cubes>;

/** What the part `arithmetic` shows of the pinned cell. */
export const column = anyOf(['both', 'slice', 'formulas']);
export type Column = Infer<typeof column>;

/** How letters stand in an SVG: in the fonts of whoever looks, in fonts that the file holds, or as outlines. */
export const letters = anyOf(['text', 'fonts', 'outlines']);
export type Letters = Infer<typeof letters>;

/** A size of a picture: its layout in CSS pixels, and how wide it is printed where that is given. */
interface Size {
  readonly width: number;
  readonly height: number;
  readonly millimetres?: number;
}

/** Sizes by name. The layout of what is printed narrow is narrow too, so that its letters stay readable: 12 px are 6 pt in a column. */
export const SIZES = {
  report: { width: 1280, height: 800 },
  'slide-16-9': { width: 1280, height: 720 },
  'slide-4-3': { width: 1024, height: 768 },
  'paper-column': { width: 480, height: 420, millimetres: 85 },
  'paper-width': { width: 960, height: 560, millimetres: 180 },
  a4: { width: 1000, height: 1414, millimetres: 210 },
  square: { width: 1080, height: 1080 },
} as const satisfies Readonly<Record<string, Size>>;

export type SizeName = keyof typeof SIZES;
const SIZE_NAMES = Object.keys(SIZES) as SizeName[];

/** Width or height of a layout in CSS pixels. */
export const side = integer({ min: 240, max: 4096 });

/** Dots per inch of what is printed. */
export const dpi = integer({ min: 50, max: 1200 });

/** Length, speed and repetitions (0 is for ever) of a moving picture. */
export const motion = {
  seconds: number({ min: 1, max: 30 }),
  framesPerSecond: integer({ min: 2, max: 30 }),
  loop: integer({ min: 0, max: 100 }),
};

/** How the moving picture goes. */
const moving = object({
  seconds: optional(motion.seconds),
  framesPerSecond: optional(motion.framesPerSecond),
  loop: optional(motion.loop),
  /** Axes of another layout into which the numbers move, in place of the steps. */
  toLayout: optional(list(text(), 8)),
});

/** How a report is made up: kept in a file, in a document and in the window. */
export const preset = object({
  schema: constant('normscope-preset'),
  schemaVersion: constant(1),
  name: optional(text()),
  size: optional(union(anyOf(SIZE_NAMES), object({ width: side, height: side }))),
  /** Of pictures that have a printed size; others have pixels per CSS pixel. */
  dpi: optional(dpi),
  look: optional(look),
  language: optional(language),
  /** In place of what the program says of the layer; empty for none. */
  title: optional(text()),
  /** Under the picture. */
  caption: optional(text()),
  /** USUAL_PARTS when left out. */
  parts: optional(list(part, PARTS.length)),
  /** Both when left out. */
  cubes: optional(cubes),
  /** Slice and formulas when left out. */
  column: optional(column),
  /** Text when left out. */
  letters: optional(letters),
  motion: optional(moving),
});
export type Preset = Infer<typeof preset>;

const head = { schema: 'normscope-preset', schemaVersion: 1 } as const;
/** A picture that is read from afar, or printed small, says less. */
const LEAN: readonly Part[] = ['title', 'legend', 'statistics'];

/** The presets that come with the program, by their names. */
export const PRESETS = {
  report: { ...head, size: 'report' },
  'slide-16-9': { ...head, size: 'slide-16-9' },
  'slide-4-3': {
    ...head,
    size: 'slide-4-3',
    parts: ['title', 'facts', 'legend', 'statistics', 'footer'],
  },
  'paper-column': {
    ...head,
    size: 'paper-column',
    look: 'print',
    dpi: 600,
    parts: ['legend'],
    letters: 'outlines',
  },
  'paper-width': {
    ...head,
    size: 'paper-width',
    look: 'print',
    dpi: 600,
    parts: ['legend', 'arithmetic'],
    column: 'formulas',
    letters: 'outlines',
  },
  a4: { ...head, size: 'a4', dpi: 300 },
  square: { ...head, size: 'square', parts: LEAN },
  'same-numbers': {
    ...head,
    size: 'square',
    parts: ['title', 'legend'],
    motion: { seconds: 6, framesPerSecond: 8, loop: 0, toLayout: ['N', 'L', 'C'] },
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** Whether a picture stands between paragraphs, and may be as high as it needs. */
export const isInText = ({ size }: Partial<Preset>): boolean =>
  size === 'paper-column' || size === 'paper-width';

/** The layout of a preset's picture. */
export function sizeOf({ size = 'report' }: Partial<Preset> = {}): Size {
  return typeof size === 'string' ? SIZES[size] : size;
}

/**
 * Pixels per CSS pixel: by the printed size and DPI where a preset has both, else the scale.
 * @param width  of the layout in CSS pixels, where that is not the preset's
 */
export function pixelScale(
  given: Preset | undefined,
  scale: number,
  width = sizeOf(given).width,
): number {
  const { millimetres } = sizeOf(given);
  if (millimetres === undefined) return scale;
  return ((given?.dpi ?? 300) * millimetres) / 25.4 / width;
}

/** Points per CSS pixel of a PDF; arguments as of pixelScale(). */
export function pointScale(given: Preset | undefined, width = sizeOf(given).width): number {
  const { millimetres } = sizeOf(given);
  // 96 pixels and 72 points are an inch
  return millimetres === undefined ? 0.75 : ((millimetres / 25.4) * 72) / width;
}
