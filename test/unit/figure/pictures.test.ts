import { expect, test } from 'vitest';
import {
  cellCodes,
  cellPaint,
  facePacked,
  facePixels,
  kindOf,
  PLACE,
} from '../../../core/figure/cellPaint.ts';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { wholeTensor, type DisplayTensor } from '../../../core/figure/displayTensor.ts';
import { pictureRange, withPicture } from '../../../core/figure/picture.ts';
import { INITIAL_VIEW, type ViewState } from '../../../core/figure/state.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const axes = ['N', 'C', 'H', 'W'];
const unit = { axes, scale: 'unit' } as const;
const imagenet = { axes, scale: 'imagenet' } as const;
/** Two pictures of two pixels side by side; R, G and B of the first: (0, 1), (0.2, 0.4), (1, 0). */
const values = [0, 1, 0.2, 0.4, 1, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
const plain = wholeTensor(tensor(Float32Array.from(values), [2, 3, 1, 2]));
const x = withPicture(plain, unit);

const figure = (input: DisplayTensor, view: Partial<ViewState> = {}, width = 900, height = 600) =>
  cubeFigure({
    ...{ width, height, x: input, y: null, gizmo: false },
    plan: planLayer({ layer: 'BatchNorm2d', options: {}, mode: 'train' }, input.shape),
    view: { ...INITIAL_VIEW, fourD: 'separate', ...view },
    labels: { x: 'x', y: 'y', axisNames: {} },
  });
const images = (...given: Parameters<typeof figure>) =>
  figure(...given).marks.flatMap((mark) => (mark.kind === 'image' ? [mark] : []));

/** Colour of a side that is lit fully, as hex. */
const colour = (input: DisplayTensor, flat: number, mode: ViewState['colour'] = 'value') =>
  facePacked(cellPaint(input, { ...INITIAL_VIEW, colour: mode }, 1), flat, 0, true, 1).toString(16);

test('a channel runs from black to its own colour, the same for cells one by one and in pictures of slices', () => {
  expect([0, 1, 4, 5].map((flat) => colour(x, flat))).toEqual([
    '141418', // R 0
    'ff5a4d', // R 1
    '4d88ff', // B 1
    '141418', // B 0
  ]);
  // G 0.2 is level 51 of 255: 20 + (56 − 20)/5, 20 + (196 − 20)/5, 24 + (94 − 24)/5.
  expect(colour(x, 2)).toBe('1b3726');
  const paint = cellPaint(x, INITIAL_VIEW, 1);
  const pixel = facePixels(paint, 1)(2, cellCodes(paint)[2]! & PLACE, 0, true);
  // Red lies first.
  expect(pixel.toString(16)).toBe('ff26371b');
});

test('statistics keep their hues, and what is no picture its value colours', () => {
  expect(colour(x, 1, 'group')).toBe(colour(plain, 1, 'group'));
  expect(colour(plain, 1)).not.toBe('ff5a4d');
  const grey = withPicture(wholeTensor(tensor(Float32Array.of(0, 1), [1, 1, 1, 2])), unit);
  expect([0, 1].map((flat) => colour(grey, flat))).toEqual(['141418', 'ffffff']);
});

test('less mean over deviation, colours reach over all that a picture can have', () => {
  // (0 − 0.485)/0.229 and (1 − 0.406)/0.225
  expect(pictureRange(imagenet)[0]).toBeCloseTo(-2.1179, 4);
  expect(pictureRange(imagenet)[1]).toBeCloseTo(2.64, 4);
  // The scale of other values would end at 1 and mark what lies beyond.
  const wide = tensor(Float32Array.of(-2.1, 2.6, 0), [1, 3, 1, 1]);
  const paint = cellPaint(withPicture(wholeTensor(wide), imagenet), INITIAL_VIEW, 1);
  expect([0, 1].map((flat) => kindOf(paint, flat))).toEqual(['finite', 'finite']);
});

test('a tensor of other axes or of two channels is no picture', () => {
  const two = wholeTensor(tensor(new Float32Array(4), [1, 2, 1, 2]));
  expect(withPicture(two, unit)).toBe(two);
  const other = wholeTensor(tensor(new Float32Array(6), [1, 3, 2], ['N', 'C', 'L']));
  expect(withPicture(other, unit)).toBe(other);
});

test('each sample is named by its own picture, small windows too', () => {
  for (const [width, height] of [
    [900, 600],
    [420, 300],
  ]) {
    const [first, second, ...more] = images(x, {}, width, height);
    expect(more).toEqual([]);
    expect([first!.width, first!.height]).toEqual([2, 1]);
    // 255 · (0, 0.2, 1) and 255 · (1, 0.4, 0)
    expect(Array.from(first!.rgba)).toEqual([0, 51, 255, 255, 255, 102, 0, 255]);
    expect(Array.from(second!.rgba.slice(0, 4))).toEqual([128, 128, 128, 255]);
  }
  expect(images(plain)).toEqual([]);
});

test('a small picture undoes mean and deviation, and stands in whatever order the axes lie', () => {
  // (0.2 − mean)/std of each channel
  const scaled = [(0.2 - 0.485) / 0.229, (0.4 - 0.456) / 0.224, (1 - 0.406) / 0.225];
  const last = tensor(Float32Array.from(scaled), [1, 1, 1, 3], ['N', 'H', 'W', 'C']);
  const [mark] = images(withPicture(wholeTensor(last), imagenet));
  expect(Array.from(mark!.rgba)).toEqual([51, 102, 255, 255]);
});

test('the key shows a bar for each channel and where they end, beside that of the output', () => {
  const drawn = figure({ ...x }).marks;
  const fills = drawn.flatMap((mark) => (mark.kind === 'rect' && mark.fill ? [mark.fill] : []));
  const texts = drawn.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  // The last of thirty steps: 29.5/30 of the way, in the light of a front.
  expect(fills.length).toBeGreaterThanOrEqual(90);
  expect(texts).toContain('0.00');
  expect(texts).toContain('1.00');
});

test('a batch of one has no axis beside its cube, for which no room is left', () => {
  const one = withPicture(wholeTensor(tensor(new Float32Array(6), [1, 3, 1, 2])), unit);
  const action = (mark: object) => 'action' in mark && mark.action === 'axis:N';
  expect(figure(x).marks.some(action)).toBe(true);
  expect(figure(one).marks.some(action)).toBe(false);
  expect(images(one)).toHaveLength(1);
});
