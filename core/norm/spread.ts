import type { Tensor } from '../tensor/tensor.ts';
import { asMoments } from './kinds/moments/asMoments.ts';
import { emptyMoments, moments, type Moments } from './kinds/moments/moments.ts';
import { mergeAxes } from './mergeAxes.ts';
import { planLayer } from './plan.ts';
import type { MomentsPlan } from './spec.ts';

/** How the values of every channel of every sample lie, whatever layer is to come. */
export interface Spread {
  /** Axis of the rows; null for a tensor without a batch. */
  readonly row: string | null;
  readonly col: string;
  /** Rows and columns of the map. */
  readonly shape: readonly [number, number];
  /** Indices that each of them stands for. */
  readonly block: readonly [number, number];
  /** Row-major; of a block the one farthest from 0. */
  readonly mean: Float32Array;
  /** Biased standard deviation; of a block the largest. */
  readonly std: Float32Array;
}

/** More rows or columns than this are not seen apart. */
const MOST_ROWS = 96;
const MOST_COLS = 1024;

/**
 * Mean and standard deviation by sample and channel.
 * @param momentsOf  of every group of a plan, by other means than plain loops; null where they have to do it
 * @returns null for a tensor without channels, or with nothing else
 */
export function spreadOf(
  x: Tensor,
  momentsOf: (plan: MomentsPlan, x: Tensor) => Moments | null = () => null,
): Spread | null {
  const { shape, axes } = x;
  if (!axes.includes('C')) return null;
  const over = axes.flatMap((name, axis) => (name === 'C' || name === 'N' ? [] : [axis]));
  if (over.length === 0) return null;
  const plan = asMoments(
    planLayer({ layer: 'Custom', options: { axes: over }, mode: 'train' }, shape, axes),
  );
  if (!plan) return null;
  const found = momentsOf(plan, x) ?? plainMoments(plan, x);
  const row = axes.includes('N') ? 'N' : null;
  const size = (name: string | null) => (name === null ? 1 : (shape[axes.indexOf(name)] ?? 1));
  const [rows, cols] = [size(row), size('C')];
  const channelsFirst = row !== null && axes.indexOf('C') < axes.indexOf(row);
  const block = [Math.ceil(rows / MOST_ROWS), Math.ceil(cols / MOST_COLS)] as const;
  const map = [Math.ceil(rows / block[0]), Math.ceil(cols / block[1])] as const;
  const mean = new Float32Array(map[0] * map[1]);
  const std = new Float32Array(map[0] * map[1]);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < cols; c++) {
      const group = channelsFirst ? c * rows + r : r * cols + c;
      const at = Math.floor(r / block[0]) * map[1] + Math.floor(c / block[1]);
      mean[at] = farther(mean[at] ?? 0, found.mean[group] ?? NaN);
      std[at] = farther(std[at] ?? 0, Math.sqrt((found.squares[group] ?? NaN) / found.count));
    }
  return { row, col: 'C', shape: map, block, mean, std };
}

function plainMoments(plan: MomentsPlan, x: Tensor): Moments {
  const geometry = mergeAxes(plan);
  const found = emptyMoments(geometry);
  moments(x.data, geometry, true, 0, geometry.groups, found);
  return found;
}

/** What stands out: NaN before all, then what is farther from 0. */
function farther(a: number, b: number): number {
  return Number.isNaN(a) || Math.abs(a) >= Math.abs(b) ? a : b;
}
