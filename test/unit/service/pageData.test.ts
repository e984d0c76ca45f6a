import { expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { PageSubject } from '../../../core/pages/subject.ts';
import type { Preset } from '../../../core/report/preset.ts';
import type { ComputeRequest, TensorRef } from '../../../core/request.ts';
import type { Language } from '../../../core/settings.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const nlp: TensorRef = { kind: 'example', id: 'nlp' };
const run = (layer: LayerName, options = {}, more: Partial<ComputeRequest> = {}) =>
  ({ tensor: nlp, spec: { layer, options, mode: 'train' }, ...more }) as const;

const page = async (
  subject: PageSubject,
  format: 'json' | 'svg',
  language: Language = 'en',
  preset?: Partial<Preset>,
) => {
  const whole = preset && {
    preset: { schema: 'normscope-preset', schemaVersion: 1, ...preset } as const,
  };
  const bytes = await given.service.page({ subject, format, scale: 1, language, ...whole });
  return new TextDecoder().decode(bytes);
};
const json = async (...words: [PageSubject, Language?]) =>
  JSON.parse(await page(words[0], 'json', words[1])) as Record<string, never>;
const texts = async (...words: [PageSubject, Language?, Partial<Preset>?]) => {
  const svg = await page(words[0], 'svg', words[1], words[2]);
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!).join('\n');
};
const compared = (runs: readonly ComputeRequest[], more: object = {}) =>
  ({ kind: 'comparison', runs, view: INITIAL_VIEW, cell: null, locked: false, ...more }) as const;
const batch = run('BatchNorm1d');
const wrong = run('BatchNorm1d', { num_features: 7 });

test('a comparison is called by its layers, says what they are fed, and what made it', async () => {
  const shown = await texts(
    compared([batch, run('InstanceNorm1d', {}, { layout: ['L', 'N', 'C'] })]),
  );
  expect(shown).toContain('BatchNorm1d · InstanceNorm1d (L, N, C)');
  expect(shown).toContain('NLP example (notebook): N 2 × C 5 × L 4');
  expect(shown).toContain('Normscope 1.2.3');
  const own = await texts(compared([batch]), 'en', { title: 'My own' });
  expect(own).toContain('My own');
});

test('a comparison of outputs on one scale has the widest of all, else each its own', async () => {
  const wide = run('BatchNorm1d', {}, { state: { weight: [9, 9, 9, 9, 9] } });
  const drawn = (locked: boolean) => page(compared([batch, wide], { locked }), 'svg');
  expect(await drawn(true)).not.toBe(await drawn(false));
  // alone, its own scale is the widest
  expect(await page(compared([batch], { locked: true }), 'svg')).toBe(
    await page(compared([batch]), 'svg'),
  );
});

test('a layer that refuses its input is told on its card, in the language of the page, and in the data', async () => {
  const subject = compared([batch, wrong]);
  const { runs } = (await json(subject)) as unknown as {
    runs: { name: string; error?: string; report?: object }[];
  };
  expect(runs.map(({ name }) => name)).toEqual(['BatchNorm1d', 'BatchNorm1d']);
  expect(runs[0]).toHaveProperty('report');
  expect(runs[1]?.error).toMatch(/num_features/);
  expect(runs[1]).not.toHaveProperty('report');
  expect(await texts(subject, 'ko')).toMatch(/num_features|[가-힣]/);
  // where the first is refused the others are still told
  expect(await texts(compared([wrong, batch]))).toContain('NLP example (notebook): N 2');
});

test('a comparison of runs that all fail is an error, and so is one of a tensor that is not open', async () => {
  await expect(page(compared([wrong, wrong]), 'svg')).rejects.toMatchObject({ code: 'wrongSize' });
  const gone = { ...batch, tensor: { kind: 'file', handle: 'gone' } } as const;
  await expect(page(compared([gone]), 'svg')).rejects.toMatchObject({ code: 'unknownTensor' });
});

test('a pinned cell is followed into every layout; one that a tensor does not have is none', async () => {
  const pinned = async (cell: number | null) => {
    const { runs } = (await json(
      compared([batch, run('BatchNorm1d', {}, { layout: ['N', 'L', 'C'] })], { cell }),
    )) as unknown as {
      runs: { report: { view: { pinned: number | null; hovered?: unknown } } }[];
    };
    return runs.map(({ report }) => report.view.pinned);
  };
  expect(await pinned(39)).toEqual([39, 39]);
  // x[0, 0, 1] is 1 of (N, C, L) and 5 of (N, L, C)
  expect(await pinned(1)).toEqual([1, 5]);
  expect(await pinned(40)).toEqual([null, null]);
  expect(await pinned(null)).toEqual([null, null]);
});

test('files of a page are numbered in the order in which they come: no handle gets into a document', async () => {
  const [a, b] = ['a.npy', 'b.npy'].map((name) => {
    const x = tensor(Float32Array.of(1, 2, 3, 4), [2, 2], ['N', 'C']);
    return given.service.tensors.hold(name, x, 'x = 0', { name, source: name }).ref;
  });
  const on = (ref: TensorRef) => ({ ...batch, tensor: ref });
  const { subject } = (await json(compared([on(b!), on(a!), on(b!)]))) as unknown as {
    subject: { runs: { tensor: unknown }[] };
  };
  expect(subject.runs.map(({ tensor: ref }) => ref)).toEqual(
    ['file-1', 'file-2', 'file-1'].map((handle) => ({ kind: 'file', handle })),
  );
});

test('what JSON does not know is written as text, and a page’s document says what it is and how it was drawn', async () => {
  const subject = compared([run('BatchNorm1d', {}, { edits: [[0, Number.NaN]] })]);
  const text = await page(subject, 'json');
  expect(JSON.parse(text)).toMatchObject({
    format: 'normscope-page',
    formatVersion: 2,
    version: '1.2.3',
    kind: 'comparison',
    subject: { kind: 'comparison', runs: [{ edits: [[0, 'NaN']] }] },
    picture: { language: 'en', scale: 1 },
  });
  expect(text.endsWith('}\n')).toBe(true);
});

test('a lesson’s page has its number, its title, its text with numbers, its facts and its runs', async () => {
  const subject = { kind: 'lesson', lesson: 'letters', view: INITIAL_VIEW, cell: null } as const;
  const data = (await json(subject)) as unknown as {
    lesson: string;
    title: string;
    text: string;
    facts: { id: string; text: string; value: unknown }[];
    runs: { name: string }[];
  };
  expect(data.lesson).toBe('letters');
  expect(data.text).not.toMatch(/[{}]/);
  expect(data.facts.length).toBeGreaterThan(0);
  for (const { text } of data.facts) expect(text).toMatch(/\w/);
  expect(data.runs.every(({ name }) => name.length > 0)).toBe(true);
  const shown = await texts(subject);
  expect(shown).toMatch(new RegExp(`^\\d+\\. ${data.title}$`, 'm'));
  for (const { text } of data.facts) expect(shown).toContain(text);
  for (const { name } of data.runs) expect(shown).toContain(name);
  expect(await texts(subject, 'en', { title: 'My own' })).not.toContain(`. ${data.title}`);
});

test('a scene is a page by its own title, or by that of the preset', async () => {
  const [lesson] = LONG_LESSONS;
  const scene = lesson!.scenes[0]!;
  const subject = { kind: 'scene', title: lesson!.title, scene } as const;
  const data = (await json(subject, 'ko')) as unknown as { title: string; facts: unknown[] };
  expect(data.title).toBe(scene.title!.ko);
  const own = await texts(subject, 'ko', { title: 'My own' });
  expect(own).toContain('My own');
  expect(own).not.toContain(scene.title!.ko);
});

test('a comparison of nothing is an empty page', async () => {
  expect(await json(compared([]))).toMatchObject({ runs: [] });
});

test('an overview has a family alone where it is asked for, and each layer’s plan', async () => {
  const subject = { kind: 'overview', tensor: nlp, family: 'batch', theme: 'dark' } as const;
  const data = (await json(subject)) as unknown as {
    tensor: string;
    axes: string[];
    layers: {
      family: string;
      layer: string;
      options: object;
      keptAxes: string[];
      groups: number;
    }[];
  };
  expect([data.tensor, data.axes]).toEqual(['NLP example (notebook)', ['N', 'C', 'L']]);
  expect(new Set(data.layers.map(({ family }) => family))).toEqual(new Set(['batch']));
  expect(data.layers.find(({ layer: name }) => name === 'BatchNorm1d')).toMatchObject({
    keptAxes: ['C'],
    options: { num_features: 5 },
  });
  expect(await texts(subject, 'en', { title: 'My own' })).toContain('My own');
});

test('a large tensor is drawn in blocks in the overview; one that no layer takes has none', async () => {
  const hold = (shape: readonly number[]) => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
    const axes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'].slice(0, shape.length);
    return given.service.tensors.hold('large', tensor(data, shape, axes), 'x = 0').ref;
  };
  const of = (ref: TensorRef) =>
    ({ kind: 'overview', tensor: ref, family: 'batch', theme: 'light' }) as const;
  expect((await page(of(hold([2, 3, 100, 100])), 'svg')).length).toBeGreaterThan(1000);
  await expect(page(of(hold([21_000])), 'svg')).rejects.toMatchObject({
    code: 'noLayer',
    message: 'No layer takes an input of shape (21000). Open a tensor of another shape.',
  });
});

test('training tells its batches, what the layer remembers of them, and the truth', async () => {
  const subject = (more: object) =>
    ({
      kind: 'training',
      momentum: 0.5,
      freezeFrom: 2,
      channel: 1,
      step: 3,
      theme: 'light',
      ...more,
    }) as const;
  const data = (await json(subject({}))) as unknown as Record<string, unknown> & {
    batches: { runningMean: number[]; mean: number[]; numBatchesTracked: number; more?: object }[];
  };
  expect(data).toMatchObject({
    layer: 'BatchNorm1d',
    momentum: 0.5,
    freezeFrom: 2,
    channel: 1,
    step: 3,
  });
  const [first, second, third, fourth] = data.batches;
  // running = (1 − 0.5) · 0 + 0.5 · mean
  expect(first!.runningMean[1]).toBeCloseTo(0.5 * first!.mean[1]!, 6);
  expect(second!.runningMean[1]).toBeCloseTo(
    0.5 * first!.runningMean[1]! + 0.5 * second!.mean[1]!,
    6,
  );
  // frozen from the third batch on
  expect(fourth!.runningMean).toEqual(third!.runningMean);
  expect(first).not.toHaveProperty('more');
  const shown = await texts(subject({}));
  for (const text of ['BatchNorm1d', 'Normscope 1.2.3']) expect(shown).toContain(text);
  expect(await texts(subject({}), 'ko')).toMatch(/[가-힣]/);
  expect(await texts(subject({}), 'en', { title: 'My own' })).toContain('My own');
  const renorm = (await json(
    subject({ layer: 'BatchRenorm', momentum: 0.1, freezeFrom: null }),
  )) as never as {
    layer: string;
    batches: { more?: object }[];
  };
  expect(renorm.layer).toBe('BatchRenorm');
  expect(renorm.batches[0]?.more).toBeDefined();
});
