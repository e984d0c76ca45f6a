import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import { hitTest } from '../../../core/figure/hitTest.ts';
import { overviewFigure, overviewPage } from '../../../core/figure/overview.ts';
import { boxOf } from '../../../core/figure/markBox.ts';
import { familyCards, overviewCards } from '../../../core/figure/overviewCards.ts';
import { formOf } from '../../../core/norm/fits.ts';
import { sharesWith } from '../../../core/figure/groupIndex.ts';
import { indexOf } from '../../../core/tensor/strides.ts';
import { overviewTexts } from '../../../core/texts/overview.ts';
import { LAYERS } from '../../../core/norm/layers.ts';

const examples = builtInExamples();
const idle = { theme: 'light', hovered: null } as const;

test.each(examples.map((example) => [example.id, example] as const))(
  'the overview of %s has every layer of the table that takes it as a batch',
  (_, { tensor }) => {
    const shown = new Set(overviewCards(tensor.shape, tensor.axes).map((card) => card.spec.layer));
    const oneSample = { 3: 'InstanceNorm2d', 4: 'InstanceNorm3d' }[tensor.shape.length];
    const fitting = LAYERS.filter((row) => formOf(row, tensor.shape.length))
      .map((row) => row.name)
      .filter((name) => name !== oneSample);
    expect([...shown]).toEqual(fitting);
  },
);

test('an option that decides what is averaged over has a card for each choice', () => {
  const names = overviewCards([2, 6, 4], ['N', 'C', 'L']).map((card) => card.name);
  expect(names).toEqual(
    expect.arrayContaining(['LayerNorm([6, 4])', 'LayerNorm(4)', 'GroupNorm(2)', 'GroupNorm(3)']),
  );
  expect(new Set(names).size).toBe(names.length);
});

test('over the channels of (N, C, L) alone it is the transformer’s LayerNorm, fed in its own order', () => {
  const cards = overviewCards([2, 6, 4], ['N', 'C', 'L']);
  const custom = cards.find((card) => card.spec.layer === 'Custom')!;
  const said = (language: 'en' | 'ko') => {
    const { title, line, count } = overviewTexts(language);
    return [title(custom), line(custom), count(custom)];
  };
  expect(said('en')).toEqual([
    'LayerNorm(6) on (N, L, C)',
    'averages over C · keeps N, L (dim 0, 2)',
    '8 averages of 6 values · here Custom(axes=1)',
  ]);
  expect(said('ko')).toEqual([
    '(N, L, C)의 LayerNorm(6)',
    'C에 걸친 평균 · N, L (dim 0, 2) 유지',
    '값 6개씩 평균 8개 · 여기서는 Custom(axes=1)',
  ]);
  expect(cards.filter((card) => card.alias).map((card) => card.id)).toEqual([custom.id]);
});

test.each([
  // By hand, from (2, 6, 4): one average for each of 6 channels, of 2 · 4 values; and so on.
  ['BatchNorm1d', 'keeps C (dim 1)', '6 averages of 8 values', '값 8개씩 평균 6개'],
  [
    'SyncBatchNorm',
    'keeps C (dim 1)',
    'the same 6 averages as BatchNorm1d',
    'BatchNorm1d와 같은 평균 6개',
  ],
  ['LayerNorm([6, 4])', 'keeps N (dim 0)', '2 averages of 24 values', '값 24개씩 평균 2개'],
  ['RMSNorm(4)', 'keeps N, C (dim 0, 1)', '12 mean squares of 4 values', '값 4개씩 제곱 평균 12개'],
  ['GroupNorm(3)', 'keeps N (dim 0)', '6 averages of 8 values', '값 8개씩 평균 6개'],
  [
    'InstanceNorm1d',
    'keeps N, C (dim 0, 1)',
    'the same 12 averages as LayerNorm(4)',
    'LayerNorm(4)와 같은 평균 12개',
  ],
  [
    'LocalResponseNorm',
    'along C (dim 1)',
    '48 windows, one for each value',
    '값마다 창 하나씩, 48개',
  ],
])('a card says how many averages %s makes of how many values', (name, keeps, en, ko) => {
  const card = overviewCards([2, 6, 4], ['N', 'C', 'L']).find((each) => each.name === name)!;
  expect(overviewTexts('en').line(card)).toContain(keeps);
  expect([overviewTexts('en').count(card), overviewTexts('ko').count(card)]).toEqual([en, ko]);
});

test('the first picture says what its letters stand for, where that is known', () => {
  const x = { shape: [2, 6, 4], axes: ['N', 'C', 'L'], axisLabels: { N: 'batch', L: 'tokens' } };
  expect(overviewTexts('en').shape(x)).toBe(
    'x of shape (2, 6, 4): dim 0 · N batch · 2, dim 1 · C · 6, dim 2 · L tokens · 4',
  );
});

test('a layer that PyTorch refuses on this input has no card', () => {
  // one value per channel: BatchNorm cannot train on it, LayerNorm can
  const names = overviewCards([1, 4], ['N', 'C']).map((card) => card.spec.layer);
  expect(names).not.toContain('BatchNorm1d');
  expect(names).toContain('LayerNorm');
});

test('a pointed cell keeps the colour of exactly the drawn cells that share its statistic, in every card', () => {
  const [, , { tensor }] = examples as [unknown, unknown, (typeof examples)[number]];
  const x = wholeTensor(tensor);
  const box = { width: 400, height: 300 };
  const hovered = 13;
  for (const card of overviewCards(tensor.shape, tensor.axes)) {
    const fills = (view: Parameters<typeof overviewFigure>[2]) =>
      new Map(
        overviewFigure(card, x, view, box, '').marks.flatMap((mark, i) =>
          mark.kind === 'polygon' && mark.cell && mark.fill
            ? [[`${mark.cell.flat}/${i}`, { flat: mark.cell.flat, fill: mark.fill }] as const]
            : [],
        ),
      );
    const before = fills(idle);
    const shares = sharesWith(card.plan, hovered);
    const same = new Map<number, boolean>();
    const unchanged = new Set([...before.values()].map(({ flat, fill }) => `${flat} ${fill}`));
    for (const { flat, fill } of fills({ ...idle, hovered }).values())
      same.set(flat, (same.get(flat) ?? true) && unchanged.has(`${flat} ${fill}`));
    for (const [flat, kept] of same)
      expect([card.name, flat, kept]).toEqual([
        card.name,
        flat,
        indexOf(tensor.shape, flat).every((index, axis) => shares(axis, index)),
      ]);
  }
});

test('as one picture it holds every card, and a point on a cube is a cell', () => {
  const [{ tensor }] = examples as [(typeof examples)[number]];
  const cards = overviewCards(tensor.shape, tensor.axes);
  const page = overviewPage({
    ...idle,
    cards,
    x: wholeTensor(tensor),
    width: 1366,
    labels: {
      headline: 'headline',
      shape: 'shape',
      title: ({ name }) => name,
      line: () => 'line',
      count: () => 'count',
    },
  });
  const texts = page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  for (const card of cards) expect(texts).toContain(card.name);
  const polygon = page.marks.find((mark) => mark.kind === 'polygon' && mark.cell);
  const points = polygon?.kind === 'polygon' ? polygon.points : [];
  const middle = (k: number) => (points[k]! + points[k + 4]!) / 2;
  expect(hitTest(page, middle(0), middle(1))?.cell).toMatchObject({ cube: 'x' });
});

test('a card has no numbers on its cells, however large it is', () => {
  const [{ tensor }] = examples as [(typeof examples)[number]];
  for (const card of overviewCards(tensor.shape, tensor.axes)) {
    const { marks } = overviewFigure(
      card,
      wholeTensor(tensor),
      idle,
      { width: 700, height: 700 },
      '',
    );
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts.filter((text) => /\.\d/.test(text))).toEqual([]);
  }
});

test('every row of the table has a card on some example, and the shelf of all shows it', () => {
  const shown = new Set(
    examples.flatMap(({ tensor }) =>
      familyCards(overviewCards(tensor.shape, tensor.axes), 'every').map(({ spec }) => spec.layer),
    ),
  );
  // one dimension fewer, or one more, than the examples have
  for (const [shape, axes] of [
    [[2, 4], 'NC'],
    [[2, 3, 2, 2, 2], 'NCDHW'],
  ] as const)
    for (const { spec } of overviewCards(shape, [...axes])) shown.add(spec.layer);
  expect(LAYERS.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

test('what acts on weights stands on a shelf of its own, its axes by their own names', () => {
  const { tensor } = examples.find((one) => one.tensor.shape.length === 4)!;
  const cards = familyCards(overviewCards(tensor.shape, tensor.axes), 'weight');
  expect(cards.map(({ spec }) => spec.layer)).toEqual(['WeightStandardization']);
  const { marks } = overviewFigure(
    cards[0]!,
    wholeTensor(tensor),
    idle,
    { width: 420, height: 300 },
    '',
  );
  const texts = marks.flatMap((mark) =>
    mark.kind === 'text' ? [mark.text.replace(/\s/gu, ' ')] : [],
  );
  const [filters, ...sizes] = tensor.shape;
  expect(texts).toEqual(
    expect.arrayContaining([
      `O ${filters}`,
      'O 0',
      'O 1',
      ...['I', 'kH', 'kW'].map((name, i) => `Σ ${name} ${sizes[i]}`),
    ]),
  );
  expect(texts.join()).not.toContain('N 0');
});

test('cells that a mask leaves out are hatched on the card, those that take part are not', () => {
  const [shape, axes] = [
    [3, 2, 4],
    ['N', 'C', 'L'],
  ] as const;
  const card = overviewCards(shape, axes).find(({ spec }) => spec.layer === 'MaskedBatchNorm1d')!;
  // sample n keeps 4 − n mod 2 positions: only the last position of sample 1 is left out
  expect(card.plan.idle).toEqual([11, 15]);
  expect(card.plan.taking).toBe(11);
  const x = wholeTensor({ data: new Float32Array(24), shape, axes: [...axes] });
  const lines = (plan: typeof card.plan) =>
    overviewFigure({ ...card, plan }, x, idle, { width: 420, height: 300 }, '').marks.filter(
      ({ kind }) => kind === 'line',
    ).length;
  expect(lines(card.plan)).toBeGreaterThan(lines({ ...card.plan, idle: [] }));
});

test.each([300, 320, 420])('badges of a card of %i pixels stay within it', (width) => {
  for (const { tensor } of examples)
    for (const card of overviewCards(tensor.shape, tensor.axes)) {
      const size = { width, height: 200 };
      const { marks } = overviewFigure(card, wholeTensor(tensor), idle, size, '');
      const box = boxOf(marks.filter(({ kind }) => kind === 'text' || kind === 'rect'))!;
      expect(box.right, card.name).toBeLessThanOrEqual(width + 0.5);
    }
});
