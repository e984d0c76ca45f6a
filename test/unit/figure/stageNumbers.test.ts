import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { stationsOf } from '../../../core/explain/stations.ts';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import type { CubeFigureInput } from '../../../core/figure/cubeInput.ts';
import type { Figure } from '../../../core/figure/marks.ts';
import { stageFigure } from '../../../core/figure/stage.ts';
import { defaultsFor } from '../../../core/norm/defaultsFor.ts';
import { fits } from '../../../core/norm/fits.ts';
import { layerRow, type LayerName } from '../../../core/norm/layers.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import { layoutsFor } from '../../../renderer/ui/layouts.ts';
import { inputFor } from '../../figures/scenes.ts';

/**
 * Pixels of text size 1 of the lowest stage of a window, with banner and the longest formula, and the least number there: 1024 × 640,
 * 1280 × 720 and 1920 × 1080; 1024 × 640 at text size 2.
 */
const STAGES = [
  [520, 310, 11],
  [730, 400, 11],
  [1272, 729, 11],
  [240, 240, 5.5],
] as const;
const LAYERS: readonly LayerName[] = [
  'BatchNorm1d',
  'BatchNorm2d',
  'LayerNorm',
  'GroupNorm',
  'LocalResponseNorm',
];
const PINNED = 9;

/** Pixels of every number on a cell of the input, by the mean of height and width at an angle. */
const sizesOf = (figure: Figure, cube: string) =>
  figure.marks.flatMap((mark) => {
    if (mark.kind !== 'text' || !mark.transform || mark.cell?.cube !== cube) return [];
    const [a, b, c, d] = mark.transform;
    return /\d/.test(mark.text) ? [mark.size * Math.sqrt(Math.abs(a * d - b * c))] : [];
  });

/** The picture of the result, with a cell pinned and without, and of each step. */
function figuresOf(input: CubeFigureInput): Figure[] {
  const pinned = { ...input, view: { ...input.view, pinned: PINNED } };
  return [
    cubeFigure(input),
    cubeFigure(pinned),
    ...stationsOf(input.plan).map(({ time }) => stageFigure(pinned, time)),
  ];
}

for (const { id, tensor } of builtInExamples())
  for (const axes of layoutsFor(tensor.axes))
    test(`${id} as ${axes.join('')} shows numbers that are read, whatever the layer, the step and the window`, () => {
      const x = permuteToAxes(tensor, axes);
      const image = axes.length === 4;
      for (const layer of LAYERS) {
        if (fits(layerRow(layer), x.shape)) continue;
        const options = defaultsFor(layerRow(layer), x.shape, x.axes);
        for (const [width, height, leastNumber] of STAGES) {
          const low = height < 280;
          const input = inputFor(
            x,
            layer,
            options,
            { fourD: 'auto' },
            { width, height, leastNumber, partly: true, gizmo: false, legend: false },
          );
          figuresOf(input).forEach((figure, at) => {
            const where = [layer, width, height, at];
            const [xs, ys] = [sizesOf(figure, 'x'), sizesOf(figure, 'y')];
            const small = [...xs, ...ys].filter((size) => size < leastNumber - 0.01);
            expect([...where, small]).toEqual([...where, []]);
            // cubes write the numbers of the sides that are seen; of images a small stage shows some slices
            const most = image ? (low || width < 640 ? 0.15 : 0.3) : 0.6;
            expect([...where, xs.length >= most * x.data.length]).toEqual([...where, true]);
          });
        }
      }
    });

test('a part of the slices has the pinned one, says how many there are, and cells that answer', () => {
  const images = builtInExamples().find(({ id }) => id === 'channelsImage')!.tensor;
  const figureOf = (pinned: number | null) =>
    cubeFigure(
      inputFor(
        images,
        'BatchNorm2d',
        { num_features: 6 },
        { fourD: 'auto', pinned },
        {
          width: 520,
          height: 340,
          partly: true,
          labels: {
            x: 'x',
            y: 'y',
            axisNames: {},
            part: (shown, all) => `${shown} of ${all}`,
          },
        },
      ),
    );
  const cellsOf = ({ marks }: Figure) =>
    new Set(
      marks.flatMap((mark) =>
        mark.kind === 'polygon' && mark.cell?.cube === 'x' ? [mark.cell.flat] : [],
      ),
    );
  const last = images.data.length - 1;
  expect(cellsOf(figureOf(null)).has(0)).toBe(true);
  expect(cellsOf(figureOf(null)).has(last)).toBe(false);
  expect(cellsOf(figureOf(last)).has(last)).toBe(true);
  const { marks } = figureOf(null);
  const slices = cellsOf({ ...figureOf(null) }).size / 16;
  expect(marks).toContainEqual(expect.objectContaining({ text: `${slices} of 12` }));
});
