import { expect, test } from 'vitest';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { cellsOfGroup } from '../../../core/norm/groups.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { verify } from '../../../core/verify/verification.ts';

/** x, and y by a formula over the groups of a layer, rounded to float32. */
function madeBy(
  spec: Omit<LayerSpec, 'mode'>,
  shape: readonly number[],
  formula: (values: readonly number[]) => readonly number[],
) {
  const axes = shape.map((_, axis) => 'NCHW'[axis]!);
  const x = randn(manualSeed(5), [...shape], 'float32', axes);
  const plan = planLayer({ ...spec, mode: 'train' }, shape, axes);
  const y = new Float32Array(x.data.length);
  for (let group = 0; group < plan.groups; group++) {
    const cells = cellsOfGroup(plan, group);
    const values = formula(Array.from(cells, (cell) => x.data[cell]!));
    cells.forEach((cell, at) => (y[cell] = values[at]!));
  }
  return { x, y: tensor(y, shape, axes) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const meanSquare = (values: readonly number[]) =>
  sum(values.map((value) => value ** 2)) / values.length;
const by = (below: (values: readonly number[]) => number) => (values: readonly number[]) =>
  values.map((value) => value / below(values));

test.each([
  ['PixelNorm', {}, [2, 6, 4, 5], by((values) => Math.sqrt(meanSquare(values) + 1e-8))],
  [
    'L2Norm',
    { dim: [1] },
    [2, 6, 4, 5],
    by((v) => Math.max(Math.sqrt(sum(v.map((x) => x * x))), 1e-12)),
  ],
  ['QKNorm', { num_heads: 2 }, [3, 5, 8], by((values) => Math.sqrt(meanSquare(values) + 1e-6))],
] as const)('what %s made is called so', (layer, options, shape, formula) => {
  const { x, y } = madeBy({ layer, options }, shape, formula);
  const [first] = verify(x, y).explanations;
  const names = [first?.layer, ...(first?.equals ?? [])].map((name) => name?.replace(/\(.*$/, ''));
  expect(names).toContain(layer);
  expect(first?.affine).toBe('none');
});

test('γ and β of every sample are found, where several groups meet each of them', () => {
  const shape = [3, 12, 5];
  const { x, y } = madeBy({ layer: 'AdaLayerNorm', options: {} }, shape, (values) => {
    const mean = sum(values) / values.length;
    const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length;
    return values.map((value) => (value - mean) / Math.sqrt(variance + 1e-6));
  });
  // scale and shift of a sample and a place of the embedding
  y.data.forEach((value, cell) => {
    const at = Math.floor(cell / 60) * 5 + (cell % 5);
    y.data[cell] = value * (1 + Math.sin(at)) + Math.cos(3 * at);
  });
  const [first] = verify(x, y).explanations;
  expect(first?.paramDims).toEqual([0, 2]);
  expect(first?.layer).toBe('AdaLayerNorm');
});
