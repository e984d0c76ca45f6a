import { expect, test } from 'vitest';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { hitTest } from '../../../core/figure/hitTest.ts';
import type {
  CellRef,
  Figure,
  ImageMark,
  Mark,
  PolygonMark,
  TextMark,
} from '../../../core/figure/marks.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

const sentences = (view = {}, rest = {}) =>
  cubeFigure(inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, view, rest));

const texts = (figure: Figure) =>
  figure.marks.filter((mark): mark is TextMark => mark.kind === 'text').map(({ text }) => text);

const faces = (figure: Figure) =>
  figure.marks.filter(
    (mark): mark is PolygonMark & { cell: CellRef } => mark.kind === 'polygon' && !!mark.cell,
  );

const middle = ({ points }: PolygonMark): [number, number] => [
  ((points[0] ?? 0) + (points[4] ?? 0)) / 2,
  ((points[1] ?? 0) + (points[5] ?? 0)) / 2,
];

test('the frontmost face answers to a pointer in its middle', () => {
  const figure = sentences();
  const all = faces(figure);
  const last = all[all.length - 1];
  if (!last) throw new Error('no faces');
  expect(hitTest(figure, ...middle(last))).toEqual({ cell: last.cell });
});

test('every cell of the front slab of both cubes can be pointed at', () => {
  const figure = sentences({ yaw: 0, pitch: 0 });
  const seen = new Set<string>();
  for (const face of faces(figure)) {
    const hit = hitTest(figure, ...middle(face));
    if (hit?.cell) seen.add(`${hit.cell.cube}${hit.cell.flat}`);
  }
  // From the front N = 0 is seen: 5 × 4 cells, flat 0 … 19, in each cube.
  expect(seen.size).toBe(40);
  for (let flat = 0; flat < 20; flat++) expect(seen.has(`y${flat}`)).toBe(true);
});

test('nothing answers on empty ground', () => {
  expect(hitTest(sentences(), 5, 300)).toBeNull();
});

test('a pixel of a slice’s picture answers with its cell, through the transform', () => {
  const figure = cubeFigure(
    inputFor(TENSORS.large, 'BatchNorm1d', { num_features: 40 }, { explode: 0, yaw: 0, pitch: 0 }),
  );
  const front = figure.marks.find((mark): mark is ImageMark => mark.kind === 'image');
  if (!front) throw new Error('no picture');
  const [a, b, c, d, e, f] = front.transform;
  const point = (px: number, py: number) => [a * px + c * py + e, b * px + d * py + f] as const;
  // Front slab N = 0: pixel (L = 7, C = 3) is flat 3·40 + 7.
  expect(hitTest(figure, ...point(7.5, 3.5))).toEqual({ cell: { cube: 'x', flat: 127 } });
  expect(hitTest(figure, ...point(0.5, 39.5))).toEqual({ cell: { cube: 'x', flat: 39 * 40 } });
});

test('a large tensor costs pictures of slices, not marks of cells', () => {
  const figure = cubeFigure(inputFor(TENSORS.large, 'BatchNorm1d', { num_features: 40 }));
  expect(faces(figure)).toHaveLength(0);
  expect(figure.marks.length).toBeLessThan(700);
});

test('turning the cube keeps the pictures of its slices', () => {
  const input = inputFor(TENSORS.large, 'BatchNorm1d', { num_features: 40 });
  const pictures = (yaw: number) =>
    cubeFigure({ ...input, view: { ...input.view, yaw } }).marks.flatMap((mark) =>
      mark.kind === 'image' ? [mark.rgba] : [],
    );
  expect(new Set([...pictures(-0.5), ...pictures(-0.6)]).size).toBe(pictures(-0.5).length);
});

test('axes are named by position, letter and size; reduced ones carry a Σ badge', () => {
  expect(texts(sentences()).map((text) => text.replaceAll('\u2004', ' '))).toEqual(
    // the upright axis has its name in two lines
    expect.arrayContaining([
      ...['Σ dim 2 · L · 4', 'Σ dim 0 · N · 2', 'dim 1', 'C · 5'],
      ...['input x', 'output y'],
    ]),
  );
});

test('in eval nothing is summed, so no badge says Σ', () => {
  expect(texts(sentences({}, { mode: 'eval' })).some((text) => text.includes('Σ'))).toBe(false);
});

test('GroupNorm says how many channels are summed and how many groups are kept', () => {
  const figure = cubeFigure(
    inputFor(TENSORS.grouped, 'GroupNorm', { num_groups: 3, num_channels: 6 }),
  );
  expect(texts(figure).map((text) => text.replaceAll('\u2004', ' '))).toEqual(
    expect.arrayContaining(['Σ dim 1', 'C · 2/6', 'G · 3', 'Σ dim 2 · L · 4', 'dim 0 · N · 2']),
  );
});

test('the arrow carries mean and variance of the pinned group, as in the notebook', () => {
  // Flat 9 is x[0, 2, 1]: channel 2 has mean −0.0431 and biased variance 1.1125.
  expect(texts(sentences({ pinned: 9 }))).toEqual(
    expect.arrayContaining(['μ −0.0431', 'σ² 1.1125']),
  );
});

test('faces show the notebook’s numbers to two decimals', () => {
  // x[0, 0, :] = 1.9269 1.4873 0.9007 −2.1055 and y[0, 0, :] = 1.0112 0.6694 0.2133 −2.1240.
  expect(texts(sentences({ yaw: 0, pitch: 0 }))).toEqual(
    expect.arrayContaining(['1.93', '1.49', '0.90', '−2.11', '1.01', '0.67', '0.21', '−2.12']),
  );
});

test('small cells carry no number', () => {
  const figure = sentences({ zoom: 0.3 });
  expect(figure.marks.some((mark) => mark.kind === 'text' && mark.transform)).toBe(false);
});

test('cells outside the pinned group fade, the group keeps its colours', () => {
  const fill = (figure: Figure, flat: number) =>
    faces(figure).find(({ cell }) => cell.cube === 'x' && cell.flat === flat)?.fill;
  const [free, pinned] = [
    sentences({ yaw: 0, pitch: 0 }),
    sentences({ yaw: 0, pitch: 0, pinned: 9 }),
  ];
  expect(fill(pinned, 8)).toBe(fill(free, 8));
  expect(fill(pinned, 0)).not.toBe(fill(free, 0));
});

test('cells that are not finite carry marks and are counted', () => {
  const figure = cubeFigure(inputFor(TENSORS.spoiled, 'BatchNorm1d', { num_features: 5 }));
  expect(texts(figure)).toEqual(expect.arrayContaining(['1 NaN · 2 ±∞', 'NaN', '∞']));
});

test('a window layer sets the pinned cell’s window apart', () => {
  const figure = cubeFigure(
    inputFor(TENSORS.image, 'LocalResponseNorm', { size: 2 }, { pinned: 30 }),
  );
  expect(faces(figure).some(({ cell }) => cell.flat === 30)).toBe(true);
});

const SIZES = [
  [520, 420],
  [640, 480],
  [780, 560],
  [1024, 640],
  [1500, 1000],
  [480, 720],
] as const;

const LAYERS = [
  ['nlp', 'BatchNorm1d', { num_features: 5 }],
  ['nlp', 'LayerNorm', { normalized_shape: [5, 4] }],
  ['image', 'BatchNorm2d', { num_features: 3 }],
  ['image', 'GroupNorm', { num_groups: 3, num_channels: 3 }],
  ['volume', 'BatchNorm3d', { num_features: 3 }],
  ['slab', 'BatchNorm1d', { num_features: 8 }],
  ['grouped', 'GroupNorm', { num_groups: 2, num_channels: 6 }],
] as const;

for (const [width, height] of SIZES)
  test(`at ${width} × ${height} every word is on the page, and badges do not overlap`, () => {
    for (const [name, layer, options] of LAYERS)
      for (const fourD of ['separate', 'merged'] as const) {
        const figure = cubeFigure(
          inputFor(TENSORS[name], layer, options, { pinned: 3, fourD }, { width, height }),
        );
        const where = `${name} ${layer} ${fourD}`;
        for (const mark of figure.marks)
          if (mark.kind === 'text' && !mark.transform) expectInside(figure, mark, where);
        expectApart(figure.marks, where);
      }
  });

function expectInside(figure: Figure, mark: TextMark, where: string): void {
  const width = textWidth(mark.text, mark.size, mark.family, mark.weight);
  const left = mark.x - (mark.anchor === 'middle' ? width / 2 : mark.anchor === 'end' ? width : 0);
  const what = `${where}: "${mark.text}"`;
  expect(left, what).toBeGreaterThanOrEqual(0);
  expect(left + width, what).toBeLessThanOrEqual(figure.width);
  expect(mark.y - mark.size / 2, what).toBeGreaterThanOrEqual(0);
  expect(mark.y + mark.size / 2, what).toBeLessThanOrEqual(figure.height);
}

/** Pills of badges and gizmo letters are the rounded rectangles with an action. */
function expectApart(marks: readonly Mark[], where: string): void {
  const pills = marks.flatMap((mark) =>
    mark.kind === 'rect' && mark.radius && mark.action && mark.height > 20 ? [mark] : [],
  );
  for (const [i, a] of pills.entries())
    for (const b of pills.slice(i + 1)) {
      const apart =
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y;
      expect(apart, `${where}: ${a.action} and ${b.action}`).toBe(true);
    }
}

test('nothing that does not take part lies over the pinned group, and its cell answers to the pointer', () => {
  // x[0, 1, 2, 2] of 2 × 3 × 5 × 5: behind channel 0 in a view from the front.
  const pinned = 25 + 12;
  const figure = cubeFigure(
    inputFor(TENSORS.image, 'BatchNorm2d', { num_features: 3 }, { pinned, yaw: 0, pitch: 0 }),
  );
  const own = faces(figure).find(({ cell }) => cell.cube === 'x' && cell.flat === pinned);
  if (!own) throw new Error('the pinned cell is not drawn');
  expect(hitTest(figure, ...middle(own))?.cell).toEqual(own.cell);
});

test('images on a small stage are large enough to see their cells, however they stand', () => {
  const { marks, height } = cubeFigure(
    inputFor(TENSORS.image, 'BatchNorm2d', { num_features: 3 }, {}, { width: 520, height: 330 }),
  );
  // The cells of sample 0: 75 of 150.
  const ys = marks.flatMap((mark) =>
    mark.kind === 'polygon' && mark.cell?.cube === 'x' && mark.cell.flat < 75
      ? mark.points.filter((_, i) => i % 2)
      : [],
  );
  expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(height * 0.3);
});
