import { expect, test } from 'vitest';
import { valueLegend } from '../../../core/figure/legend.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';

/** Left and right ends of the numbers under the bar. */
function numbers(domain: number, width: number): { text: string; from: number; to: number }[] {
  return valueLegend('light', domain, '', 200, 0, width).flatMap((mark) => {
    if (mark.kind !== 'text') return [];
    const { text, x, anchor } = mark;
    const long = textWidth(text, 11, 'mono');
    const from = x - (anchor === 'end' ? long : anchor === 'middle' ? long / 2 : 0);
    return [{ text, from, to: from + long }];
  });
}

test.each([
  [2.27, 150, ['-2.27', '0', '2.27']],
  [10_000, 150, ['-10000', '0', '10000']],
  [10_000, 90, ['-10000', '10000']],
  [10_000, 60, ['±10000']],
])('a key of ±%s that is %s wide shows the numbers that fit', (domain, width, texts) => {
  const shown = numbers(domain, width);
  expect(shown.map(({ text }) => text.replace('−', '-'))).toEqual(texts);
  shown.slice(1).forEach(({ from }, i) => expect(from).toBeGreaterThan(shown[i]!.to));
});
