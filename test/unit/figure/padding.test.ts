import { expect, test } from 'vitest';
import { cellPaint, kindOf } from '../../../core/figure/cellPaint.ts';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { wholeTensor, withPadding } from '../../../core/figure/displayTensor.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const shape = [2, 2, 3];
const x = wholeTensor(
  tensor(
    Float32Array.from({ length: 12 }, (_, i) => i - 5),
    shape,
  ),
);
const padded = withPadding(x, [3, 1]);

test('cells beyond the length of their sample are marked, in every order of the axes', () => {
  // Sample 1 has one token of three, in both of its channels.
  expect(Array.from(padded.padded!)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1]);
  const turned = wholeTensor(tensor(x.data, [3, 2, 2], ['L', 'C', 'N']));
  expect(Array.from(withPadding(turned, [3, 1]).padded!)).toEqual([
    ...[0, 0, 0, 0],
    ...[0, 1, 0, 1],
    ...[0, 1, 0, 1],
  ]);
  const paint = cellPaint(padded, INITIAL_VIEW, 10);
  expect([kindOf(paint, 6), kindOf(paint, 7)]).toEqual(['finite', 'padded']);
});

test('a tensor without such axes, without padding, or drawn in blocks stays as it is', () => {
  expect(withPadding(x, [3, 3])).toBe(x);
  expect(withPadding(x, [3, 1, 1])).toBe(x);
  const other = wholeTensor(tensor(x.data, shape, ['A', 'B', 'L']));
  expect(withPadding(other, [3, 1])).toBe(other);
  const blocks = { ...x, pool: [1, 1, 2] };
  expect(withPadding(blocks, [3, 1])).toBe(blocks);
});

test('padding is hatched in the cubes, and its numbers stay', () => {
  const plan = planLayer({ layer: 'BatchNorm1d', options: {}, mode: 'train' }, shape);
  const drawn = (input: typeof x) =>
    cubeFigure({
      ...{ width: 700, height: 420, plan, x: input, y: null, gizmo: false, legend: false },
      view: { ...INITIAL_VIEW, fourD: 'flat' },
      labels: { x: 'x', y: 'y', axisNames: {} },
    }).marks;
  const count = (input: typeof x, kind: string) =>
    drawn(input).filter((mark) => mark.kind === kind).length;
  // Three lines a cell, of four cells.
  expect(count(padded, 'line') - count(x, 'line')).toBe(12);
  expect(count(padded, 'text')).toBe(count(x, 'text'));
});
