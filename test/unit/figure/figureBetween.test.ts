import { expect, test } from 'vitest';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { figureBetween, type CellName } from '../../../core/figure/figureBetween.ts';
import type { CellRef, Figure, Mark, PolygonMark, TextMark } from '../../../core/figure/marks.ts';
import { indexOf } from '../../../core/tensor/strides.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

const sentences = (layer: 'BatchNorm1d' | 'LayerNorm', options = {}, view = {}) =>
  cubeFigure(inputFor(TENSORS.nlp, layer, options, view));

const batch = sentences('BatchNorm1d', { num_features: 5 });
const layer = sentences('LayerNorm', { normalized_shape: [5, 4] });

const page = (marks: readonly Mark[]): Figure => ({
  width: 100,
  height: 100,
  background: null,
  marks,
  title: '',
  description: '',
});
const square = (left: number, cell: CellRef, fill = '#000000'): PolygonMark => ({
  kind: 'polygon',
  points: [left, 0, left + 10, 0, left + 10, 10, left, 10],
  fill,
  cell,
  side: 2,
});
const number = (text: string): TextMark => ({
  kind: 'text',
  x: 0,
  y: 0,
  text,
  size: 12,
  family: 'sans',
  fill: '#000000',
});

test('at its ends a way is exactly the two figures', () => {
  const way = figureBetween(batch, layer);
  expect(way(0)).toBe(batch);
  expect(way(1)).toBe(layer);
  expect(way(-0.1)).toBe(batch);
  expect(way(1.1)).toBe(layer);
});

test('just after the beginning and just before the end nothing has jumped', () => {
  const way = figureBetween(batch, layer);
  const faces = (figure: Figure) =>
    new Map(
      figure.marks.flatMap((mark) =>
        mark.kind === 'polygon' && mark.cell && (mark.opacity ?? 1) > 0.5
          ? [[`${mark.cell.cube}${mark.cell.flat}/${mark.side}`, mark.points] as const]
          : [],
      ),
    );
  const furthest = (a: Figure, b: Figure) => {
    const other = faces(b);
    return Math.max(
      ...[...faces(a)].flatMap(([key, points]) =>
        points.map((value, i) => Math.abs(value - (other.get(key)?.[i] ?? value))),
      ),
    );
  };
  // Both ends are still: ease(0.01) = 0.0003 of a way that is at most the stage's 900 pixels long.
  expect(furthest(batch, way(0.01))).toBeLessThan(0.3);
  expect(furthest(layer, way(0.99))).toBeLessThan(0.3);
  expect(furthest(batch, layer)).toBeGreaterThan(10);
});

test('halfway a face is midway between its places and its colours', () => {
  const a = page([square(0, { cube: 'x', flat: 0 }, '#000000')]);
  const b = page([square(40, { cube: 'x', flat: 0 }, '#ffffff')]);
  const [mark] = figureBetween(a, b)(0.5).marks;
  // ease(1/2) = 1/2: 0 and 40 meet at 20, black and white at 128.
  expect(mark).toMatchObject({ points: [20, 0, 30, 0, 30, 10, 20, 10], fill: '#808080' });
});

test('a changed layout moves the same blocks: a cell goes to its place in the new order of the axes', () => {
  // (2, 3) and its transpose: the cell (1, 0) is 3 in one order and 1 in the other.
  const name: CellName = ({ cube, flat }) => `${cube}${indexOf([2, 3], flat).join()}`;
  const turned: CellName = ({ cube, flat }) =>
    `${cube}${[...indexOf([3, 2], flat)].reverse().join()}`;
  const a = page([square(0, { cube: 'x', flat: 3 }), square(50, { cube: 'x', flat: 1 })]);
  const b = page([square(80, { cube: 'x', flat: 1 }), square(20, { cube: 'x', flat: 2 })]);
  const marks = figureBetween(a, b, name, turned)(0.5).marks as readonly PolygonMark[];
  expect(marks.map(({ points }) => points[0])).toEqual([40, 35]);
});

test('words that change fade out before the new ones fade in, so that two never lie on each other', () => {
  const way = figureBetween(page([number('dim 1 · C · 5')]), page([number('dim 1 · L · 4')]));
  const shown = (t: number) => way(t).marks.map((mark) => (mark as TextMark).text);
  expect(shown(0.3)).toEqual(['dim 1 · C · 5']);
  expect(shown(0.5)).toEqual([]);
  expect(shown(0.7)).toEqual(['dim 1 · L · 4']);
});

test('a movement that is interrupted goes on from where it stands', () => {
  const halfway = figureBetween(batch, layer)(0.4);
  const back = figureBetween(halfway, batch);
  expect(back(0)).toBe(halfway);
  expect(back(1)).toBe(batch);
});

test('a side that comes into view travels with its cell', () => {
  const cell = { cube: 'x', flat: 0 };
  const flank: PolygonMark = { ...square(60, cell), side: 0 };
  const a = page([square(0, cell)]);
  const b = page([square(40, cell), flank]);
  const [, entering] = figureBetween(a, b)(0.5).marks;
  // The front moves by 40, so the flank is 20 short of its place and half there.
  expect(entering).toMatchObject({ opacity: 0.5, points: expect.arrayContaining([40, 50]) });
});
