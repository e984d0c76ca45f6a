import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stageFigure } from '../../core/figure/stage.ts';
import { toSvg } from '../../core/figure/toSvg.ts';
import { reportFigure } from '../../core/figure/reportFigure.ts';
import { inputFor, SCENES, TENSORS } from './scenes.ts';

const formulaLine = (text: string, style: 'formula' | 'result') => ({
  style,
  text,
  tokens: [{ text, role: 'plain' as const }],
});

for (const [name, figure] of Object.entries(SCENES))
  test(`figure ${name} looks as in the gallery`, async () => {
    await expect(normalised(toSvg(figure()))).toMatchFileSnapshot(`gallery/${name}.svg`);
  });

for (const t of [1, 1.5, 2.5, 5, 8])
  test(`the stage at ${t} looks as in the gallery`, async () => {
    const input = inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { pinned: 9 });
    await expect(normalised(toSvg(stageFigure(input, t)))).toMatchFileSnapshot(
      `gallery/stage-${t}.svg`,
    );
  });

test('the report page looks as in the gallery', async () => {
  const {
    plan,
    x,
    y,
    statistics = null,
    view,
    labels,
  } = inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { pinned: 9 });
  const figure = reportFigure({
    title: 'BatchNorm1d averages over N and L: 8 values for each of 5 channels',
    subtitle: 'Pinned: C = 2. Its eight cells share one mean and one variance.',
    optionsLine: 'BatchNorm1d(num_features=5, eps=1e-05, momentum=0.1) · train',
    dataLine: 'N 2 × C 5 × L 4 · float32 · torch seed 42',
    plan,
    x,
    y,
    statistics,
    view,
    labels: {
      ...labels,
      statistics: 'Statistics, one per channel',
      more: (count) => `… and ${count} more`,
      slice: 'Slice C = 2',
      pinned: 'The pinned cell x[0, 2, 1] = 1.6487',
    },
    pinned: [
      { text: 'mean', style: 'heading', aside: 'over N and L' },
      formulaLine('μ = (−0.7521 + 1.6487 − 0.3925 − …)/8', 'formula'),
      formulaLine('  = −0.0431', 'result'),
    ],
    version: '0.0.0',
  });
  await expect(normalised(toSvg(figure))).toMatchFileSnapshot('gallery/report.svg');
});

test('docs/gallery.md shows every figure of the gallery once, and says of each what it is', () => {
  const page = readFileSync(new URL('../../docs/gallery.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/gallery\/([\w.-]+)\.svg\)\s+\|\s+`([\w.-]+)`: \S/g)];
  for (const [, file, name] of shown) expect(name).toBe(file);
  const files = readdirSync(new URL('gallery/', import.meta.url));
  expect(shown.map(([, file]) => `${file}.svg`).sort()).toEqual(files.sort());
});

/**
 * Fewer digits: the last ones of sines differ between machines, a tenth of a pixel is not seen.
 * Matrices keep three, as they multiply.
 */
function normalised(svg: string): string {
  const round = (text: string, digits: number) =>
    text.replace(/-?\d+\.\d{2,}/g, (value) => String(+(+value).toFixed(digits) + 0));
  return svg.replace(
    /(points|matrix|x|y|cx|cy)(="|\()([^")]*)/g,
    (_, name: string, open, body: string) =>
      name === 'matrix' ? `matrix${open}${round(body, 3)}` : `${name}${open}${round(body, 1)}`,
  );
}
