import { expect, test } from 'vitest';
import { chartMarks } from '../../../core/figure/chart.ts';
import { wrapText, textWidth } from '../../../core/figure/textWidth.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { columnsOf } from '../../../core/pages/cardsPage.ts';
import { pageSubject, type SubjectOf } from '../../../core/pages/subject.ts';
import { trainingPage, trainingRun } from '../../../core/pages/trainingPage.ts';
import { WHOLE_PAGE } from '../../../core/pages/pageLayout.ts';
import { verificationPage } from '../../../core/pages/verificationPage.ts';
import { words } from '../../../core/pages/words.ts';
import { Mismatch } from '../../../core/shape/shape.ts';
import { permutedFlat } from '../../../core/tensor/permute.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { verify } from '../../../core/verify/verification.ts';

const training: SubjectOf<'training'> = {
  kind: 'training',
  momentum: 1,
  freezeFrom: null,
  channel: 0,
  step: 4,
  theme: 'light',
};

test('four cards stand two by two, others in one or two rows of up to three', () => {
  expect([1, 2, 3, 4, 5, 6].map(columnsOf)).toEqual([1, 2, 3, 2, 3, 3]);
});

test('a wrapped text keeps its words, and no line is wider than the room', () => {
  const text = 'One NaN spoils every cell that shares its statistic, and 한국어도 함께 넘어갑니다.';
  const lines = wrapText(text, 160, 14, 'sans');
  expect(lines.join(' ')).toBe(text);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(textWidth(line, 14, 'sans')).toBeLessThanOrEqual(160);
});

test('on the narrowest page of a pair every entry is written whole, in two lines where one is too short', () => {
  // A row less its mean 2, over √(2/3 + 1e-5), and one of 4.
  const rows = [1, 2, 3, 2, 4, 6];
  const values = rows.map(
    (value, i) => (value - (i < 3 ? 2 : 4)) / Math.sqrt((i < 3 ? 2 : 8) / 3 + 1e-5),
  );
  const at = (data: readonly number[]) => tensor(Float32Array.from(data), [2, 3]);
  const page = verificationPage({
    verification: verify(at(rows), at(values)),
    axes: ['N', 'C'],
    pictures: null,
    entry: 0,
    view: INITIAL_VIEW,
    lead: '',
    labels: { x: '', y: '', clipped: '' },
    made: '',
    parts: WHOLE_PAGE,
    say: (key, params) => words('ko', key, key, params),
  });
  const texts = page
    .at(page.least)
    .marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  expect(texts.join(' ')).toContain('제곱근 안의 eps 1e-5 · γ, β 없음 · train');
  expect(texts.filter((text) => text.endsWith('…'))).toEqual([]);
});

test('with momentum 1 the running mean of a page is the mean of its batch', () => {
  const fed = trainingRun(training);
  expect(fed).toHaveLength(30);
  expect(fed[4]?.running.mean).toEqual(fed[4]?.mean);
  const page = trainingPage(training, fed, {
    lead: '',
    mean: 'Mean',
    variance: 'Variance',
    keys: ['this batch', 'running', 'true'],
    unbiased: 'unbiased',
    made: '',
  }).at(1200);
  const texts = page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  // the true mean of channel 0 is 2, its variance 1.5² = 2.25
  expect(texts).toEqual(
    expect.arrayContaining(['BatchNorm1d(momentum=1) · C = 0', '2.0000', '2.2500']),
  );
});

test('a chart has a point for every batch, pale where it is still to come, and a line up to the present one', () => {
  const marks = chartMarks(
    {
      title: 'Mean',
      role: 'mean',
      batch: [1, 3, 2],
      running: [0.5, 1, 1.5],
      truth: 2,
      step: 1,
      frozen: null,
      keys: ['batch', 'running', 'true'],
    },
    'light',
    { x: 0, y: 0, width: 300, height: 200 },
  );
  const circles = marks.filter((mark) => mark.kind === 'circle');
  expect(circles.map(({ opacity }) => opacity)).toEqual([undefined, undefined, 0.25]);
  const running = marks.filter((mark) => mark.kind === 'line' && mark.strokeWidth === 2.75).at(-1);
  // two batches were fed: two points
  expect(running).toMatchObject({ points: { length: 4 } });
});

test('a cell keeps its indices when its tensor is fed in another order of axes', () => {
  // x[1, 2, 3] of (2, 5, 4) is 1·20 + 2·4 + 3 = 31; as (N, L, C) of (2, 4, 5) it is 1·20 + 3·5 + 2 = 37
  expect(permutedFlat([2, 5, 4], ['N', 'C', 'L'], ['N', 'L', 'C'], 31)).toBe(37);
});

test('what a page is about is refused where it is none', () => {
  expect(pageSubject.read(training)).toEqual(training);
  expect(() => pageSubject.read({ ...training, channel: 3 })).toThrow(Mismatch);
  expect(() => pageSubject.read({ kind: 'lesson', lesson: 'none' })).toThrow(Mismatch);
});
