import { describe, expect, test } from 'vitest';
import type { Figure } from '../../../core/figure/marks.ts';
import { placed } from '../../../core/figure/placed.ts';
import { madeUp } from '../../../core/pages/madeUp.ts';
import { makeupOf, sizedPage, type DrawnPage } from '../../../core/pages/pageLayout.ts';
import type { SubjectOf } from '../../../core/pages/subject.ts';
import { trainingPage, trainingRun } from '../../../core/pages/trainingPage.ts';
import { PRESET_NAMES, PRESETS, sizeOf, type Preset } from '../../../core/report/preset.ts';

const head = { schema: 'normscope-preset', schemaVersion: 1 } as const;
const training: SubjectOf<'training'> = {
  ...{ kind: 'training', momentum: 0.1, freezeFrom: null },
  ...{ channel: 0, step: 4, theme: 'light' },
};
const labels: Parameters<typeof trainingPage>[2] = {
  ...{ lead: 'The lead.', mean: 'Mean', variance: 'Variance', unbiased: 'unbiased' },
  ...{ keys: ['batch', 'running', 'true'], made: 'Normscope 1.2.3' },
};
const page = (preset?: Preset): DrawnPage =>
  trainingPage(training, trainingRun(training), labels, makeupOf(preset).parts);
const texts = ({ marks }: Figure) =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

/** A page of one letter, as high as 1000 pixels of text need at its width. */
const flowing: DrawnPage = {
  natural: 1200,
  least: 400,
  at: (width) => ({
    ...{ width, height: Math.ceil(960_000 / width), background: '#ffffff', title: 't' },
    description: '',
    marks: [{ kind: 'text', x: 0, y: 0, text: 'a', size: 20, family: 'sans', fill: '#000000' }],
  }),
};
const letter = ({ marks: [mark] }: Figure) => (mark?.kind === 'text' ? mark.size : 0);

describe('the size of a page', () => {
  test.each(
    PRESET_NAMES.filter((name) => sizeOf(PRESETS[name]).width !== 1280 || name !== 'report'),
  )('%s is that of its preset, in every part within it', (name) => {
    const preset: Preset = PRESETS[name];
    const { width, height } = sizeOf(preset);
    const figure = madeUp(page(preset), training, preset);
    expect(figure.width).toBe(width);
    // What is printed in a text has the height that it needs.
    if (!name.startsWith('paper')) expect(figure.height).toBe(height);
    for (const mark of figure.marks) {
      if (mark.kind !== 'text') continue;
      expect(mark.x).toBeGreaterThanOrEqual(0);
      expect(mark.x).toBeLessThanOrEqual(width);
      expect(mark.y).toBeLessThanOrEqual(figure.height);
    }
  });

  test('is that of its contents where a preset asks for none', () => {
    expect(madeUp(page(), training, undefined).width).toBe(1200);
    expect(madeUp(page(), training, { ...head, look: 'dark' }).width).toBe(1200);
  });

  test('on a slide its letters are as large as a layout lets them be', () => {
    // 960 000 pixels on 1280 × 720: at 1200 wide 800 high, so 0.9 as large; at 1480 649 high, so 0.865 by its width
    expect(letter(sizedPage(flowing, { ...head, size: 'slide-16-9' }, 0))).toBeCloseTo(18, 5);
    // on A4, 1000 × 1414: at 760 wide 1264 high, so 1.119
    expect(letter(sizedPage(flowing, { ...head, size: 'a4' }, 0))).toBeCloseTo(22.37, 2);
  });

  test('leaves room for a caption, which is not scaled', () => {
    const preset: Preset = { ...head, size: 'slide-16-9', caption: 'Mine.' };
    const figure = madeUp(page(preset), training, preset);
    expect([figure.width, figure.height]).toEqual([1280, 720]);
    const mine = figure.marks.find((mark) => mark.kind === 'text' && mark.text === 'Mine.');
    expect(mine).toMatchObject({ size: 14 });
    expect(mine?.kind === 'text' && mine.y).toBeLessThan(720);
  });
});

test('parts of a page that a preset leaves out are not drawn', () => {
  const all = texts(madeUp(page(), training, undefined));
  expect(all).toEqual(expect.arrayContaining(['The lead.', 'Normscope 1.2.3']));
  const preset: Preset = { ...head, parts: ['statistics'] };
  const less = texts(madeUp(page(preset), training, preset));
  expect(less).toContain('Mean');
  for (const text of ['The lead.', 'Normscope 1.2.3', 'BatchNorm1d(momentum=0.1) · C = 0'])
    expect(less).not.toContain(text);
});

test('a caption keeps its line breaks and every letter of a long word, and takes no more than two fifths of a picture', () => {
  const caption = `first\nsecond ${'가'.repeat(300)}`;
  const preset: Preset = { ...head, size: 'a4', caption };
  const said = texts(madeUp(page(preset), training, preset));
  expect(said).toContain('first');
  const word = said.filter((text) => /가/.test(text)).join('');
  expect(word.replace('second ', '')).toBe('가'.repeat(300));
  const long: Preset = { ...head, size: 'square', caption: 'word '.repeat(20_000) };
  const figure = madeUp(page(long), training, long);
  const lines = texts(figure).filter((text) => text.startsWith('word'));
  // 1080 · 0.4 / 20 = 21.6
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toMatch(/…$/);
});

test('what is placed keeps its proportions', () => {
  const marks = placed(
    [
      { kind: 'rect', x: 10, y: 20, width: 4, height: 6, radius: 2, fill: null, stroke: '#000000' },
      { kind: 'line', points: [0, 0, 10, 20], stroke: '#000000', strokeWidth: 3, dash: [2, 4] },
      {
        ...{ kind: 'text', x: 5, y: 6, text: 'a', size: 7, family: 'mono', fill: '#000000' },
        transform: [1, 2, 3, 4, 5, 6],
      },
    ],
    { x: 100, y: 200, scale: 0.5 },
  );
  expect(marks).toMatchObject([
    { x: 105, y: 210, width: 2, height: 3, radius: 1, strokeWidth: 0.5 },
    { points: [100, 200, 105, 210], strokeWidth: 1.5, dash: [1, 2] },
    // the frame is scaled, and what stands in it as it was
    { x: 5, y: 6, size: 7, transform: [0.5, 1, 1.5, 2, 102.5, 203] },
  ]);
});
