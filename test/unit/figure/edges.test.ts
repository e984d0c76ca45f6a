import { expect, test } from 'vitest';
import { valueDomains } from '../../../core/figure/colour.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import { activeMasks } from '../../../core/figure/groupIndex.ts';
import { hitTest } from '../../../core/figure/hitTest.ts';
import { layoutOf } from '../../../core/figure/layout.ts';
import type { Figure } from '../../../core/figure/marks.ts';
import { placeCube } from '../../../core/figure/place.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

/** Two by three cells of ten pixels, from (5, 7) to (35, 27). */
const picture: Figure = {
  width: 50,
  height: 50,
  background: null,
  title: '',
  description: '',
  marks: [
    {
      kind: 'image',
      width: 3,
      height: 2,
      rgba: new Uint8ClampedArray(24),
      transform: [10, 0, 0, 10, 5, 7],
      cells: { cube: 'x', origin: 0, stepX: 1, stepY: 3 },
    },
  ],
};

test('a picture of a slice is hit within its cells, and on none of its far edges', () => {
  const at = (x: number, y: number) => hitTest(picture, x, y)?.cell?.flat;
  expect(at(5, 7)).toBe(0);
  expect(at(34.9, 7)).toBe(2);
  expect(at(34.9, 26.9)).toBe(5);
  // one past the last column would be the next row's first cell, one past the last row no cell at all
  for (const [x, y] of [
    [35, 7],
    [35, 20],
    [5, 27],
    [4.9, 7],
    [5, 6.9],
  ] as const)
    expect(at(x, y)).toBeUndefined();
});

test('axes that do not lie side by side in memory are not merged', () => {
  const shape = [2, 3, 4, 5];
  const view = { ...INITIAL_VIEW, fourD: 'merged' } as const;
  const merged = (axes: string[]) => {
    const plan = planLayer({ layer: 'BatchNorm2d', options: {}, mode: 'train' }, shape, axes);
    const { y } = layoutOf(plan, wholeTensor(tensor(new Float32Array(120), shape, axes)), view);
    return y.axes;
  };
  expect(merged(['N', 'C', 'H', 'W'])).toEqual([2, 3]);
  // H and W with the channels between them: y is H alone
  expect(merged(['N', 'H', 'C', 'W'])).toEqual([1]);
});

test('a block is part of the active group when any of its cells is', () => {
  const plan = planLayer({ layer: 'BatchNorm1d', options: {}, mode: 'train' }, [1, 5, 2]);
  const blocks = {
    data: new Float32Array(6),
    shape: [1, 3, 2],
    axes: ['N', 'C', 'L'],
    pool: [1, 2, 1],
    fullShape: [1, 5, 2],
  };
  // flat 6 is channel 3, the second cell of the second block; channel 4 is alone in the last one
  expect([...activeMasks(plan, blocks, 6)[1]!]).toEqual([0, 1, 0]);
  expect([...activeMasks(plan, blocks, 8)[1]!]).toEqual([0, 0, 1]);
});

test('a cube is not split into more than 400 blocks', () => {
  const blocks = (channels: number, length: number) => {
    const shape = [2, channels, length];
    const spec = { layer: 'InstanceNorm1d', options: {}, mode: 'train' } as const;
    const plan = planLayer(spec, shape);
    const x = wholeTensor(tensor(new Float32Array(2 * channels * length), shape));
    const places = placeCube(layoutOf(plan, x, INITIAL_VIEW), 0.5, false);
    return places.reduce((product, { segments }) => product * segments.length, 1);
  };
  // one block for each channel of each of two samples
  expect(blocks(200, 3)).toBe(400);
  expect(blocks(201, 3)).toBeLessThan(400);
});

test('input and output share a colour scale up to a ratio of three', () => {
  const of = (largest: number) => valueDomains(Float32Array.of(1), Float32Array.of(largest));
  expect(of(3)).toEqual({ x: 3, y: 3 });
  expect(of(4)).toEqual({ x: 1, y: 4 });
});

test('a combining mark takes no room of its own', () => {
  expect(textWidth('x\u0302', 10, 'sans')).toBe(textWidth('x', 10, 'sans'));
  expect(textWidth('x\u0302', 10, 'mono')).toBe(textWidth('x', 10, 'mono'));
});
