import { expect, test } from 'vitest';
import { cubeFigure, hoverMarks } from '../../../core/figure/cubeFigure.ts';
import { fullFlatOf, pooledBy } from '../../../core/figure/displayTensor.ts';
import { hitTest } from '../../../core/figure/hitTest.ts';
import { layoutOf } from '../../../core/figure/layout.ts';
import type { Figure, ImageMark, Mark, PolygonMark } from '../../../core/figure/marks.ts';
import type { ViewState } from '../../../core/figure/state.ts';
import { reportFigure } from '../../../core/figure/reportFigure.ts';
import { activeMasks, sharesWith } from '../../../core/figure/groupIndex.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { indexOf } from '../../../core/tensor/strides.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { displayTensor } from '../../../electron/workers/displayTensor.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

const waves = (shape: readonly number[], axes?: readonly string[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 0.7)),
    shape,
    axes,
  );

/** A stage as the window draws it: tensors as the service shows them. */
function stageOf(
  x: ReturnType<typeof waves>,
  layer: LayerSpec['layer'],
  options: LayerOptions,
  view: Partial<ViewState> = {},
) {
  const given = inputFor(x, layer, options, view);
  const { output } = normalize({ layer, options, mode: 'train' }, x, {});
  return { ...given, x: displayTensor(x), y: displayTensor(output) };
}

const images = ({ marks }: Pick<Figure, 'marks'>) =>
  marks.filter((mark): mark is ImageMark => mark.kind === 'image');
const polygons = (marks: readonly Mark[]) =>
  marks.filter((mark): mark is PolygonMark => mark.kind === 'polygon');

test('a view may ask for the least or the largest value of each block', () => {
  // blocks of 2 along C: the means of a block of 1 and −3 is −1
  const data = Float32Array.from({ length: 2 * 4096 }, (_, i) => (i % 2 === 0 ? 1 : -3));
  const shown = displayTensor(tensor(data, [2, 4096]));
  expect(shown.pool).toEqual([1, 2]);
  const values = ([undefined, 'mean', 'min', 'max'] as const).map((pooling) => [
    ...new Set(pooledBy(shown, pooling).data),
  ]);
  expect(values).toEqual([[-1], [-1], [-3], [1]]);
});

test('a figure draws the pooling of its view, and a report the same', () => {
  const x = waves([2, 4096]);
  const stage = stageOf(x, 'LayerNorm', { normalized_shape: [4096] });
  const drawnAs = (pooling: 'mean' | 'min' | 'max') => {
    const view = { ...stage.view, pooling };
    return images(cubeFigure({ ...stage, view })).map(({ rgba }) => [...rgba].join());
  };
  expect(drawnAs('max')).not.toEqual(drawnAs('min'));
  const least = (display: typeof stage.x) => ({ ...display, data: display.extremes!.min });
  const asData = cubeFigure({ ...stage, x: least(stage.x), y: stage.y && least(stage.y) });
  expect(drawnAs('min')).toEqual(images(asData).map(({ rgba }) => [...rgba].join()));

  const page = (pooling: 'min' | 'max') =>
    reportFigure({
      ...stage,
      view: { ...stage.view, pooling },
      title: '',
      subtitle: '',
      optionsLine: '',
      dataLine: '',
      statistics: null,
      labels: { ...stage.labels, statistics: '', more: String, slice: '', pinned: '' },
      pinned: [],
      version: '',
    });
  expect(images(page('min')).map(({ rgba }) => [...rgba])).not.toEqual(
    images(page('max')).map(({ rgba }) => [...rgba]),
  );
});

test('turning a large tensor paints no slice anew', () => {
  const stage = stageOf(waves([40, 40, 40]), 'BatchNorm1d', { num_features: 40 }, { pinned: 5 });
  const at = (yaw: number) => images(cubeFigure({ ...stage, view: { ...stage.view, yaw } }));
  expect(new Set(at(-0.62).map(({ rgba }) => rgba))).toEqual(
    new Set(at(-0.4).map(({ rgba }) => rgba)),
  );
  at(-0.62).forEach(({ rgba }, k) => expect(at(-0.4)[k]?.rgba).toBe(rgba));
});

test('another active group repaints only the slices whose cells come or go', () => {
  const stage = stageOf(waves([40, 40, 40]), 'BatchNorm1d', { num_features: 40 });
  // without a pinned cell the 40 channels lie apart; cells 0 and 80 are of channels 0 and 2
  const at = (hovered: number) =>
    images(cubeFigure({ ...stage, view: { ...stage.view, hovered } })).map(({ rgba }) => rgba);
  const before = new Set(at(0));
  // two channels on three sides in two cubes, at most
  expect(at(80).filter((rgba) => !before.has(rgba)).length).toBeLessThanOrEqual(12);
  expect(at(0).filter((rgba) => !before.has(rgba))).toEqual([]);
});

test('layouts are the same object for all cells of a group, and another for another group', () => {
  const { plan, x, view } = stageOf(TENSORS.large, 'BatchNorm1d', { num_features: 40 });
  const of = (pinned: number | null) => layoutOf(plan, x, { ...view, pinned });
  // flat 3 and 39 are both of channel 0; 40 is of channel 1
  expect(of(39)).toBe(of(3));
  expect(of(40)).not.toBe(of(3));
  expect(of(null)).not.toBe(of(3));
});

test('the outline under the pointer is the one that a figure would draw, without the figure', () => {
  const stage = stageOf(TENSORS.large, 'BatchNorm1d', { num_features: 40 }, { pinned: 5 });
  const figure = cubeFigure({ ...stage, outlineHovered: false });
  const face = images(figure).at(-1);
  const [a, b, c, d, e, f] = face.transform;
  const [right, down] = [face.width / 2, face.height / 2];
  const hit = hitTest(figure, e + right * a + down * c, f + right * b + down * d);
  if (!hit?.cell) throw new Error('no cell in the middle of the nearest side');
  const hovered = fullFlatOf(stage.x, hit.cell.flat);
  const outlines = polygons(hoverMarks(stage, hovered)).map(({ points }) => points.join());
  expect(outlines.length).toBeGreaterThanOrEqual(2);
  const drawn = polygons(cubeFigure({ ...stage, view: { ...stage.view, hovered } }).marks);
  const plain = polygons(figure.marks).map(({ points }) => points.join());
  const added = drawn.map(({ points }) => points.join()).filter((each) => !plain.includes(each));
  expect(new Set(outlines)).toEqual(new Set(added));
});

test('height and width merged into one long axis are drawn in parts that a browser can show', () => {
  const x = waves([1, 1, 180, 181], ['N', 'C', 'H', 'W']);
  const stage = stageOf(x, 'BatchNorm2d', { num_features: 1 }, { fourD: 'merged', explode: 0 });
  const parts = images(cubeFigure(stage));
  expect(Math.max(...parts.map(({ width, height }) => Math.max(width, height)))).toBe(8192);
  // two long sides of 180 · 181 = 32,580 cells and one of a single cell, in each of two cubes
  const cells = parts.reduce((sum, { width, height }) => sum + width * height, 0);
  expect(cells).toBe(2 * (2 * 32_580 + 1));
});

test.each([
  [[200_000], 'RMSNorm', { normalized_shape: [200_000] }],
  [[1, 262_144], 'LayerNorm', { normalized_shape: [262_144] }],
  [[2, 40_000, 3], 'LayerNorm', { normalized_shape: [40_000, 3] }],
  [[100_000, 4], 'LayerNorm', { normalized_shape: [4] }],
] as const)('%j is drawn whole, and within the page', (shape, layer, options) => {
  const stage = stageOf(waves(shape), layer, options);
  const pictures = images(cubeFigure({ ...stage, view: { ...stage.view, explode: 0 } }));
  expect(pictures.length).toBeGreaterThanOrEqual(6);
  for (const { width, height, transform } of pictures) {
    const [a, b, c, d, e, f] = transform;
    for (const [s, t] of [
      [0, 0],
      [width, 0],
      [0, height],
      [width, height],
    ] as const) {
      expect(e + s * a + t * c).toBeGreaterThan(0);
      expect(e + s * a + t * c).toBeLessThan(900);
      expect(f + s * b + t * d).toBeGreaterThan(0);
      expect(f + s * b + t * d).toBeLessThan(600);
    }
  }
});

test('many small cubes are drawn as pictures too: what counts is the page', () => {
  // 12 cubes of 8 × 16 × 16: 512 cell faces each
  const x = waves([12, 8, 16, 16], ['N', 'C', 'H', 'W']);
  const { marks } = cubeFigure(stageOf(x, 'BatchNorm2d', { num_features: 8 }, { explode: 0 }));
  // three sides of 12 input and 12 output cubes
  expect(images({ marks })).toHaveLength(72);
});

test('cells share a statistic exactly where the masks say so', () => {
  const { plan } = normalize(
    { layer: 'GroupNorm', options: { num_groups: 3, num_channels: 6 }, mode: 'train' },
    TENSORS.grouped,
    {},
  );
  const masks = activeMasks(plan, wholeTensor(TENSORS.grouped), 14);
  const shares = sharesWith(plan, 14);
  for (let flat = 0; flat < TENSORS.grouped.data.length; flat++)
    indexOf(plan.shape, flat).forEach((at, axis) =>
      expect(shares(axis, at)).toBe(masks[axis]?.[at] === 1),
    );
  // (2, 6, 4), groups of two channels: cell 14 is sample 0, channel 3, so channels 2 and 3
  expect([...(masks[1] ?? [])]).toEqual([0, 0, 1, 1, 0, 0]);
});

test('what a mask leaves out is marked for that mask alone, on one and the same input', () => {
  const shape = [4, 16, 80];
  const x = waves(shape);
  const shown = wholeTensor(x);
  /** Lines on the cubes of the same numbers, with positions of each sample left out. */
  const hatched = (left: number) => {
    const values = Float32Array.from({ length: 4 * 80 }, (_, i) => (i % 80 < 80 - left ? 1 : 0));
    const inputs = { mask: { shape: [4, 80], data: values } };
    const spec = { layer: 'MaskedBatchNorm1d', options: {}, mode: 'train' } as const;
    const { plan } = normalize(spec, x, { inputs });
    const view = { fourD: 'flat' } as const;
    const figure = cubeFigure({
      ...{
        ...inputFor(x, 'MaskedBatchNorm1d', {}, view),
        x: shown,
        plan,
        width: 4000,
        height: 2400,
      },
      ...{ y: null, gizmo: false },
    });
    expect(images(figure)).not.toEqual([]);
    return figure.marks.filter(({ kind }) => kind === 'line').length;
  };
  const none = hatched(0);
  const one = hatched(1);
  expect(one).toBeGreaterThan(none);
  // Three lines a cell, of 4 samples and 16 channels.
  expect([one - none, hatched(2) - none, hatched(0)]).toEqual([192, 384, none]);
});
