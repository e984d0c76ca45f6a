import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { cubeFigure, stageBox } from '../../../core/figure/cubeFigure.ts';
import { shownView } from '../../../core/figure/stagePanels.ts';
import { hitTest } from '../../../core/figure/hitTest.ts';
import type { Figure, TextMark } from '../../../core/figure/marks.ts';
import { defaultsFor } from '../../../core/norm/defaultsFor.ts';
import { layerRow, type LayerName } from '../../../core/norm/layers.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

/** The stage of a window of 1366 × 768 and of 1280 × 720. */
const STAGES = [
  [778, 489],
  [730, 468],
] as const;

const figureOf = (x: Tensor, layer: LayerName, view = {}, width = 778, height = 489) =>
  cubeFigure(
    inputFor(x, layer, defaultsFor(layerRow(layer), x.shape, x.axes), view, { width, height }),
  );

/** Numbers on cells: upright text laid on a face. */
const numbers = (figure: Figure) =>
  figure.marks.filter(
    (mark): mark is TextMark =>
      mark.kind === 'text' && !!mark.transform && /^[−\d.e]+$/.test(mark.text),
  );

for (const { id, tensor, defaultLayer } of builtInExamples())
  for (const layer of [defaultLayer, 'LayerNorm'] as const)
    for (const [width, height] of STAGES)
      test(`every cell of ${id} under ${layer} has its number, 11 pixels or more, at ${width} × ${height}`, () => {
        const found = numbers(figureOf(tensor, layer, { fourD: 'auto' }, width, height));
        expect(found).toHaveLength(2 * tensor.data.length);
        expect(Math.min(...found.map(({ size }) => size))).toBeGreaterThanOrEqual(11);
      });

test('on a large stage, cubes whose numbers are large enough stay cubes', () => {
  const of = (fourD: string) =>
    figureOf(TENSORS.nlp, 'BatchNorm1d', { fourD }, 1272, 801).marks.length;
  expect(of('auto')).toBe(of('separate'));
});

test('a turned camera shows cubes, and a report that says cubes keeps them', () => {
  const lying = figureOf(TENSORS.image, 'BatchNorm2d', { fourD: 'auto' });
  const cubes = figureOf(TENSORS.image, 'BatchNorm2d', { fourD: 'separate' });
  const turned = figureOf(TENSORS.image, 'BatchNorm2d', { fourD: 'auto', yaw: -0.5 });
  expect(numbers(lying).length).toBe(300);
  expect(numbers(cubes).length).toBeLessThan(300);
  expect(numbers(turned).length).toBeLessThan(300);
});

test('a tensor too large for numbers stays cubes', () => {
  const shapes = (fourD: string) =>
    figureOf(TENSORS.large, 'BatchNorm1d', { fourD }).marks.map((mark) =>
      mark.kind === 'image' ? [...mark.transform] : mark.kind,
    );
  expect(shapes('auto')).toEqual(shapes('separate'));
});

test('pointing at or pinning a cell moves no cell of slices laid flat', () => {
  const places = (view: object) =>
    figureOf(TENSORS.image, 'BatchNorm2d', { fourD: 'auto', ...view }).marks.flatMap((mark) =>
      mark.kind === 'polygon' && mark.cell ? [[mark.cell.flat, ...mark.points]] : [],
    );
  expect(places({ pinned: 30 })).toEqual(places({}));
  expect(places({ hovered: 7 })).toEqual(places({}));
});

test('every cell of slices laid flat answers to a pointer, volumes too', () => {
  for (const [name, layer] of [
    ['image', 'BatchNorm2d'],
    ['volume', 'BatchNorm3d'],
    ['grouped', 'GroupNorm'],
  ] as const) {
    const figure = figureOf(TENSORS[name], layer, { fourD: 'flat' }, 1272, 801);
    const seen = new Set<string>();
    for (const mark of figure.marks) {
      if (mark.kind !== 'polygon' || !mark.cell) continue;
      const [x0 = 0, y0 = 0, , , x2 = 0, y2 = 0] = mark.points;
      expect(hitTest(figure, (x0 + x2) / 2, (y0 + y2) / 2)).toEqual({ cell: mark.cell });
      seen.add(`${mark.cell.cube}${mark.cell.flat}`);
    }
    expect(seen.size).toBe(2 * TENSORS[name].data.length);
  }
});

test('what does not fit its cell with all decimals loses decimals, not size', () => {
  const images = builtInExamples().find(({ id }) => id === 'channelsImage')!.tensor;
  const found = numbers(figureOf(images, 'BatchNorm2d', { fourD: 'auto' }));
  // The largest value of the example is 16.5 or more, so with two decimals none of it fits 25 pixels.
  expect(found.every(({ text }) => !/\.\d\d/.test(text))).toBe(true);
});

test('where slices come first they lie flat also where cubes could write their numbers', () => {
  const form = (flatFirst: boolean) => {
    const given = inputFor(
      TENSORS.nlp,
      'BatchNorm1d',
      { num_features: 5 },
      { fourD: 'auto' },
      {
        width: 1272,
        height: 801,
        flatFirst,
      },
    );
    return shownView(given, stageBox(given)).fourD;
  };
  expect([form(false), form(true)]).toEqual(['separate', 'flat']);
});
