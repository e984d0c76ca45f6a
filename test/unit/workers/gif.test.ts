import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import type { Figure } from '../../../core/figure/marks.ts';
import { paint } from '../../../core/figure/paint.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { layoutFrames, stepFrames, type Frames } from '../../../core/report/formats/frames.ts';
import type { Preset } from '../../../core/report/preset.ts';
import type { ReportPageInput } from '../../../core/report/reportPage.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import { bitmapOf } from '../../../electron/workers/bitmapOf.ts';
import { gif } from '../../../electron/workers/gif.ts';
import { readGif } from './readGif.ts';

const [nlp] = builtInExamples();
const preset: Preset = {
  ...{ schema: 'normscope-preset', schemaVersion: 1, size: { width: 360, height: 300 } },
  ...{ parts: ['title', 'legend'], motion: { seconds: 3, framesPerSecond: 6 } },
};

function input(layout: readonly string[]): ReportPageInput & { readonly preset: Preset } {
  const x = permuteToAxes(nlp!.tensor, layout);
  const result = normalize({ layer: 'BatchNorm1d', options: {}, mode: 'train' }, x);
  return {
    ...{ name: 'n', axisLabels: {}, x, result, language: 'en', version: '1.2.3', preset },
    display: { x: wholeTensor(x), y: wholeTensor({ ...result.output, axes: x.axes }) },
    view: { ...INITIAL_VIEW, pinned: 9 },
  };
}

function painted(figure: Figure): Uint8ClampedArray {
  const canvas = createCanvas(figure.width, figure.height);
  const context = canvas.getContext('2d');
  paint(context, figure, 1, bitmapOf);
  return context.getImageData(0, 0, figure.width, figure.height).data;
}

/** Bytes between two that are compared: no multiple of a row's length. */
const STRIDE = 11;

/** Mean distance of two pictures, 0 … 255. */
function apart(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += STRIDE) sum += Math.abs(a[i]! - b[i]!);
  return (sum * STRIDE) / a.length;
}

/** Which of a moving picture's figures is shown at every tick of its time. */
function shownAt(delays: readonly number[], time: number): number {
  let end = 0;
  return delays.findIndex((delay) => time < (end += delay));
}

test.each<[string, Frames]>([
  ['the steps', stepFrames(input(['N', 'C', 'L']))],
  ['a layout change', layoutFrames(input(['N', 'C', 'L']), input(['N', 'L', 'C']))],
])(
  'every frame of %s is the figure of its time',
  (_, { figure, delays, loop }) => {
    const figures = delays.map((__, i) => figure(i));
    const { width, height, frames } = readGif(gif(figures, delays, loop));
    expect([width, height]).toEqual([360, 300]);
    // 3 s, of which every delay is a multiple of 10 ms
    expect(frames.reduce((sum, { delay }) => sum + delay, 0)).toBe(3000);
    const goals = figures.map(painted);
    let start = 0;
    let furthest = 0;
    for (const { rgba, delay } of frames) {
      const at = shownAt(delays, start + delay / 2);
      const own = apart(rgba, goals[at]!);
      furthest = Math.max(furthest, own);
      // No other figure is nearer, but those that look the same.
      for (const goal of goals)
        if (apart(goal, goals[at]!) > 1) expect(own).toBeLessThan(apart(rgba, goal));
      start += delay;
    }
    // 256 colours a frame instead of all: a level of 255 on average
    expect(furthest).toBeLessThan(1);
    expect(frames.length).toBeGreaterThan(8);
  },
  60_000,
);

test('without a ground a frame is not seen through the next one, and nothing is half there', () => {
  const at = (x: number): Figure => ({
    ...{ width: 40, height: 20, background: null, title: '', description: '' },
    marks: [{ kind: 'rect', x, y: 5, width: 10, height: 10, fill: '#ff0000', opacity: 0.8 }],
  });
  const { frames } = readGif(gif([at(5), at(25)], [100, 100], 0));
  const pixel = (frame: number, x: number) => {
    const start = (10 * 40 + x) * 4;
    return [...frames[frame]!.rgba.slice(start, start + 4)];
  };
  // 0.8 of red on white: 255, and 255 · 0.2 = 51 of the others
  expect([pixel(0, 10), pixel(0, 30)]).toEqual([
    [255, 51, 51, 255],
    [0, 0, 0, 0],
  ]);
  expect([pixel(1, 10), pixel(1, 30)]).toEqual([
    [0, 0, 0, 0],
    [255, 51, 51, 255],
  ]);
});
