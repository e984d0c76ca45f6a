import { memoized } from '../memoized.ts';
import { hex, mixPacked, pack, valueScale, type CellKind, type ValueScale } from './colour.ts';
import type { DisplayTensor } from './displayTensor.ts';
import { groupColour } from './groupColour.ts';
import type { Colour } from './marks.ts';
import { channelColours, channelOf, pictureDomain } from './picture.ts';
import type { ViewState } from './state.ts';
import { mix, textOn, THEMES, type ThemeColours } from './theme.ts';

/** Shares of their own colour that cells keep; the rest is background. */
export interface Keep {
  readonly active: number;
  readonly other: number;
}

/** Cells that keep less are outlines only, without numbers and marks. */
const GHOST = 0.2;

/** How the cells of one tensor are coloured. */
export interface CellPaint {
  readonly tensor: DisplayTensor;
  readonly scale: ValueScale;
  /** Packed colour of a cell's value, and the place that it has among all of these colours. */
  readonly value: (flat: number) => number;
  readonly place: (flat: number) => number;
  readonly mode: ViewState['colour'];
  readonly theme: ThemeColours;
  /** Packed colour of a statistic in group mode. */
  group(index: number): number;
  /** How much of their colour cells of the active group and other cells keep, 0 … 1. */
  readonly keep: Keep;
  readonly background: number;
  readonly nan: number;
  /** True for cells that take no part in any statistic. */
  readonly idle?: (flat: number) => boolean;
  /** Changes when any colour could; pictures of slices are remembered under it. */
  readonly key: string;
}

/**
 * The paint of a tensor under a view; one domain for the value colours.
 * @param grouped  false where no cells share a statistic: a sliding window has one neutral colour in group mode
 */
export function cellPaint(
  tensor: DisplayTensor,
  view: ViewState,
  domain: number,
  keep: Keep = { active: 1, other: THEMES[view.theme].fade },
  grouped = true,
): CellPaint {
  const known = new Map<number, number>();
  const { picture } = tensor;
  return {
    tensor,
    ...valueColours(tensor, view, domain),
    mode: view.colour,
    theme: THEMES[view.theme],
    group(index) {
      const packed =
        known.get(index) ??
        pack(grouped ? groupColour(index, view.theme) : THEMES[view.theme].ungrouped);
      known.set(index, packed);
      return packed;
    },
    keep,
    background: pack(THEMES[view.theme].background),
    nan: pack(THEMES[view.theme].nan),
    key: `${view.theme} ${view.colour} ${domain} ${keep.active} ${keep.other} ${picture?.scale ?? ''}`,
  };
}

/** How values are coloured: by one scale, or a picture's channels in their own colours. */
function valueColours(
  tensor: DisplayTensor,
  { theme }: ViewState,
  domain: number,
): Pick<CellPaint, 'scale' | 'value' | 'place'> {
  const { data, picture } = tensor;
  if (!picture) {
    const scale = valueScale(domain, theme);
    const value = (flat: number) => scale.packed(data[flat] ?? NaN);
    return { scale, value, place: (flat) => scale.place(data[flat] ?? NaN) };
  }
  const channel = channelOf(tensor, picture);
  const colours = channelColours(picture, channel.size);
  const place = (flat: number) => colours.place(channel.at(flat), data[flat] ?? NaN);
  const scale = valueScale(pictureDomain(picture), theme);
  return { scale, place, value: (flat) => colours.packed(place(flat)) };
}

let masks = 0;

/** Cells by what names them in a key: every cube of every frame asks for those of its mask. */
const maskOf = memoized((idle: readonly number[]) => ({
  cells: new Set(idle),
  key: `mask${++masks}`,
}));

/** The paint with the cells marked that a mask leaves out. @param idle  their flat indices */
export function masked(paint: CellPaint, idle: readonly number[] = []): CellPaint {
  if (idle.length === 0) return paint;
  const { cells, key } = maskOf(idle);
  return { ...paint, idle: (flat) => cells.has(flat), key: `${paint.key} ${key}` };
}

/** Light on the sides of a cube: the top (y) is lit fully, the front (z) less, the flank (x) least. */
export const SHADE = [0.85, 1, 0.94] as const;

/**
 * Packed colour of a cell's face.
 * @param flat    display index of the cell
 * @param group   its statistic
 * @param active  false when it fades behind the active group
 * @param axis    normal of the face, for its shade
 */
export function facePacked(
  paint: CellPaint,
  flat: number,
  group: number,
  active: boolean,
  axis: 0 | 1 | 2,
): number {
  const value = paint.tensor.data[flat] ?? NaN;
  const own =
    paint.mode === 'group'
      ? paint.group(group)
      : Number.isNaN(value)
        ? paint.nan
        : paint.value(flat);
  const shaded = mixPacked(0, own, SHADE[axis]);
  const keep = active ? paint.keep.active : paint.keep.other;
  return keep >= 1 ? shaded : mixPacked(paint.background, shaded, keep);
}

type FacePixel = (flat: number, key: number, group: number, active: boolean) => number;

const pixels = memoized((paint: CellPaint): Record<0 | 1 | 2, FacePixel> => ({
  0: mixedOnce(paint, 0),
  1: mixedOnce(paint, 1),
  2: mixedOnce(paint, 2),
}));

/**
 * facePacked of one side for many cells, as pixels: each colour is mixed once for all slices of a paint.
 * @returns  of a cell with its statistic and its key: what decides its colour, the statistic or the place of its value
 */
export function facePixels(paint: CellPaint, axis: 0 | 1 | 2): FacePixel {
  return pixels(paint)[axis];
}

function mixedOnce(paint: CellPaint, axis: 0 | 1 | 2): FacePixel {
  const mixed = { active: [] as number[], other: [] as number[] };
  return (flat, key, group, active) => {
    const known = active ? mixed.active : mixed.other;
    return (known[key] ??= pixelOf(facePacked(paint, flat, group, active, axis)));
  };
}

/** Red lies first, as every machine that runs this has it: 0xaabbggrr. */
const pixelOf = (packed: number): number =>
  (0xff000000 | ((packed & 255) << 16) | (packed & 0xff00) | (packed >> 16)) >>> 0;

/** Part of a cell's code that is the place of its colour, and the place of NaN, which no value has. */
export const PLACE = 0x3ff;
/** Part that is set unless a cell's kind is "finite" by its value alone. */
export const SPECIAL = 0x8000;

const coded = new WeakMap<object, { readonly key: string; readonly codes: Uint16Array }>();

/** Codes of all cells, found in one go: to ask for those of each slice took most of a large tensor's first picture. */
export function cellCodes({ tensor, scale, place }: CellPaint): Uint16Array {
  const { data, picture } = tensor;
  const key = `${scale.domain} ${picture?.scale ?? ''}`;
  const known = coded.get(data);
  if (known?.key === key) return known.codes;
  const codes = new Uint16Array(data.length);
  for (let flat = 0; flat < codes.length; flat++) {
    const value = data[flat]!;
    codes[flat] =
      Math.abs(value) <= scale.reach
        ? place(flat)
        : SPECIAL | (Number.isNaN(value) ? PLACE : place(flat));
  }
  coded.set(data, { key, codes });
  return codes;
}

/** Whether a cell is an outline only. */
export function isGhost(paint: CellPaint, active: boolean): boolean {
  return (active ? paint.keep.active : paint.keep.other) < GHOST;
}

/** What a cell shows besides its colour. */
export function kindOf(paint: CellPaint, flat: number): CellKind {
  const kind = paint.scale.kind(paint.tensor.data[flat] ?? NaN);
  if ((kind === 'finite' || kind === 'clipped') && paint.idle?.(flat)) return 'idle';
  if (kind === 'finite' && paint.tensor.padded?.[flat] === 1) return 'padded';
  return paint.mode === 'group' && kind === 'clipped' ? 'finite' : kind;
}

/** Colour of writing on a cell; faded cells have paler numbers. */
export function inkOn(paint: CellPaint, fill: number, active: boolean): Colour {
  const colour = hex(fill);
  const ink = textOn(colour);
  return (active ? paint.keep.active : paint.keep.other) >= 1
    ? ink
    : mix(colour, ink, paint.theme.fadeText);
}
