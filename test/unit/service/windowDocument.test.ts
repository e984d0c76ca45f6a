import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../build/paths.mjs';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { writeNpy } from '../../../core/io/npy.ts';
import type { PageSubject } from '../../../core/pages/subject.ts';
import type { TensorRef } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { HostEvents } from '../../../electron/ipc/contract.ts';
import { FakeHost } from './fakeHost.ts';
import { serviceForTest, startService } from './serviceForTest.ts';

const given = serviceForTest();
const PICTURE = { language: 'ko', scale: 2 } as const;
const nlp: TensorRef = { kind: 'example', id: 'nlp' };

async function write(name: string, subject: PageSubject): Promise<string> {
  const file = given.pathOf(name);
  writeFileSync(file, await given.service.page({ subject, ...PICTURE, format: 'json' }));
  return file;
}

type Told = FakeHost['events'][number];
const toldOf = (host: FakeHost, event: keyof HostEvents): Told | undefined =>
  host.events.findLast(([name]) => name === event);

test('a page that is dropped arrives with what it is about', async () => {
  const subject: PageSubject = { kind: 'overview', tensor: nlp, family: 'batch', theme: 'dark' };
  const host = new FakeHost();
  await given.service.openPaths(host, [await write('overview.json', subject)]);
  expect(toldOf(host, 'document')?.[1]).toMatchObject({
    document: { kind: 'page', subject, picture: PICTURE },
    tensors: [],
  });
});

test('a comparison of a file that is gone brings the values that it lists', async () => {
  const file = given.pathOf('x.npy');
  const data = Float32Array.from({ length: 12 }, (_, i) => Math.cos(i));
  writeFileSync(file, writeNpy(tensor(data, [2, 3, 2], ['N', 'C', 'L'])));
  const [info] = (await given.service.tensors.open(file)).tensors;
  const run = (layer: 'BatchNorm1d' | 'LayerNorm') =>
    ({ tensor: info!.ref, spec: { layer, options: {}, mode: 'train' } }) as const;
  const subject: PageSubject = {
    ...{ kind: 'comparison', view: INITIAL_VIEW, cell: 1, locked: true },
    runs: [run('BatchNorm1d'), run('LayerNorm')],
  };
  const page = await write('comparison.json', subject);
  const other = await startService();
  try {
    const host = new FakeHost();
    await other.service.openPaths(host, [page]);
    const told = toldOf(host, 'document');
    if (told?.[0] !== 'document') throw new Error(JSON.stringify(host.events));
    const [held] = told[1].tensors;
    expect(held).toMatchObject({ shape: [2, 3, 2], axes: ['N', 'C', 'L'] });
    const { tensor: x } = await other.service.tensors.get(held!.ref);
    expect(Array.from(x.data)).toEqual(Array.from(data));
  } finally {
    await other.close();
  }
});

test('a page about two files asks for one after another, by their hashes, and refuses any other', async () => {
  const fixture = (name: string) => inRoot(`test/fixtures/checkpoints/${name}`);
  mkdirSync(given.pathOf('made'), { recursive: true });
  const names = ['damaged-eps-folded.pth', 'healthy-cnn.pt'] as const;
  const refs: TensorRef[] = [];
  for (const name of names) {
    copyFileSync(fixture(name), given.pathOf(`made/${name}`));
    const { tensors } = await given.service.tensors.open(given.pathOf(`made/${name}`));
    refs.push(tensors[0]!.ref);
  }
  const subject: PageSubject = {
    ...{ kind: 'checkpoint', theme: 'light', eps: 1e-5, layer: 'bn1', channel: null },
    ...{ tensor: refs[0]!, against: refs[1]! },
  };
  const page = await write('checkpoint.json', subject);
  const renamed = names.map((name, i) => given.pathOf(`renamed-${i}${name.slice(-4)}`));
  names.forEach((name, i) => copyFileSync(fixture(name), renamed[i]!));
  const other = await startService();
  try {
    const host = new FakeHost();
    await other.service.openPaths(host, [page]);
    const lacks = () => {
      const told = toldOf(host, 'failed');
      if (told?.[0] !== 'failed') throw new Error(JSON.stringify(host.events));
      return told[1];
    };
    expect(lacks()).toMatchObject({ code: 'pageTensor', details: { source: names[0] } });
    expect(lacks().details['sha256']).toMatch(/^[0-9a-f]{64}$/);
    const handle = String(lacks().details['handle']);
    const { 'report.locate': locate } = other.service.handlers(host);

    // The second is not the one that is asked for.
    const before = other.service.tensors.all.length;
    host.files = [renamed[1]!];
    await expect(locate(handle)).rejects.toMatchObject({ code: 'notThatTensor' });
    expect(other.service.tensors.all).toHaveLength(before);

    host.files = [renamed[0]!];
    expect(await locate(handle)).toBe(true);
    expect(lacks()).toMatchObject({ code: 'pageTensor', details: { source: names[1], handle } });
    host.files = [renamed[1]!];
    expect(await locate(handle)).toBe(true);
    const told = toldOf(host, 'document');
    if (told?.[0] !== 'document' || told[1].document.kind !== 'page')
      throw new Error(JSON.stringify(host.events));
    const again = { subject: told[1].document.subject, ...PICTURE, format: 'svg' } as const;
    const drawn = new TextDecoder().decode(await other.service.page(again));
    // the layer's weights are the same; the file is called otherwise
    expect(drawn).toContain('renamed-0.pth');
    expect(drawn).toContain('renamed-1');
  } finally {
    await other.close();
  }
});

test('several views are numbered pictures in one archive, or one file', async () => {
  const host = new FakeHost();
  const { 'pages.export': save } = given.service.handlers(host);
  const request = {
    tensor: nlp,
    spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
  } as const;
  const small = { schema: 'normscope-preset', schemaVersion: 1, size: 'paper-column' } as const;
  const views = [
    { kind: 'report', request, view: INITIAL_VIEW, picture: { ...PICTURE, preset: small } },
    { kind: 'page', subject: { kind: 'overview', tensor: nlp, theme: 'light' }, picture: PICTURE },
  ] as const;
  const asked = { title: 'Two views', views: [...views], language: 'en' } as const;
  await save({ ...asked, format: 'svg' });
  await save({ ...asked, format: 'json' });
  expect(host.saved.map(({ name }) => name)).toEqual(['Two_views.zip', 'Two_views.json']);
  const archive = Buffer.from(host.saved[0]!.bytes).toString('latin1');
  for (const name of ['Two_views-1.svg', 'Two_views-2.svg']) expect(archive).toContain(name);
  const file = given.pathOf('views.json');
  writeFileSync(file, host.saved[1]!.bytes);
  await given.service.openPaths(host, [file]);
  expect(toldOf(host, 'document')?.[1]).toMatchObject({
    document: { kind: 'handout', title: 'Two views', views },
  });
});
