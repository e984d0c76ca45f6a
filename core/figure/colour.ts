import { rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { interpolatePuOr } from 'd3-scale-chromatic';
import { quantileSorted } from 'd3-array';
import type { Colour } from './marks.ts';
import type { ColourRange, Theme } from './state.ts';

/** How a value is shown: with its colour, or with a mark as well. */
export type CellKind = 'finite' | 'nan' | 'posInf' | 'negInf' | 'clipped' | 'idle' | 'padded';

/** A diverging value scale, symmetric about 0: orange is negative, purple positive. */
export interface ValueScale {
  /** Values of ±domain take the ends of the map; larger ones are clipped and marked. */
  readonly domain: number;
  /** Packed 0xrrggbb; NaN takes the middle of the map, callers draw it by its kind. */
  readonly packed: (value: number) => number;
  readonly colour: (value: number) => Colour;
  readonly kind: (value: number) => CellKind;
  /** Values of at most this magnitude are of kind "finite". */
  readonly reach: number;
  /** Place of a value's colour among STEPS + 1: those of one place look alike. */
  readonly place: (value: number) => number;
}

const STEPS = 512;

/** A map in STEPS + 1 packed colours; 256 is the middle, zero. */
function lookup(map: (t: number) => string): Uint32Array {
  return Uint32Array.from({ length: STEPS + 1 }, (_, i) => {
    const { r, g, b } = rgb(map(i / STEPS));
    return (Math.round(r) << 16) | (Math.round(g) << 8) | Math.round(b);
  });
}

const LIGHT = lookup((t) => interpolatePuOr(1 - t));
/** The same two hues on a dark ground, where what is large must be bright and zero near the ground. */
const DARK = lookup(
  piecewise(interpolateRgb, [
    '#ffc078',
    '#d9822b',
    '#8a5220',
    '#303138',
    '#5b4c8c',
    '#8a75cc',
    '#d0c2ff',
  ]),
);

/** A scale over [−domain, domain]; domain must be positive and finite. */
export function valueScale(domain: number, theme: Theme = 'light'): ValueScale {
  const colours = theme === 'dark' ? DARK : LIGHT;
  if (!(domain > 0 && domain < Infinity))
    throw new RangeError(`valueScale: expected a positive finite domain, got ${domain}`);
  // A hair of room, so that a domain that went through float32 does not clip its own maximum.
  const reach = domain * 1.000001;
  const place = (value: number): number => {
    const t = Math.max(-1, Math.min(1, value / domain));
    return Math.round((Number.isNaN(t) ? 0 : t) * (STEPS / 2) + STEPS / 2);
  };
  const packed = (value: number): number => colours[place(value)] ?? 0;
  return {
    domain,
    packed,
    colour: (value) => hex(packed(value)),
    kind: (value) => cellKind(value, reach),
    reach,
    place,
  };
}

function cellKind(value: number, reach: number): CellKind {
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'posInf';
  if (value === -Infinity) return 'negInf';
  return Math.abs(value) > reach ? 'clipped' : 'finite';
}

/** "#rrggbb" of a packed colour. */
export function hex(packed: number): Colour {
  return `#${packed.toString(16).padStart(6, '0')}`;
}

/** Packed colour: t of `over` on top of 1 − t of `under`. */
export function mixPacked(under: number, over: number, t: number): number {
  const channel = (shift: number) => {
    const a = (under >> shift) & 255;
    const b = (over >> shift) & 255;
    return Math.round(a + (b - a) * t) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}

/** Packed colour of "#rrggbb". */
export function pack(colour: Colour): number {
  return Number.parseInt(colour.slice(1), 16);
}

/** Values looked at to find the domain. */
const SAMPLE = 16_384;
const GOLDEN = 0.6180339887498949;
/** Fewer values than this are never clipped: each of them is worth its true colour. */
const CLIP_FROM = 24;
/** From so many values on the quantile itself is the end; of fewer, the largest value that is near it. */
const MANY = 256;

const domains = new WeakMap<object, number>();

/**
 * Half-width of a value scale for this data: the largest finite magnitude, or the 99.5 % quantile of
 * magnitudes when a few outliers would wash out the rest; of fewer than 256 values, the largest one within 1.5 times
 * the 97 % quantile. 1 for data without a finite non-zero value.
 */
export function valueDomain(data: Float32Array | Float64Array): number {
  const known = domains.get(data);
  if (known !== undefined) return known;
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const magnitude = Math.abs(data[i]!);
    if (magnitude < Infinity && magnitude > largest) largest = magnitude;
  }
  const sample = magnitudesOf(data);
  let domain = largest > 0 ? largest : 1;
  if (sample.length >= CLIP_FROM) {
    const many = sample.length >= MANY;
    const quantile = quantileSorted(Array.from(sample), many ? 0.995 : 0.97) ?? 0;
    if (quantile > 0 && largest > 1.5 * quantile)
      domain = many ? quantile : (sample.findLast((value) => value <= 1.5 * quantile) ?? largest);
  }
  domains.set(data, domain);
  return domain;
}

/**
 * Finite magnitudes in order, of all values, or of some from everywhere: a step of the golden ratio never falls in with the
 * length of an axis, as every sixteenth value would that then has the same place in each row.
 */
function magnitudesOf(data: Float32Array | Float64Array): Float64Array {
  const { length } = data;
  const found = new Float64Array(Math.min(length, SAMPLE));
  let finite = 0;
  for (let k = 0; k < found.length; k++) {
    const at = length <= SAMPLE ? k : Math.floor(((k * GOLDEN) % 1) * length);
    const magnitude = Math.abs(data[at]!);
    if (magnitude < Infinity) found[finite++] = magnitude;
  }
  return found.subarray(0, finite).sort();
}

/**
 * Domains of input and output: one for both when they are of similar magnitude, so colours compare.
 * @param range  what was set by hand, which goes first
 */
export function valueDomains(
  x: Float32Array | Float64Array,
  y: Float32Array | Float64Array | null,
  range: ColourRange = {},
): { readonly x: number; readonly y: number } {
  const found = ownDomains(x, y);
  return { x: range.x ?? found.x, y: range.y ?? found.y };
}

function ownDomains(
  x: Float32Array | Float64Array,
  y: Float32Array | Float64Array | null,
): { readonly x: number; readonly y: number } {
  const dx = valueDomain(x);
  if (!y) return { x: dx, y: dx };
  const dy = valueDomain(y);
  const both = Math.max(dx, dy);
  return both / Math.min(dx, dy) <= 3 ? { x: both, y: both } : { x: dx, y: dy };
}
