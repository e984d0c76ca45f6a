import { expect, test } from 'vitest';
import { heatMapFigure, heatMapHeight } from '../../../core/figure/heatMap.ts';
import { hitTest } from '../../../core/figure/hitTest.ts';
import type { ImageMark } from '../../../core/figure/marks.ts';
import { spreadOf } from '../../../core/norm/spread.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

test('a heat map has a pixel for every sample and channel, which answers with its place', () => {
  // samples (−4, −4 | 1, 3) and (0, 0 | 2, 2)
  const values = Float32Array.of(-4, -4, 1, 3, 0, 0, 2, 2);
  const spread = spreadOf(tensor(values, [2, 2, 2], ['N', 'C', 'L']))!;
  const labels = { mean: 'mean', std: 'deviation', title: 'map' };
  const figure = heatMapFigure(spread, 400, 'light', labels);
  expect(figure.height).toBe(heatMapHeight(spread));
  const images = figure.marks.filter((mark): mark is ImageMark => mark.kind === 'image');
  expect(images.map(({ width, height }) => [width, height])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  const [map] = images;
  const [a, , , d, e, f] = map!.transform;
  const hit = hitTest(figure, e + 1.5 * a, f + 0.5 * d)?.cell;
  // sample 0, channel 1
  expect(hit).toEqual({ cube: 'mean', flat: 1 });
  // −4 is orange, 2 purple: more red than blue, and the reverse
  const pixel = (at: number) =>
    [...map!.rgba.slice(4 * at, 4 * at + 3)] as [number, number, number];
  expect(pixel(0)[0]).toBeGreaterThan(pixel(0)[2]);
  expect(pixel(3)[2]).toBeGreaterThan(pixel(3)[0]);
});
