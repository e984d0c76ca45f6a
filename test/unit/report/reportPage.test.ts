import { expect, test } from 'vitest';
import { displayTensor } from '../../../electron/workers/displayTensor.ts';
import { notebookExample, type NotebookId } from '../../../core/examples/notebook.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import type { Figure } from '../../../core/figure/marks.ts';
import { INITIAL_VIEW, type ViewState } from '../../../core/figure/state.ts';
import { formOf } from '../../../core/norm/fits.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { reportPage } from '../../../core/report/reportPage.ts';
import type { Language } from '../../../core/settings.ts';

function page(
  id: NotebookId,
  spec: LayerSpec,
  view: Partial<ViewState> = {},
  language: Language = 'en',
): Figure {
  const { tensor: x, name, seed, axisLabels } = notebookExample(id);
  const result = normalize(spec, x);
  return reportPage({
    name,
    seed,
    axisLabels,
    x,
    result,
    display: { x: wholeTensor(x), y: wholeTensor(result.output) },
    view: { ...INITIAL_VIEW, ...view },
    language,
    version: '1.2.3',
  });
}

function textsOf(figure: Figure): string[] {
  return figure.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
}

const BATCH = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;

test('the page carries title, layer with options, shape, seed and version', () => {
  const texts = textsOf(page('nlp', BATCH));
  expect(texts).toContain('BatchNorm1d averages over N and L: 8 values for each of 5 channels');
  expect(texts).toContain(
    'BatchNorm1d(num_features=5, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True) · train',
  );
  expect(texts.join('\n')).toContain('N 2 × C 5 × L 4');
  expect(texts.join('\n')).toContain('torch seed 42');
  expect(texts).toContain('Normscope 1.2.3');
});

test('a pinned cell brings its slice and its arithmetic with the notebook’s numbers', () => {
  // x[0, 2, 1] lies at 0 · 20 + 2 · 4 + 1 = 9
  const texts = textsOf(page('nlp', BATCH, { pinned: 9 }));
  expect(texts).toContain('The pinned cell x[0, 2, 1] = 1.6487');
  expect(texts).toContain('Input slice C = 2');
  expect(texts).toContain('  = −0.0431');
  expect(texts).toContain('  = 1.1125');
  expect(texts).toContain('y = 1 · 1.6039 + 0 = 1.6039');
  // 0.1 · −0.0431 and 0.9 + 0.1 · 1.1125 · 8/7
  expect(texts).toContain('running_mean[2] ← 0.9 · 0 + 0.1 · (−0.0431)');
  expect(texts).toContain('  = 1.0271');
});

test('a step draws the stage of that moment, with its sentence and its formula', () => {
  const texts = textsOf(page('nlp', BATCH, { pinned: 9, step: 2 }));
  expect(texts).toContain('Add the 8 values of channel 2 and divide by 8: μ = −0.0431.');
  // −0.7521 + 1.6487 − 0.3925 − 1.4036 + 1.3123 + 0.6872 − 1.0892 − 0.3553 = −0.3445
  expect(texts.some((text) => /^μ = \(.* \/ 8 = −0\.0431$/.test(text))).toBe(true);
  // the finished output is not there yet: 1.6039 is written in the column alone, not on a cell
  expect(texts).not.toContain('1.60');
  expect(textsOf(page('nlp', BATCH, { pinned: 9 }))).toContain('1.60');
});

test('between two steps the nearer one is told, and the page is a function of the moment', () => {
  const at = (step: number) => page('nlp', BATCH, { pinned: 9, step });
  expect(textsOf(at(4.4)).join('\n')).toContain('Square every deviation');
  expect(textsOf(at(4.5)).join('\n')).toContain('Add the 8 squared deviations of channel 2');
  expect(at(4.5).marks).not.toEqual(at(4.6).marks);
  expect(at(4.5)).toEqual(at(4.5));
});

test('without a pinned cell a step shows the first group; of a step that the layer lacks the nearest', () => {
  const first = textsOf(page('nlp', BATCH, { step: 2 }));
  expect(first.some((text) => text.endsWith('/ 8 = 0.6264'))).toBe(true);
  const rms = { layer: 'RMSNorm', options: { normalized_shape: [4] }, mode: 'train' } as const;
  // no mean is subtracted: gathering its values is nearest
  expect(textsOf(page('nlp', rms, { step: 2 }))).toContain(
    'Gather the 4 values of channel 0 of sample 0; the axis L disappears.',
  );
});

test('a window has its steps too, in both languages', () => {
  const window = { layer: 'LocalResponseNorm', options: { size: 3 }, mode: 'train' } as const;
  const texts = (language: Language) =>
    textsOf(page('image', window, { step: 0 }, language)).join('\n');
  expect(texts('en')).toContain('3 channels around channel 0; 1 of them lies beyond the edge');
  expect(texts('ko')).toContain('채널 0 둘레의 채널 3개이고, 그 가운데 1개는 가장자리 밖이라');
});

test('what stands under a step lies between the cubes and the statistics, within the margins', () => {
  for (const step of [0, 2, 4.5, 5, 8, 10])
    for (const pinned of [null, 31]) {
      const spec = { layer: 'GroupNorm', options: { num_groups: 3 }, mode: 'train' } as const;
      const { marks } = page('image', spec, { pinned, step }, 'ko');
      const told = marks.flatMap((mark) =>
        mark.kind === 'text' && mark.size === 15 && mark.weight === 600 ? [mark] : [],
      );
      expect(told).toHaveLength(1);
      expect(told[0]?.x).toBe(40);
    }
});

test('the Korean page has no English sentence', () => {
  const texts = textsOf(page('nlp', BATCH, { pinned: 9 }, 'ko'));
  expect(texts).toContain('BatchNorm1d는 N과 L에 걸쳐 평균을 냅니다: 채널 5개 각각에 값 8개씩');
  expect(texts.join('\n')).not.toMatch(/\b(averages|over|divided|cell|one per|values)\b/);
});

const onImages = LAYERS.filter((row) => formOf(row, 4) !== null);

test.each(onImages.map(({ name }) => name))(
  '%s has a page with and without a pinned cell, in both languages',
  (layer) => {
    for (const mode of ['train', 'eval'] as const)
      for (const language of ['en', 'ko'] as const)
        for (const pinned of [null, 31]) {
          const texts = textsOf(page('image', { layer, options: {}, mode }, { pinned }, language));
          expect(texts[0]).toContain(layer);
          expect(texts.join('\n')).not.toMatch(/undefined|NaN|\[object/);
        }
  },
);

test('the page of a large tensor says what a drawn cell is, and its table has the exact values', () => {
  // blocks of 2 along C; x[1, 2001] is the last value of its block
  const x = tensor(
    Float32Array.from({ length: 2 * 4096 }, (_, i) => (i % 4096) / 1000),
    [2, 4096],
  );
  const spec = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;
  const result = normalize(spec, x);
  const texts = (language: Language, pooling: 'mean' | 'max') =>
    reportPage({
      name: 'large.npy',
      axisLabels: {},
      x,
      result,
      display: { x: displayTensor(x), y: displayTensor(result.output) },
      view: { ...INITIAL_VIEW, pinned: 4096 + 2001, pooling },
      language,
      version: '1.2.3',
    }).marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  expect(texts('en', 'mean')).toContain('Each drawn cell is the mean of 1×2 values');
  expect(texts('ko', 'max')).toContain('그려진 칸 하나는 값 1×2개의 최댓값입니다');
  expect(texts('en', 'max')).toEqual(expect.arrayContaining(['C 2001', '2.001', '2.002']));
});
