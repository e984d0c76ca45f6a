import { expect, test } from 'vitest';
import type { Mark, TextMark } from '../../../core/figure/marks.ts';
import { reportFigure } from '../../../core/figure/reportFigure.ts';
import type { ReportFigureInput } from '../../../core/figure/reportInput.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

const formulaLine = (text: string, style: 'formula' | 'result') => ({
  style,
  text,
  tokens: [{ text, role: 'plain' as const }],
});

function report(
  x: Tensor,
  layer: LayerSpec['layer'],
  options: LayerOptions,
  view: Partial<ReportFigureInput['view']> = {},
  rest: Partial<ReportFigureInput> = {},
) {
  const { labels, statistics = null, ...input } = inputFor(x, layer, options, view);
  return reportFigure({
    plan: input.plan,
    x: input.x,
    y: input.y,
    view: input.view,
    statistics,
    title: 'BatchNorm1d averages over N and L: 8 values for each of 5 channels',
    subtitle: 'a subtitle',
    optionsLine: 'BatchNorm1d(num_features=5, eps=1e-05)',
    dataLine: 'N 2 × C 5 × L 4',
    labels: {
      ...labels,
      statistics: 'Statistics, one per channel',
      more: (count) => `… and ${count} more`,
      slice: 'Slice C = 2',
      pinned: 'The pinned cell',
    },
    pinned: [formulaLine('μ = −0.0431', 'result')],
    version: '1.2.3',
    ...rest,
  });
}

const words = (figure: ReturnType<typeof report>) =>
  figure.marks.filter((mark): mark is TextMark => mark.kind === 'text').map(({ text }) => text);

test('a report says what was run, on what, and by which version', () => {
  expect(words(report(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }))).toEqual(
    expect.arrayContaining([
      'BatchNorm1d averages over N and L: 8 values for each of 5 channels',
      'a subtitle',
      'BatchNorm1d(num_features=5, eps=1e-05)',
      'N 2 × C 5 × L 4',
      'Normscope 1.2.3',
    ]),
  );
});

test('the cards hold the notebook’s means and variances', () => {
  expect(words(report(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }))).toEqual(
    expect.arrayContaining([
      ...['0.6264', '−0.1400', '−0.0431', '0.0626', '−0.0629'],
      ...['1.6543', '0.9625', '1.1125', '1.2423', '1.0358'],
    ]),
  );
});

test('the pinned cell’s slice stands beside the cubes to four decimals, its arithmetic below', () => {
  const figure = report(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { pinned: 9 });
  expect(words(figure)).toEqual(
    expect.arrayContaining(['1.6487', '−0.7521', '1.3123', '−0.3553', 'N 1', 'L 3', 'μ = −0.0431']),
  );
});

test('statistics that have no card are counted, and the pinned one always has one', () => {
  // 1280 px hold 8 cards in a row and two rows: 15 cards and the count of the other 25.
  const figure = report(TENSORS.large, 'BatchNorm1d', { num_features: 40 });
  expect(words(figure)).toContain('… and 25 more');
  const pinned = report(
    TENSORS.large,
    'BatchNorm1d',
    { num_features: 40 },
    { pinned: 40 * 33 },
    { pinned: [] },
  );
  expect(words(pinned).filter((text) => text === 'C 33').length).toBeGreaterThan(0);
});

test('a report needs neither output nor statistics', () => {
  const figure = report(
    TENSORS.nlp,
    'BatchNorm1d',
    { num_features: 5 },
    {},
    { y: null, statistics: null },
  );
  expect(words(figure)).not.toContain('output y');
});

test('every word of a report is on its page', () => {
  for (const [x, layer, options] of [
    [TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }],
    [TENSORS.image, 'BatchNorm2d', { num_features: 3 }],
    [TENSORS.volume, 'BatchNorm3d', { num_features: 3 }],
  ] as const)
    for (const colour of ['value', 'group'] as const) {
      const figure = report(x, layer, options, { pinned: 3, colour });
      for (const mark of figure.marks) {
        if (mark.kind !== 'text' || mark.transform) continue;
        const width = textWidth(mark.text, mark.size, mark.family, mark.weight);
        const left =
          mark.x - (mark.anchor === 'middle' ? width / 2 : mark.anchor === 'end' ? width : 0);
        expect(left, mark.text).toBeGreaterThanOrEqual(0);
        expect(left + width, mark.text).toBeLessThanOrEqual(figure.width);
        expect(mark.y, mark.text).toBeLessThanOrEqual(figure.height);
      }
    }
});

const LAYERS = ['BatchNorm', 'GroupNorm', 'LayerNorm', 'RMSNorm'] as const;

for (const [name, x] of [
  ['NLP', TENSORS.nlp],
  ['image', TENSORS.image],
] as const)
  for (const layer of LAYERS)
    for (const pinned of [null, 9, 30])
      test(`the ${name} example’s ${layer} stays within the margins, pinned at ${pinned}`, () => {
        const channels = x.shape[1] as number;
        const figure =
          layer === 'BatchNorm'
            ? report(
                x,
                x.shape.length === 4 ? 'BatchNorm2d' : 'BatchNorm1d',
                { num_features: channels },
                { pinned },
              )
            : report(
                x,
                layer,
                layer === 'GroupNorm'
                  ? { num_groups: channels, num_channels: channels }
                  : { normalized_shape: x.shape.slice(1) },
                { pinned },
              );
        for (const mark of figure.marks) {
          const [left, right] = sidesOf(mark);
          expect(left, JSON.stringify(mark)).toBeGreaterThanOrEqual(40 - 1);
          expect(right, JSON.stringify(mark)).toBeLessThanOrEqual(1280 - 40 + 1);
        }
        // The column's divider: marks are on one side of it, the foot's line apart.
        if (pinned !== null)
          for (const mark of figure.marks.filter(({ cell }) => cell))
            expect(sidesOf(mark)[1], JSON.stringify(mark)).toBeLessThanOrEqual(868 + 1);
      });

/** Smallest and largest x of a mark; the frame of a text on a face is not looked at. */
function sidesOf(mark: Mark): readonly [number, number] {
  switch (mark.kind) {
    case 'polygon':
    case 'line': {
      const xs = mark.points.filter((_, i) => i % 2 === 0);
      return [Math.min(...xs), Math.max(...xs)];
    }
    case 'rect':
      return [mark.x, mark.x + mark.width];
    case 'circle':
      return [mark.x - mark.r, mark.x + mark.r];
    case 'text': {
      if (mark.transform) return [mark.transform[4], mark.transform[4]];
      const width = textWidth(mark.text, mark.size, mark.family, mark.weight);
      const left =
        mark.x - (mark.anchor === 'middle' ? width / 2 : mark.anchor === 'end' ? width : 0);
      return [left, left + width];
    }
    case 'image': {
      const [a, , c, , e] = mark.transform;
      const xs = [e, e + a * mark.width, e + c * mark.height];
      return [Math.min(...xs), Math.max(...xs)];
    }
  }
}
