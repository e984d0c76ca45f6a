import type { Spread } from '../norm/spread.ts';
import { valueDomain, valueScale } from './colour.ts';
import type { Figure, Mark } from './marks.ts';
import type { Theme } from './state.ts';
import { fitText } from './textWidth.ts';
import { THEMES } from './theme.ts';

/** Words of a heat map. */
export interface HeatMapLabels {
  /** "mean μ", "deviation σ". */
  readonly mean: string;
  readonly std: string;
  /** For assistive technology. */
  readonly title: string;
}

const HEAD = 18;
const LEFT = 22;
const GAP = 18;
/** Pixels of a row: few rows are drawn tall, many within a height that leaves the cubes theirs. */
const TALLEST_ROW = 14;
const TALLEST = 56;

/** Pixels that a map takes in height. */
export function heatMapHeight({ shape: [rows] }: Spread): number {
  return HEAD + Math.min(TALLEST, rows * TALLEST_ROW) + 2;
}

/**
 * Mean and deviation of every channel of every sample, side by side as pictures of a pixel each. Cells refer to "mean"
 * or "std" and carry flat indices of the map.
 * @param width  CSS pixels
 */
export function heatMapFigure(
  spread: Spread,
  width: number,
  theme: Theme,
  labels: HeatMapLabels,
): Figure {
  const each = (width - 2 * LEFT - GAP) / 2;
  const height = heatMapHeight(spread);
  const map = (which: 'mean' | 'std', left: number) =>
    mapMarks(spread, which, labels[which], left, each, height - HEAD - 2, theme);
  return {
    width,
    height,
    background: null,
    title: labels.title,
    description: `${spread.shape.join(' × ')}`,
    marks: [...map('mean', LEFT), ...map('std', 2 * LEFT + GAP + each)],
  };
}

function mapMarks(
  { row, col, shape: [rows, cols], ...values }: Spread,
  which: 'mean' | 'std',
  label: string,
  left: number,
  width: number,
  height: number,
  theme: Theme,
): Mark[] {
  const palette = THEMES[theme];
  const data = values[which];
  const domain = valueDomain(data);
  const name = { kind: 'text', size: 11.5, family: 'sans', fill: palette.muted } as const;
  return [
    { ...name, x: left, y: 12, text: fitText(label, width, 11.5, 'sans') },
    { ...name, x: left + width, y: 12, text: `${col} →`, anchor: 'end', weight: 600 },
    ...(row === null
      ? []
      : [{ ...name, x: left - 15, y: HEAD + 11, text: row, weight: 600 } as const]),
    {
      kind: 'image',
      width: cols,
      height: rows,
      rgba: pixelsOf(data, domain, theme),
      transform: [width / cols, 0, 0, height / rows, left, HEAD],
      cells: { cube: which, origin: 0, stepX: 1, stepY: cols },
    },
    {
      kind: 'rect',
      x: left,
      y: HEAD,
      width,
      height,
      fill: null,
      stroke: palette.border,
      strokeWidth: 1,
    },
  ];
}

/** Pictures by their values: a canvas keeps its bitmap as long as the array is the same. */
const painted = new WeakMap<Float32Array, { theme: Theme; rgba: Uint8ClampedArray }>();

function pixelsOf(data: Float32Array, domain: number, theme: Theme): Uint8ClampedArray {
  const known = painted.get(data);
  if (known?.theme === theme) return known.rgba;
  const scale = valueScale(domain, theme);
  const nan = Number.parseInt(THEMES[theme].nan.slice(1), 16);
  const rgba = new Uint8ClampedArray(4 * data.length);
  data.forEach((value, i) => {
    const packed = Number.isNaN(value) ? nan : scale.packed(value);
    rgba.set([packed >> 16, (packed >> 8) & 255, packed & 255, 255], 4 * i);
  });
  painted.set(data, { theme, rgba });
  return rgba;
}
