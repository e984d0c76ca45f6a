import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../../../build/paths.mjs';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { writeNpy } from '../../../core/io/npy.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { OneView } from '../../../core/pages/oneView.ts';
import type { PageSubject } from '../../../core/pages/subject.ts';
import type { ReportFormat } from '../../../core/report/formats/reportFormat.ts';
import type { ComputeRequest, TensorRef } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { Document } from '../../../electron/service/documents.ts';
import { startService, serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const PICTURE = { language: 'ko', scale: 3 } as const;

function request(ref: TensorRef, layer: LayerName, layout?: readonly string[]): ComputeRequest {
  return { tensor: ref, spec: { layer, options: {}, mode: 'train' }, ...(layout && { layout }) };
}

async function openNpy(file: string): Promise<TensorRef> {
  mkdirSync(path.dirname(file), { recursive: true });
  const data = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i));
  writeFileSync(file, writeNpy(tensor(data, [2, 3, 2], ['N', 'C', 'L'])));
  const [info] = (await given.service.tensors.open(file)).tensors;
  return info!.ref;
}

async function write(file: string, view: OneView): Promise<void> {
  writeFileSync(file, await bytesOf(given.service, view, 'json'));
}

function bytesOf(
  service: typeof given.service,
  view: OneView,
  format: ReportFormat & ('json' | 'svg' | 'md' | 'py'),
): Promise<Uint8Array> {
  const wanted = { ...view.picture, format };
  if (view.kind === 'report') return service.exported({ ...view, ...wanted });
  const { subject } = view;
  return service.page({ subject, ...view.picture, format: format === 'svg' ? 'svg' : 'json' });
}

const one = (document: Document): OneView => {
  if (document.kind === 'handout') throw new Error('a handout');
  return document;
};

/** Opened by a service that knows nothing of this one. */
async function elsewhere<T>(use: (service: typeof given.service) => Promise<T>): Promise<T> {
  const other = await startService();
  try {
    return await use(other.service);
  } finally {
    await other.close();
  }
}

test('a report of a file gives the same bytes again where the file lies beside it', async () => {
  const ref = await openNpy(given.pathOf('beside/x.npy'));
  const asked = {
    ...request(ref, 'LayerNorm', ['N', 'L', 'C']),
    edits: [[3, 0.25]] as [number, number][],
  };
  const view = { ...INITIAL_VIEW, pinned: 4, step: 5, theme: 'dark' as const };
  const before: OneView = { kind: 'report', request: asked, view, picture: PICTURE };
  const file = given.pathOf('beside/r.json');
  await write(file, before);
  await elsewhere(async (service) => {
    const again = one(await service.openDocument(file));
    expect(again.picture).toEqual(PICTURE);
    for (const format of ['json', 'svg', 'md', 'py'] as const)
      expect(text(await bytesOf(service, again, format))).toBe(
        text(await bytesOf(given.service, before, format)),
      );
  });
});

test('without the file its picture is the same from the values that it lists', async () => {
  const ref = await openNpy(given.pathOf('gone/x.npy'));
  const before: OneView = {
    ...{ kind: 'report', request: request(ref, 'BatchNorm1d'), picture: PICTURE },
    view: { ...INITIAL_VIEW, pinned: 2 },
  };
  const file = given.pathOf('gone/r.json');
  await write(file, before);
  renameSync(given.pathOf('gone/x.npy'), given.pathOf('gone-x.npy'));
  await elsewhere(async (service) => {
    const again = one(await service.openDocument(file));
    expect(text(await bytesOf(service, again, 'svg'))).toBe(
      text(await bytesOf(given.service, before, 'svg')),
    );
  });
});

test('a report without its values names its file and hash, and takes the file that is given', async () => {
  const ref = await openNpy(given.pathOf('moved/x.npy'));
  const before: OneView = {
    ...{ kind: 'report', request: request(ref, 'BatchNorm1d'), picture: PICTURE },
    view: INITIAL_VIEW,
  };
  const file = given.pathOf('moved/r.json');
  await write(file, before);
  const shortened = JSON.parse(readFileSync(file, 'utf8')) as {
    input: { values?: unknown; sha256: string };
  };
  delete shortened.input.values;
  writeFileSync(file, JSON.stringify(shortened));
  mkdirSync(given.pathOf('new'), { recursive: true });
  renameSync(given.pathOf('moved/x.npy'), given.pathOf('new/x.npy'));
  await elsewhere(async (service) => {
    await expect(service.openDocument(file)).rejects.toMatchObject({
      code: 'reportTensor',
      details: { source: 'x.npy', sha256: shortened.input.sha256 },
    });
    const again = one(await service.openDocument(file, [given.pathOf('new/x.npy')]));
    expect(text(await bytesOf(service, again, 'json'))).toBe(
      text(await bytesOf(given.service, before, 'json')),
    );
  });
});

const nlp: TensorRef = { kind: 'example', id: 'nlp' };
const view = { ...INITIAL_VIEW, theme: 'contrast' as const };
const PAGES: readonly PageSubject[] = [
  { kind: 'overview', tensor: nlp, family: 'batch', theme: 'dark' },
  { kind: 'lesson', lesson: 'letters', view, cell: 3 },
  { kind: 'training', momentum: null, freezeFrom: 4, channel: 1, step: 5, theme: 'dark' },
  {
    kind: 'comparison',
    runs: [request(nlp, 'BatchNorm1d'), request(nlp, 'BatchNorm2d'), request(nlp, 'LayerNorm')],
    ...{ view, cell: 7, locked: true },
  },
  { kind: 'verification', x: nlp, y: nlp, weight: nlp, eps: 1e-3, entry: 1, view },
];

test.each(PAGES.map((subject) => [subject.kind, subject] as const))(
  'a page about %s is whole in its JSON: opened, it gives the same bytes',
  async (_, subject) => {
    const before: OneView = { kind: 'page', subject, picture: PICTURE };
    const file = given.pathOf(`${subject.kind}.json`);
    await write(file, before);
    await elsewhere(async (service) => {
      const again = one(await service.openDocument(file));
      expect(again).toEqual(before);
      for (const format of ['json', 'svg'] as const)
        expect(text(await bytesOf(service, again, format))).toBe(
          text(await bytesOf(given.service, before, format)),
        );
    });
  },
);

test('pages about a file find it by the reports in them, or do without', async () => {
  const ref = await openNpy(given.pathOf('pages/x.npy'));
  const subjects: readonly PageSubject[] = [
    { kind: 'overview', tensor: ref, theme: 'light' },
    {
      ...{ kind: 'comparison', view: INITIAL_VIEW, cell: 1, locked: false },
      runs: [request(ref, 'BatchNorm2d'), request(ref, 'BatchNorm1d', ['L', 'C', 'N'])],
    },
    { kind: 'verification', x: ref, y: ref, entry: 0, view: INITIAL_VIEW },
  ];
  for (const subject of subjects) {
    const before: OneView = { kind: 'page', subject, picture: PICTURE };
    const file = given.pathOf(`pages/${subject.kind}.json`);
    await write(file, before);
    await elsewhere(async (service) => {
      const again = one(await service.openDocument(file));
      for (const format of ['json', 'svg'] as const)
        expect(text(await bytesOf(service, again, format))).toBe(
          text(await bytesOf(given.service, before, format)),
        );
    });
  }
});

test('a page about a checkpoint finds its files beside it, and says which one is missing', async () => {
  const folder = given.pathOf('checkpoint');
  mkdirSync(folder, { recursive: true });
  const names = ['damaged-eps-folded.pth', 'healthy-cnn.pt'] as const;
  const refs = [];
  for (const name of names) {
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(inRoot(`test/fixtures/checkpoints/${name}`)));
    refs.push((await given.service.tensors.open(file)).tensors[0]!.ref);
  }
  const [tensor, against] = refs as [TensorRef, TensorRef];
  const files = { kind: 'checkpoint', tensor, against, theme: 'dark', eps: 1e-3 } as const;
  for (const layer of ['bn1', null]) {
    const subject: PageSubject = { ...files, layer, channel: layer === null ? null : 2 };
    const before: OneView = { kind: 'page', subject, picture: PICTURE };
    const file = path.join(folder, 'page.json');
    await write(file, before);
    await elsewhere(async (service) => {
      const again = one(await service.openDocument(file));
      for (const format of ['json', 'svg'] as const)
        expect(text(await bytesOf(service, again, format))).toBe(
          text(await bytesOf(given.service, before, format)),
        );
    });
  }
  const json = JSON.parse(readFileSync(path.join(folder, 'page.json'), 'utf8')) as object;
  expect(json).toMatchObject({
    inspection: { schema: 'normscope-inspection', against: { name: 'healthy-cnn.pt' } },
  });
  // Documents of older versions tell no hash: name and shape have to do.
  const old = { ...json, given: {} as Record<string, unknown> };
  for (const [field, told] of Object.entries((json as { given: object }).given)) {
    const { sha256: _, ...rest } = told as Record<string, unknown>;
    old.given[field] = rest;
  }
  writeFileSync(path.join(folder, 'old.json'), JSON.stringify(old));
  await elsewhere(async (service) => {
    const { kind } = await service.openDocument(path.join(folder, 'old.json'));
    expect(kind).toBe('page');
  });
  const alone = given.pathOf('alone.json');
  writeFileSync(alone, JSON.stringify(json));
  await elsewhere((service) =>
    expect(service.openDocument(alone)).rejects.toMatchObject({
      code: 'pageTensor',
      details: { tensor: expect.stringMatching(/^damaged-eps-folded\.pth: /) as string },
    }),
  );
});

test('a handout holds its views in order, and opens with all of them', async () => {
  const views: OneView[] = [
    { kind: 'page', subject: PAGES[0]!, picture: PICTURE },
    { kind: 'report', request: request(nlp, 'BatchNorm1d'), view, picture: PICTURE },
  ];
  const document = { kind: 'handout', title: 'Two views', views } as const;
  const bytes = await given.service.handout(document, 'json');
  const file = given.pathOf('handout.json');
  writeFileSync(file, bytes);
  await elsewhere(async (service) => {
    const again = await service.openDocument(file);
    expect(again).toEqual(document);
    if (again.kind === 'handout')
      expect(text(await service.handout(again, 'json'))).toBe(text(bytes));
  });
});

const stored = (name: string) => inRoot(`test/fixtures/documents/${name}-v1.json`);

test('version 1 of every document opens: a report', async () => {
  expect(await given.service.openDocument(stored('report'))).toMatchObject({
    kind: 'report',
    request: { tensor: nlp, spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' } },
    view: { pinned: 9 },
    picture: { language: 'en', scale: 2 },
  });
});

test('version 1 of every document opens: pages, whose subject is read off their runs', async () => {
  const subject = async (name: string) => {
    const document = await given.service.openDocument(stored(name));
    return document.kind === 'page' ? document.subject : null;
  };
  expect(await subject('overview')).toMatchObject({
    kind: 'overview',
    tensor: nlp,
    family: 'batch',
  });
  // The run that failed had no report: nothing tells what it was.
  expect(await subject('comparison')).toMatchObject({
    kind: 'comparison',
    cell: 9,
    runs: [
      { tensor: nlp, spec: { layer: 'BatchNorm1d' } },
      { tensor: nlp, layout: ['N', 'L', 'C'], spec: { layer: 'LayerNorm' } },
    ],
  });
  expect(await subject('lesson')).toMatchObject({ kind: 'lesson', lesson: 'letters', cell: 1 });
  expect(await subject('training')).toEqual({
    ...{ kind: 'training', momentum: 0.1, freezeFrom: null },
    ...{ channel: 1, step: 3, theme: 'light' },
  });
});

test('version 1 of every document opens: a handout, with its views in order', async () => {
  expect(await given.service.openDocument(stored('handout'))).toMatchObject({
    kind: 'handout',
    views: [
      {
        kind: 'report',
        request: { tensor: nlp, spec: { layer: 'BatchNorm1d', options: { eps: 0.1 } } },
      },
      { kind: 'report', request: { spec: { layer: 'GroupNorm' } } },
    ],
  });
});

test.each([
  ['what is no JSON', '{', /x\.json: expected a JSON report/],
  ['another JSON', '{"a": 1}', /report\.schema: expected/],
  [
    'a page of a version to come',
    '{"format": "normscope-page", "formatVersion": 9}',
    /formatVersion/,
  ],
  [
    'a handout without views',
    '{"schema": "normscope-handout", "schemaVersion": 1}',
    /handout\.app/,
  ],
])('%s is refused', async (_, json, message) => {
  writeFileSync(given.pathOf('x.json'), json);
  const refused = given.service.openDocument(given.pathOf('x.json'));
  await expect(refused).rejects.toMatchObject({ code: 'badReport' });
  await expect(refused).rejects.toThrow(message);
});
