import { expect, test } from 'vitest';
import { FONT_FILES } from '../../../build/fonts.mjs';
import { fontFaceCss, fontFaces } from '../../../core/figure/fontFaces.ts';
import type { Mark, TextMark } from '../../../core/figure/marks.ts';

const text = (words: string, more: Partial<TextMark> = {}): Mark => ({
  kind: 'text',
  x: 0,
  y: 0,
  text: words,
  size: 12,
  family: 'sans',
  fill: '#000000',
  ...more,
});

test('the faces of a figure are those of its texts, each once, with Hangul only where there is some', () => {
  const marks = [
    text('input x'),
    text('y', { weight: 600 }),
    text('again'),
    text('1.5', { family: 'mono', weight: 700 }),
    text('평균', { weight: 600 }),
  ];
  expect(fontFaces({ marks }).map(({ file }) => file)).toEqual([
    'Inter-Regular',
    'Inter-SemiBold',
    'JetBrainsMono-Bold',
    'Pretendard-SemiBold',
  ]);
});

test('every face that a figure can name is a file of the program', () => {
  const weights = [400, 600, 700] as const;
  const marks = weights.flatMap((weight) => [
    text('가', { weight }),
    text('가', { weight, family: 'mono' }),
  ]);
  const files = FONT_FILES.map((file) => file.split('/').at(-1));
  for (const { file } of fontFaces({ marks })) expect(files).toContain(`${file}.woff2`);
});

test('the rules name family and weight, and hold the file', () => {
  const css = fontFaceCss(fontFaces({ marks: [text('x', { weight: 600 })] }), () => 'AAAA');
  expect(css).toBe(
    "@font-face{font-family:'Inter';font-weight:600;src:url(data:font/woff2;base64,AAAA) format('woff2')}",
  );
});
