import { expect, test } from 'vitest';
import { hitTest, zoomCentre } from '../../../core/figure/hitTest.ts';
import type { ImageMark, LineMark, Mark, TextMark } from '../../../core/figure/marks.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';

const figure = (...marks: readonly Mark[]) => ({
  width: 100,
  height: 100,
  background: null,
  marks,
  title: '',
  description: '',
});
const cell = { cube: 'x', flat: 3 };
/** Whether a point is on a mark. */
const on = (mark: Mark, x: number, y: number) => hitTest(figure(mark), x, y) !== null;
const box = (flat: number) =>
  ({
    kind: 'rect',
    x: 10,
    y: 20,
    width: 20,
    height: 5,
    fill: '#000',
    cell: { ...cell, flat },
  }) as const;

test('of two marks the one in front is hit; what means nothing lets the pointer through', () => {
  const cover: Mark = { kind: 'rect', x: 0, y: 0, width: 99, height: 99, fill: '#fff' };
  expect(hitTest(figure(box(1), box(2), cover), 15, 22)).toEqual({ cell: { cube: 'x', flat: 2 } });
  expect(hitTest(figure(cover), 15, 22)).toBeNull();
  expect(hitTest(figure(), 15, 22)).toBeNull();
});

test('a control is told by its action, with the cell that it belongs to where it has one', () => {
  const control: Mark = { ...box(1), action: 'axis:C' };
  expect(hitTest(figure(control), 15, 22)).toEqual({
    cell: { cube: 'x', flat: 1 },
    action: 'axis:C',
  });
  const { cell: _, ...alone } = control;
  expect(hitTest(figure(alone), 15, 22)).toEqual({ action: 'axis:C' });
});

test('a rectangle reaches to its edges and not beyond', () => {
  for (const [x, y] of [
    [10, 20],
    [30, 25],
    [10, 25],
    [30, 20],
  ] as const)
    expect(on(box(1), x, y)).toBe(true);
  for (const [x, y] of [
    [9.9, 22],
    [30.1, 22],
    [15, 19.9],
    [15, 25.1],
  ] as const)
    expect(on(box(1), x, y)).toBe(false);
});

test('a slanted polygon is hit between its edges', () => {
  // from x = y/2 on the left to x = 10 + y/2 on the right
  const mark: Mark = { kind: 'polygon', points: [0, 0, 10, 0, 15, 10, 5, 10], fill: '#000', cell };
  expect([3.9, 4.1, 13.9, 14.1].map((x) => on(mark, x, 8))).toEqual([false, true, true, false]);
  expect([-0.1, 0.1, 9.9, 10.1].map((y) => on(mark, 7, y))).toEqual([false, true, true, false]);
});

test('a polygon that goes around a notch is not hit in the notch', () => {
  const points = [0, 0, 30, 0, 30, 30, 20, 30, 20, 10, 10, 10, 10, 30, 0, 30];
  const mark: Mark = { kind: 'polygon', points, fill: '#000', cell };
  expect([5, 15, 25].map((x) => on(mark, x, 20))).toEqual([true, false, true]);
});

test('level with a corner, a polygon is hit between its edges as elsewhere', () => {
  const mark: Mark = { kind: 'polygon', points: [0, 5, 5, 0, 10, 5, 5, 10], fill: '#000', cell };
  expect([-1, 2, 8, 11].map((x) => on(mark, x, 5))).toEqual([false, true, true, false]);
});

test('a circle reaches as far as its radius', () => {
  const mark: Mark = { kind: 'circle', x: 10, y: 20, r: 5, fill: '#000', cell };
  // 3, 4, 5
  expect([on(mark, 13, 24), on(mark, 7, 16), on(mark, 13.1, 24), on(mark, 10, 25.1)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a line is reached from 7 pixels, a broad one from half its width, also around its ends and corners', () => {
  const line = (points: readonly number[], strokeWidth = 2): LineMark => ({
    kind: 'line',
    points,
    strokeWidth,
    stroke: '#000',
    cell,
  });
  const flat = line([0, 0, 10, 0]);
  expect([on(flat, 5, 7), on(flat, 5, -7), on(flat, 5, 7.1)]).toEqual([true, true, false]);
  // from the end (10, 0): √(3² + 6²) = 6.7 and √(5² + 6²) = 7.8; from (0, 0): 5 and 10
  expect([on(flat, 13, 6), on(flat, 15, 6), on(flat, -3, 4), on(flat, -6, 8)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([on(line([0, 0, 10, 0], 20), 5, 10), on(line([0, 0, 10, 0], 20), 5, 10.1)]).toEqual([
    true,
    false,
  ]);
  // the second stretch of a corner
  const corner = line([0, 0, 10, 0, 10, 20]);
  expect([on(corner, 16, 15), on(corner, 18, 15)]).toEqual([true, false]);
  // from (15, 20), the middle of a stretch along (3, 4), 6.9 and 7.1 along (4, −3) / 5
  const slanted = line([0, 0, 30, 40]);
  expect([on(slanted, 20.52, 15.86), on(slanted, 20.68, 15.74)]).toEqual([true, false]);
  // the same away from the corner of the figure, and before its beginning: 5 and 10 along (−3, −4) / 5
  const away = line([10, 20, 40, 60]);
  expect([on(away, 30.52, 35.86), on(away, 30.68, 35.74)]).toEqual([true, false]);
  expect([on(away, 7, 16), on(away, 4, 12)]).toEqual([true, false]);
  // a stretch of no length is a point
  expect([on(line([3, 3, 3, 3]), 3, 9.9), on(line([3, 3, 3, 3]), 3, 10.1)]).toEqual([true, false]);
});

test('a text is hit where its letters stand, by its anchor and baseline', () => {
  const width = textWidth('abcd', 10, 'mono');
  const text = (more: Partial<TextMark>): Mark => ({
    kind: 'text',
    x: 50,
    y: 50,
    text: 'abcd',
    size: 10,
    family: 'mono',
    fill: '#000',
    cell,
    ...more,
  });
  const edges = (mark: Mark, left: number) =>
    [left - 0.1, left + 0.1, left + width - 0.1, left + width + 0.1].map((x) => on(mark, x, 48));
  const within = [false, true, true, false];
  expect(edges(text({}), 50)).toEqual(within);
  expect(edges(text({ anchor: 'middle' }), 50 - width / 2)).toEqual(within);
  expect(edges(text({ anchor: 'end' }), 50 - width)).toEqual(within);
  // letters on a line at 50 have their middle 3.6 above; 7 up and down from there
  const rows = (mark: Mark, middle: number) =>
    [middle - 7.1, middle - 6.9, middle + 6.9, middle + 7.1].map((y) => on(mark, 55, y));
  expect(rows(text({}), 46.4)).toEqual(within);
  expect(rows(text({ baseline: 'middle' }), 50)).toEqual(within);
  // what lies on a face is hit by the face
  expect(on(text({ transform: [1, 0, 0, 1, 0, 0] }), 55, 48)).toBe(false);
});

test('a pixel of a slice is the cell under it, up to its edges', () => {
  const image = (transform: ImageMark['transform']): ImageMark => ({
    kind: 'image',
    width: 4,
    height: 5,
    rgba: new Uint8ClampedArray(80),
    transform,
    cells: { cube: 'y', origin: 7, stepX: 1, stepY: 4 },
  });
  const flatAt = (mark: Mark, x: number, y: number) =>
    hitTest(figure(mark), x, y)?.cell?.flat ?? null;
  // pixel (px, py) lies at (10 + 2·px, 20 + 3·py): 7 + 1 + 2·4
  const upright = image([2, 0, 0, 3, 10, 20]);
  expect(hitTest(figure(upright), 13, 27.5)).toEqual({ cell: { cube: 'y', flat: 16 } });
  expect([9.9, 10.1, 17.9, 18, 18.1].map((x) => flatAt(upright, x, 21))).toEqual([
    null,
    7,
    10,
    null,
    null,
  ]);
  expect([19.9, 20.1, 34.9, 35, 35.1].map((y) => flatAt(upright, 11, y))).toEqual([
    null,
    7,
    23,
    null,
    null,
  ]);
  // a quarter turn: (px, py) lies at (10 − py, px), so (8.5, 2.5) is (2, 1)
  expect(flatAt(image([0, 1, -1, 0, 10, 0]), 8.5, 2.5)).toBe(13);
  // (1.5, 2.5) lies at (2·1.5 + 2.5 + 5, 1.5 + 3·2.5 + 7)
  expect(flatAt(image([2, 1, 1, 3, 5, 7]), 10.5, 16)).toBe(16);
  // every second cell along a row: 7 + 2·1 + 4·2
  const sparse = { ...upright, cells: { cube: 'y', origin: 7, stepX: 2, stepY: 4 } };
  expect(flatAt(sparse, 13, 27.5)).toBe(17);
  // edge on, and without cells
  expect(flatAt(image([1, 1, 1, 1, 0, 0]), 1, 1)).toBeNull();
  const { cells: _, ...blank } = upright;
  expect(flatAt(blank, 13, 27.5)).toBeNull();
});

test('what is looked at closer is the cell under the pointer, and beside all cells the nearest one', () => {
  const square = (left: number): Mark => ({
    kind: 'polygon',
    points: [left, 0, left + 10, 0, left + 10, 10, left, 10],
    fill: '#000',
    cell: { cube: 'x', flat: left },
  });
  const two = figure(square(0), square(40));
  expect(zoomCentre(two, 3, 4)).toEqual([3, 4]);
  expect(zoomCentre(two, 22, 5)).toEqual([5, 5]);
  expect(zoomCentre(two, 30, 5)).toEqual([45, 5]);
  expect(zoomCentre(figure(), 22, 5)).toEqual([22, 5]);
});

test('beside all cells a closer look is taken at the nearest one, of a slice at its middle', () => {
  const square = (at: number, kind: 'cell' | 'action'): Mark => ({
    kind: 'polygon',
    points: [at, at, at + 2, at, at + 2, at + 2, at, at + 2],
    fill: '#000',
    ...(kind === 'cell' ? { cell } : { action: 'x' }),
  });
  const slice: ImageMark = {
    kind: 'image',
    width: 4,
    height: 2,
    rgba: new Uint8ClampedArray(32),
    // right by 3 and down by 1 a column, left by 1 and down by 5 a row, from (50, 60)
    transform: [3, 1, -1, 5, 50, 60],
    cells: { cube: 'x', origin: 0, stepX: 1, stepY: 4 },
  };
  const { cells: _, ...picture } = slice;
  // (50 + 2·3 − 1·1, 60 + 2·1 + 1·5)
  expect(zoomCentre(figure(slice), 0, 0)).toEqual([55, 67]);
  expect(zoomCentre(figure(picture, square(10, 'action')), 0, 0)).toEqual([0, 0]);
  expect(zoomCentre(figure(slice, square(10, 'cell'), square(30, 'cell')), 0, 0)).toEqual([11, 11]);
  expect(zoomCentre(figure(square(30, 'cell'), square(10, 'cell'), slice), 20, 33)).toEqual([
    31, 31,
  ]);
  expect(zoomCentre(figure(square(10, 'cell')), 10.5, 11.5)).toEqual([10.5, 11.5]);
});
