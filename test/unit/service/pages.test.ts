import { expect, test } from 'vitest';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import type { PageSubject } from '../../../core/pages/subject.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const nlp = { kind: 'example', id: 'nlp' } as const;
const shared = { view: INITIAL_VIEW, cell: 9 };
const batchNorm = {
  tensor: nlp,
  spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
} as const;
const layerNorm = {
  tensor: nlp,
  layout: ['N', 'L', 'C'],
  spec: { layer: 'LayerNorm', options: { normalized_shape: [5] }, mode: 'train' },
} as const;
const wrong = {
  tensor: nlp,
  spec: { layer: 'BatchNorm1d', options: { num_features: 7 }, mode: 'train' },
} as const;

const bytes = (subject: PageSubject, format: 'svg' | 'json', language: 'en' | 'ko' = 'en') =>
  given.service.page({ subject, format, scale: 1, language });
const text = async (...args: Parameters<typeof bytes>) =>
  new TextDecoder().decode(await bytes(...args));
const json = async (subject: PageSubject) => JSON.parse(await text(subject, 'json')) as unknown;

test('a comparison has a report of every run, its pinned cell where that run was fed it', async () => {
  const subject = {
    kind: 'comparison',
    ...shared,
    runs: [batchNorm, layerNorm],
    locked: true,
  } as const;
  const page = (await json(subject)) as {
    runs: { name: string; report: { view: { pinned: number } } }[];
  };
  expect(page).toMatchObject({ format: 'normscope-page', kind: 'comparison' });
  // x[0, 2, 1]: 2·4 + 1 = 9 as (N, C, L), 1·5 + 2 = 7 as (N, L, C)
  expect(page.runs.map(({ name, report }) => [name, report.view.pinned])).toEqual([
    ['BatchNorm1d', 9],
    ['LayerNorm (N, L, C)', 7],
  ]);
  expect(await text(subject, 'svg')).toContain('LayerNorm (N, L, C)');
});

test('a run that its layer refuses is a card with the error, unless all are', async () => {
  const one = { kind: 'comparison', ...shared, runs: [batchNorm, wrong], locked: false } as const;
  const { runs } = (await json(one)) as { runs: { error?: string }[] };
  expect(runs.map(({ error }) => error !== undefined)).toEqual([false, true]);
  await expect(bytes({ ...one, runs: [wrong] }, 'svg')).rejects.toThrow(/num_features|features/);
});

test('a lesson has its text and its facts in the language that is asked for', async () => {
  const subject = { kind: 'lesson', lesson: 'nanBlast', ...shared } as const;
  const { facts } = (await json(subject)) as { facts: { id: string; value: number }[] };
  // a channel is N 2 × L 4 = 8 cells, a token C 5
  expect(facts.map(({ id, value }) => [id, value])).toEqual([
    ['batch', 8],
    ['layer', 5],
  ]);
  expect(await text(subject, 'svg')).toContain('How far one NaN reaches');
  expect(await text(subject, 'svg', 'ko')).toContain('NaN 하나가 미치는 범위');
});

test('an overview says what every layer averages over', async () => {
  const { layers, shape } = (await json({ kind: 'overview', tensor: nlp, theme: 'dark' })) as {
    shape: number[];
    layers: { name: string; reducedAxes: string[]; groups: number; groupSize: number }[];
  };
  expect(shape).toEqual([2, 5, 4]);
  expect(layers.find(({ name }) => name === 'BatchNorm1d')).toMatchObject({
    reducedAxes: ['N', 'L'],
    groups: 5,
    groupSize: 8,
  });
  expect(layers.some(({ name }) => name === 'UnbiasedBatchNorm')).toBe(false);
});

test('the name of a page says what it is about', async () => {
  given.host.place = given.pathOf('out');
  await given.answer('page.export', {
    subject: { kind: 'overview', tensor: nlp, theme: 'light' },
    format: 'json',
    scale: 1,
    language: 'en',
  });
  expect(given.host.saved.at(-1)?.name).toBe('nlp-overview.json');
});

test('a scene of a lesson is a page with its text, and without what only its speaker reads', async () => {
  const scene = LONG_LESSONS[0]!.scenes[3]!;
  const subject = { kind: 'scene', title: LONG_LESSONS[0]!.title, scene } as const;
  const page = (await json(subject)) as { text: string; subject: PageSubject };
  // the notebook's mean of channel 2
  expect(page.text).toContain('μ = \u22120.0431');
  const svg = await text(subject, 'svg', 'ko');
  expect(svg).toContain('평균');
  expect(scene.notes?.en).toContain('torch.mean');
  expect(await text(subject, 'svg')).not.toContain('torch.mean');
});

test('a preset gives a page its look, title and caption; its JSON keeps the preset and the numbers of the screen', async () => {
  const subject = { kind: 'comparison', ...shared, runs: [batchNorm], locked: false } as const;
  const preset = {
    schema: 'normscope-preset',
    schemaVersion: 1,
    look: 'print',
    title: 'My title',
    caption: 'My caption.',
    size: 'paper-column',
    language: 'ko',
  } as const;
  const asked = { subject, scale: 1, language: 'en', preset } as const;
  const decode = (found: Uint8Array) => new TextDecoder().decode(found);
  const svg = decode(await given.service.page({ ...asked, format: 'svg' }));
  expect(svg).toContain('My title');
  expect(svg).toContain('My caption.');
  expect(svg).toContain('출력 y');
  expect(svg).toContain('width="85mm"');
  const greys = [...svg.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b/g)];
  expect(greys.every(([, r, g, b]) => r === g && g === b)).toBe(true);
  const document = JSON.parse(decode(await given.service.page({ ...asked, format: 'json' }))) as {
    subject: object;
    picture: object;
  };
  expect(document.picture).toMatchObject({ preset, language: 'en' });
  expect(document.subject).toMatchObject({ view: { theme: INITIAL_VIEW.theme } });
});
