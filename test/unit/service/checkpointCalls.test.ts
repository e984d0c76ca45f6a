import { zipSync, type Zippable } from 'fflate';
import { copyFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../../build/paths.mjs';
import { writeNpy } from '../../../core/io/npy.ts';
import { readNpz } from '../../../core/io/npz.ts';
import { THEMES } from '../../../core/figure/theme.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import type { PageSubject, SubjectOf } from '../../../core/pages/subject.ts';
import type { TensorRef } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { answer, call, pathOf } = given;

const refs: Record<string, TensorRef> = {};
beforeAll(async () => {
  for (const name of ['healthy-cnn.pt', 'damaged-dead-channels.pth']) {
    copyFileSync(inRoot(`test/fixtures/checkpoints/${name}`), pathOf(name));
    refs[name] = (await given.service.tensors.open(pathOf(name))).tensors[0]!.ref;
  }
});
const healthy = () => refs['healthy-cnn.pt']!;
const damaged = () => refs['damaged-dead-channels.pth']!;

test('a checkpoint is inspected by any of its tensors, alone or beside another', async () => {
  const alone = await answer('checkpoint.inspect', { tensor: healthy() });
  expect(alone.file.name).toBe('healthy-cnn.pt');
  expect(alone).not.toHaveProperty('against');
  const files = { tensor: damaged(), against: healthy() };
  const both = await answer('checkpoint.inspect', files);
  expect([both.file.name, both.against?.name]).toEqual([
    'damaged-dead-channels.pth',
    'healthy-cnn.pt',
  ]);
  const { file, against } = await given.service.inspect(
    pathOf('damaged-dead-channels.pth'),
    pathOf('healthy-cnn.pt'),
  );
  expect([file.name, against?.name]).toEqual([both.file.name, both.against?.name]);
  expect(await given.service.inspect(pathOf('healthy-cnn.pt'))).not.toHaveProperty('against');
});

test('what came out of no file is no checkpoint', async () => {
  const tensor = { kind: 'example', id: 'nlp' };
  for (const [channel, more] of [
    ['checkpoint.inspect', {}],
    ['checkpoint.layer', { layer: 'bn1', eps: 1e-5 }],
    ['checkpoint.fold', { layer: 'bn1', eps: 1e-5, into: false, language: 'en' }],
  ] as const)
    expect(await call(channel, { tensor, ...more })).toMatchObject({ code: 'unknownTensor' });
});

test('the numbers of a layer come with its like in the other file, where one is given', async () => {
  const layer = { layer: 'bn1', eps: 1e-5 };
  const alone = await answer('checkpoint.layer', { tensor: healthy(), ...layer });
  expect(alone.here.series.runningVar).toHaveLength(alone.here.features);
  expect(alone.there).toBeNull();
  expect(alone).not.toHaveProperty('opened');
  const both = await answer('checkpoint.layer', {
    tensor: damaged(),
    against: healthy(),
    ...layer,
  });
  expect(both.there).toEqual(alone.here);
});

test('a layer opens on random numbers of the channels that it takes, with its own parameters and the eps that is shown', async () => {
  const asked = { tensor: healthy(), layer: 'bn1', eps: 1e-3 };
  const { here } = await answer('checkpoint.layer', asked);
  const { tensor: info, request } = await answer('checkpoint.open', asked);
  const sizes = info.shape.join(' × ');
  expect([info.name, info.source]).toEqual([`bn1 (${sizes})`, 'torch.manual_seed(0)']);
  expect(info.shape[1]).toBe(here.features);
  expect(request).toMatchObject({
    tensor: info.ref,
    spec: { layer: 'BatchNorm1d', options: { eps: 1e-3 }, mode: 'eval' },
  });
  expect(request.state?.weight).toEqual([...here.series.weight!]);
});

test('a BatchNorm is saved as weight and bias by its name, or within the layer before it by that one’s', async () => {
  const layer = { tensor: healthy(), layer: 'bn1', eps: 1e-5 };
  const { here } = await answer('checkpoint.layer', layer);
  const asked = { ...layer, language: 'ko' };
  await answer('checkpoint.fold', { ...asked, into: false });
  await answer('checkpoint.fold', { ...asked, into: true });
  const [alone, within] = given.host.saved;
  expect(alone).toMatchObject({
    name: 'bn1-folded.npz',
    extension: 'npz',
    description: 'NumPy 배열',
  });
  expect([...readNpz(alone!.bytes, 'weight').tensor.data]).toEqual(
    Array.from(here.folded!.scale, Math.fround),
  );
  expect([...readNpz(alone!.bytes, 'bias').tensor.data]).toEqual(
    Array.from(here.folded!.shift, Math.fround),
  );
  expect(within?.name).toMatch(/^conv\w*-folded\.npz$/);
  expect(readNpz(within!.bytes, 'weight').tensor.shape).toHaveLength(4);
  given.host.cancelled = true;
  expect(await answer('checkpoint.fold', { ...asked, into: false })).toBeNull();
});

test('a layer without a name is folded into a file called layer', async () => {
  const state = { weight: 2, bias: 1, running_mean: 0, running_var: 1 };
  const members = Object.entries(state).map(([name, value]) => [
    `${name}.npy`,
    writeNpy(tensor(new Float32Array(3).fill(value), [3])),
  ]);
  writeFileSync(pathOf('bare.npz'), zipSync(Object.fromEntries(members) as Zippable));
  const [info] = (await given.service.tensors.open(pathOf('bare.npz'))).tensors;
  const asked = { tensor: info!.ref, layer: '', eps: 0, into: false, language: 'en' };
  await answer('checkpoint.fold', asked);
  expect(given.host.saved[0]?.name).toBe('layer-folded.npz');
  expect([...readNpz(given.host.saved[0]!.bytes, 'weight').tensor.data]).toEqual([2, 2, 2]);
});

test('a layer that there is not is told by those there are', async () => {
  const reply = await call('checkpoint.layer', { tensor: healthy(), layer: 'norm9', eps: 1e-5 });
  expect(reply).toMatchObject({ ok: false, code: 'no-layer' });
});

test('the values of a tensor are counted, and its channels described', async () => {
  const data = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  const x = given.service.tensors.hold('x', tensor(data, [2, 2, 2], ['N', 'C', 'L']), 'x = 0');
  const histogram = await answer('tensor.histogram', x.ref);
  expect(histogram.counts.reduce((sum, count) => sum + count)).toBe(8);
  const spread = await answer('tensor.spread', x.ref);
  // pairs one apart
  expect([...spread!.mean]).toEqual([0.5, 2.5, 4.5, 6.5]);
});

test('a tensor that is made is called by how it is distributed and its sizes', async () => {
  const made = await answer('tensor.make', { shape: [2, 3], distribution: 'constant', seed: 7 });
  expect(made).toMatchObject({
    name: 'constant (2 × 3)',
    source: 'torch.manual_seed(7)',
    shape: [2, 3],
  });
  expect([...(await given.service.tensors.get(made.ref)).tensor.data]).toEqual([3, 3, 3, 3, 3, 3]);
  const { makers } = given.service;
  expect(makers.make({ shape: [1], distribution: 'normal', seed: 0 }, '').name).toBe('normal (1)');
});

test('sentences are called by the first and how many more; positions and sentences by their tokens', async () => {
  const make = (sentences: string[], tokens: string) =>
    answer('tensor.sentences', { sentences, tokens, channels: 2, seed: 3 });
  const words = await make(['the cat sat', 'the dog'], 'words');
  expect(words).toMatchObject({
    name: 'the cat sat + 1',
    source: 'torch.manual_seed(3)',
    lengths: [3, 2],
    indexNames: {
      L: ['the', 'cat / dog', 'sat / <pad>'],
      N: ['the cat sat', 'the dog <pad>'],
    },
  });
  expect((await make(['the cat'], 'words')).name).toBe('the cat');
  expect((await make(['고양이', '개'], 'characters')).name).toBe('고양이 + 1');
  const shorter = await make(['cat', 'the dog'], 'words');
  expect(shorter.name).toBe('cat + 1');
  const long = await make([Array.from({ length: 50 }, () => 'ab').join(' ')], 'words');
  expect(long.name).toHaveLength(81);
  expect(long.indexNames!['N']![0]).toHaveLength(61);
});

type Page = Readonly<Record<string, unknown>> & { inspection: object };
/** A page about a checkpoint: its data, and its words. */
async function page(more: Partial<SubjectOf<'checkpoint'>>, language: 'en' | 'ko' = 'en') {
  const subject: PageSubject = {
    ...{ kind: 'checkpoint', tensor: damaged(), theme: 'light', eps: 1e-5 },
    ...{ layer: 'bn1', channel: null, ...more },
  };
  const asked = { subject, scale: 1, language } as const;
  const read = async (format: 'json' | 'svg') =>
    new TextDecoder().decode(await given.service.page({ ...asked, format }));
  const json = JSON.parse(await read('json')) as Page;
  const svg = await read('svg');
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
  return { json, svg, texts };
}

test('a page about a layer has its name, kind, channels, findings and numbers', async () => {
  const { json, texts } = await page({});
  const { here } = await answer('checkpoint.layer', { tensor: damaged(), layer: 'bn1', eps: 1e-5 });
  expect(json).toMatchObject({
    kind: 'checkpoint',
    given: { tensor: { name: given.service.tensors.info(damaged()).name } },
    channels: {
      weight: [...here.series.weight!],
      batches: here.batches,
      folded: { scale: [...here.folded!.scale], shift: [...here.folded!.shift] },
    },
  });
  expect(json['given']).not.toHaveProperty('against');
  const all = texts.join('\n');
  expect(all).toContain('bn1');
  expect(all).toContain(`damaged-dead-channels.pth · BatchNorm · ${here.features} channels`);
  expect(all).toContain('Normscope 1.2.3');
  expect(all).not.toContain('healthy');
});

test('a page about a layer that is healthy says so; beside another file it names that one', async () => {
  const { texts } = await page({ tensor: healthy() });
  expect(texts.join('\n')).toContain('Nothing strange was found.');
  const both = await page({ tensor: healthy(), against: damaged() });
  expect(both.texts.join('\n')).toContain(' · damaged-dead-channels.pth');
  expect(both.json['given']).toMatchObject({ against: { shape: expect.any(Array) as unknown } });
});

test('channels that a finding names stand out, all of them together do not', async () => {
  const strokes = (svg: string) => svg.split(`stroke="${THEMES.light.ink}"`).length - 1;
  const { json, svg } = await page({});
  const { layers } = json.inspection as {
    layers: { prefix: string; findings: { channels: number[] }[] }[];
  };
  const named = layers
    .find(({ prefix }) => prefix === 'bn1')!
    .findings.flatMap(({ channels }) => channels);
  const { here } = await answer('checkpoint.layer', { tensor: damaged(), layer: 'bn1', eps: 1e-5 });
  // in the chart of each of its numbers
  expect(strokes(svg)).toBe(new Set(named).size * Object.keys(here.series).length);
  expect(strokes((await page({ tensor: healthy() })).svg)).toBe(0);
});

test('a page about a whole checkpoint counts its tensors and layers, and says what was found in each', async () => {
  const { json, texts } = await page({ layer: null, channel: 3 });
  const { layers, tensors } = json.inspection as { layers: unknown[]; tensors: unknown[] };
  expect(json).not.toHaveProperty('channels');
  const all = texts.join('\n');
  expect(all).toContain('damaged-dead-channels.pth');
  expect(all).toContain(`${tensors.length} tensors`);
  expect(all).toContain(`${layers.length} normalization layer`);
  expect(all).toMatch(/bn1: BatchNorm, /);
  const ko = await page({ layer: null }, 'ko');
  expect(ko.texts.join('\n')).toMatch(/[가-힣]/);
});

test('a pinned channel is marked where the layer has it', async () => {
  const plain = await page({});
  const first = await page({ channel: 0 });
  const beyond = await page({ channel: 10_000 });
  expect(first.svg).not.toBe(plain.svg);
  expect(beyond.svg).toBe(plain.svg);
});

test('a page about a checkpoint is called by its file', async () => {
  const subject = {
    ...{ kind: 'checkpoint', tensor: damaged(), theme: 'light', eps: 1e-5 },
    ...{ layer: null, channel: null },
  };
  await answer('page.export', { subject, format: 'svg', scale: 1, language: 'en' });
  expect(given.host.saved[0]?.name).toBe('damaged-dead-channels-checkpoint.svg');
});

test('which layer made y of x is found by what is known beside them, and shown as a run', async () => {
  const { tensors } = given.service;
  const x = tensors.hold('x', tensor(Float32Array.of(1, 3, 2, 6), [2, 2], ['N', 'C']), 'x = 0');
  // mean 2 and 4, deviation 1 and 2: ±1, times 2 plus 1
  const y = tensors.hold('y', tensor(Float32Array.of(-1, 3, -1, 3), [2, 2], ['N', 'C']), 'y = 0');
  const [weight, bias] = [2, 1].map((value) =>
    tensors.hold('p', tensor(Float32Array.of(value, value), [2], ['C']), 'p = 0'),
  );
  const asked = { x: x.ref, y: y.ref, weight: weight!.ref, bias: bias!.ref, eps: 0 };
  const { verification, entries, milliseconds } = await answer('verify.run', asked);
  const [found] = verification.explanations;
  expect(found?.layer).toMatch(/Norm/);
  expect(milliseconds).toBeGreaterThan(0);
  expect(entries).toHaveLength(verification.explanations.length + verification.nearMisses.length);
  expect(entries[0]?.shown).toMatchObject({ request: { tensor: x.ref } });
  const alone = await answer('verify.run', { x: x.ref, y: y.ref, job: 'mine' });
  expect(alone.verification).not.toEqual(verification);
});

test('a page about a pair names both, what is known of them, and what was found', async () => {
  const { tensors } = given.service;
  const x = tensors.hold('first', tensor(Float32Array.of(1, 3, 2, 6), [2, 2]), 'x = 0');
  const y = tensors.hold('second', tensor(Float32Array.of(-1, 1, -1, 1), [2, 2]), 'y = 0');
  const one = tensors.hold('ones', tensor(Float32Array.of(1, 1), [2]), 'w = 1');
  const subject: PageSubject = {
    ...{ kind: 'verification', x: x.ref, y: y.ref, weight: one.ref, eps: 0, entry: 0 },
    view: INITIAL_VIEW,
  };
  const asked = { subject, scale: 1, language: 'en' } as const;
  const json = JSON.parse(
    new TextDecoder().decode(await given.service.page({ ...asked, format: 'json' })),
  ) as object;
  expect(json).toMatchObject({
    given: { x: { name: 'first', shape: [2, 2] }, y: { name: 'second' }, weight: { name: 'ones' } },
    verification: { explanations: expect.any(Array) as unknown },
  });
  const svg = new TextDecoder().decode(await given.service.page({ ...asked, format: 'svg' }));
  expect(svg).toContain('x: first · y: second');
  expect(svg).not.toContain('weight: ones');
  expect(svg).toContain('Normscope 1.2.3');
  const titled = { schema: 'normscope-preset', schemaVersion: 1, title: 'My own' } as const;
  const own = await given.service.page({ ...asked, format: 'svg', preset: titled });
  expect(new TextDecoder().decode(own)).toContain('My own');
  // there is no such entry: nothing is drawn of one
  const none = { ...asked, subject: { ...subject, entry: 999 } };
  const without = await given.service.page({ ...none, format: 'svg' });
  expect(without.length).toBeLessThan(svg.length);
});
