import { expect, test } from 'vitest';
import type { KnownAxes } from '../../../core/tensor/guessAxes.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { exampleTensors } from '../../../electron/service/exampleTensors.ts';
import { TensorStore } from '../../../electron/service/tensors.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';

type Job = Readonly<Record<string, unknown>> & { readonly kind: string };
const MEMORY = 1000;
const numbers = (shape: readonly number[] = [2, 3]) => ({
  tensor: tensor(
    Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => i),
    shape,
  ),
});
const listed = (member: string, more: object = {}) => ({
  ...{ member, shape: [2, 3], dtype: 'float32', bytes: 24 },
  ...more,
});

/** A store over a pool that answers jobs so, and what it asked of the pool. */
function storeOver(answers: Partial<Record<string, unknown>>, known: readonly KnownAxes[] = []) {
  const jobs: Job[] = [];
  const watched: unknown[] = [];
  const run = (job: Job, options: unknown) => {
    jobs.push(job);
    watched.push(options);
    const answer = answers[job.kind];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const store = new TensorStore(
    { run } as unknown as WorkerPool,
    () => Promise.resolve(MEMORY),
    () => Promise.resolve(known),
  );
  return { store, jobs, watched };
}
const one = { stamp: 's', tensors: [listed('')], only: numbers(), skipped: [] };
const two = { stamp: 's', tensors: [listed('a'), listed('b')], only: null, skipped: [] };

test('of a file with one tensor it is read at once, and told by the file’s name', async () => {
  const { store, jobs } = storeOver({ open: one });
  const { tensors, skipped } = await store.open('/folder/x.npy');
  expect(jobs).toEqual([
    {
      kind: 'open',
      path: '/folder/x.npy',
      name: '/folder/x.npy',
      convertIntegers: false,
      memoryBytes: MEMORY,
    },
  ]);
  expect(skipped).toEqual([]);
  expect(tensors).toEqual([
    {
      ref: { kind: 'file', handle: expect.stringMatching(/^[0-9a-f]{24}$/) as string },
      name: 'x.npy',
      source: '/folder/x.npy',
      shape: [2, 3],
      axes: ['N', 'C'],
      axesGuessed: true,
      axisLabels: {},
      dtype: 'float32',
      script: 'x = torch.from_numpy(np.load("x.npy").astype("float32"))',
      bytes: 24,
    },
  ]);
  expect((await store.get(tensors[0]!.ref)).tensor.axes).toEqual(['N', 'C']);
  expect(jobs).toHaveLength(1);
});

test('of several each is read when it is first used, once for all who ask at the same time', async () => {
  const { store, jobs } = storeOver({ open: two, load: numbers() });
  const { tensors } = await store.open('/m.npz', { convertIntegers: true });
  expect(tensors.map(({ name, member }) => [name, member])).toEqual([
    ['m.npz: a', 'a'],
    ['m.npz: b', 'b'],
  ]);
  expect(store.bytesHeld).toBe(0);
  const [x, again] = await Promise.all([store.get(tensors[1]!.ref), store.get(tensors[1]!.ref)]);
  expect(x.tensor).toEqual({ ...numbers().tensor, axes: ['N', 'C'] });
  expect(again.info).toEqual(tensors[1]);
  expect(jobs.slice(1)).toEqual([
    {
      kind: 'load',
      path: '/m.npz',
      name: '/m.npz',
      convertIntegers: true,
      memoryBytes: MEMORY,
      member: 'b',
      stamp: 's',
    },
  ]);
  expect(store.bytesHeld).toBe(24);
});

test('what could not be read is tried again the next time', async () => {
  const answers: Record<string, unknown> = { open: two, load: new Error('changed') };
  const { store } = storeOver(answers);
  const [a] = (await store.open('/m.npz')).tensors;
  await expect(store.get(a!.ref)).rejects.toThrow('changed');
  answers['load'] = numbers();
  expect((await store.get(a!.ref)).tensor.shape).toEqual([2, 3]);
});

test('a file is told by the name and handle that it is given, its job by its own name', async () => {
  const { store, jobs, watched } = storeOver({ open: one });
  const onProgress = () => undefined;
  const csv = { decimal: ',' } as const;
  const options = { name: 'called.csv', file: 'h', id: 'j', onProgress, csv, memoryBytes: 7 };
  const [info] = (await store.open('/tmp/upload-1', options)).tensors;
  expect(info).toMatchObject({ name: 'called.csv', source: 'called.csv', file: 'h' });
  expect(jobs[0]).toMatchObject({ path: '/tmp/upload-1', name: 'called.csv', csv, memoryBytes: 7 });
  expect(watched).toEqual([{ id: 'j', onProgress }]);
  await store.open('/x.npy', { memoryBytes: null });
  expect(jobs[1]?.memoryBytes).toBeNull();
  expect(watched[1]).toEqual({});
});

test('axes are called as they were asked for, as a person called such ones, or by a guess that is told as one', async () => {
  const known = [{ shape: [9, 3], axes: ['L', 'F'] }];
  const { store } = storeOver({ open: one }, known);
  const axes = async (asked?: readonly string[]) => {
    const [info] = (await store.open('/x.npy', asked && { axes: asked })).tensors;
    return [info!.axes.join(''), info!.axesGuessed];
  };
  expect(await axes()).toEqual(['LF', undefined]);
  expect(await axes(['A', 'B'])).toEqual(['AB', undefined]);
  await expect(store.open('/x.npy', { axes: ['A', 'A'] })).rejects.toMatchObject({
    code: 'badLayout',
    message: '/x.npy has 2 dimensions (2, 3), but the layout AA names 1. Name every dimension.',
    details: { layout: 'AA', rank: 2 },
  });
  await expect(store.open('/x.npy', { axes: ['A'] })).rejects.toMatchObject({ code: 'badLayout' });
  await expect(store.open('/x.npy', { axes: ['A', 'B', 'C'] })).rejects.toThrow(/names 3/);
});

test('one member is opened by its name; of others it is told which there are, or why it cannot be used', async () => {
  const skipped = [
    { member: 'labels', code: 'integer-dtype', message: 'integers', details: { dtype: 'int64' } },
  ];
  const { store } = storeOver({ open: { ...two, skipped } });
  const member = (name: string, file = '/m.npz') => store.open(file, { member: name });
  expect((await member('b')).tensors.map((info) => info.member)).toEqual(['b']);
  expect((await member('b.npy')).tensors.map((info) => info.member)).toEqual(['b']);
  await expect(member('b.npy', '/m.safetensors')).rejects.toMatchObject({ code: 'noMember' });
  await expect(member('c\n')).rejects.toMatchObject({
    code: 'noMember',
    message: String.raw`/m.npz has no tensor "c\x0a": expected one of a, b.`,
    details: { file: '/m.npz', names: 'a, b', got: String.raw`c\x0a` },
  });
  await expect(member('labels')).rejects.toMatchObject({
    code: 'integer-dtype',
    message: '/m.npz: integers',
    details: { dtype: 'int64', file: '/m.npz' },
  });
});

test('a file that holds one tensor without a name has no members', async () => {
  const { store } = storeOver({ open: one });
  await expect(store.open('/x.npy', { member: 'y' })).rejects.toMatchObject({
    code: 'noMember',
    message: '/x.npy holds one tensor, which has no name: leave the name out.',
  });
  const named = storeOver({ open: { ...one, tensors: [listed('a')] } });
  await expect(named.store.open('/x.npz', { member: 'y' })).rejects.toThrow(/expected one of a\.$/);
});

test('programs read a tensor in its own width, by its keys or as its table was read', async () => {
  const script = async (more: object, file: string) => {
    const { store } = storeOver({ open: { ...one, tensors: [listed('', more)] } });
    return (await store.open(file)).tensors[0]!.script;
  };
  for (const dtype of ['float64', 'F64'])
    expect(await script({ dtype }, '/x.npy')).toContain('astype("float64")');
  expect(await script({ path: ['w'] }, '/m.pt')).toBe(
    'x = torch.load("m.pt", map_location="cpu")["w"].float()',
  );
});

test('pictures are one tensor, told by the first and how many more', async () => {
  const spec = { width: 4, height: 2, scale: 'unit' };
  const found = { ...numbers([2, 3, 2, 4]), spec, grey: false, remarks: ['white'] };
  found.tensor = { ...found.tensor, axes: ['N', 'C', 'H', 'W'] };
  const { store, jobs, watched } = storeOver({ images: found });
  const files = [{ path: '/1', name: 'a.png' }, { path: '/folder/b.png' }];
  const { tensors, skipped } = await store.openImages(files, { file: 'h', id: 'j' });
  expect(skipped).toEqual([]);
  expect(jobs).toEqual([{ kind: 'images', files, memoryBytes: MEMORY }]);
  expect(watched).toEqual([{ id: 'j' }]);
  const [info] = tensors;
  expect(info).toMatchObject({
    ...{ name: 'a.png + 1', source: 'a.png', dtype: 'uint8', bytes: 192, file: 'h' },
    ...{ image: spec, remarks: ['white'], axes: ['N', 'C', 'H', 'W'] },
    indexNames: { N: ['a.png', 'b.png'], C: ['R', 'G', 'B'] },
  });
  expect(info?.script).toContain('for f in ["a.png", "b.png"]');
});

test('one grey picture is called by its file, and has no colours; its axes may be called otherwise', async () => {
  const spec = { width: 4, height: 2, scale: 'unit' };
  const found = { ...numbers([1, 1, 2, 4]), spec, grey: true, remarks: [] };
  const { store, jobs } = storeOver({ images: found });
  const axes = ['B', 'K', 'Y', 'X'];
  const asked = { axes, image: { ...spec, width: 9 }, memoryBytes: 5 } as never;
  const [info] = (await store.open('/folder/g.PNG', asked)).tensors;
  expect(jobs).toMatchObject([
    {
      files: [{ path: '/folder/g.PNG', name: '/folder/g.PNG' }],
      image: { width: 9 },
      memoryBytes: 5,
    },
  ]);
  expect(info).toMatchObject({ name: 'g.PNG', axes, indexNames: { B: ['g.PNG'] } });
  expect(info?.indexNames).not.toHaveProperty('K');
  for (const field of ['remarks', 'file', 'member']) expect(info).not.toHaveProperty(field);
  await expect(store.open('/g.png', { axes: ['B'] })).rejects.toMatchObject({ code: 'badLayout' });
  // a member is of an archive, whatever it is called
  const archive = storeOver({ open: two });
  expect((await archive.store.open('/g.png', { member: 'a' })).tensors).toHaveLength(1);
});

test('a part of a file is told by its indices, and read again as that part', async () => {
  const { store, jobs, watched } = storeOver({ loadPart: { ...numbers(), dtype: 'float64' } });
  const info = await store.openPart('/folder/x.npy', { from: 2, to: 4, id: 'j', file: 'h' });
  expect(jobs).toEqual([
    {
      kind: 'loadPart',
      path: '/folder/x.npy',
      name: '/folder/x.npy',
      from: 2,
      to: 4,
      convertIntegers: false,
    },
  ]);
  expect(watched).toEqual([{ id: 'j' }]);
  expect(info).toMatchObject({
    ...{ name: 'x.npy[2:4]', source: 'x.npy[2:4]', dtype: 'float64', bytes: 24, file: 'h' },
    script: 'x = torch.from_numpy(np.load("x.npy", mmap_mode="r")[2:4].astype("float32"))',
  });
  expect((await store.get(info.ref)).tensor.shape).toEqual([2, 3]);
});

test('what is not open is unknown, in words: an example by those there are, a file without its handle', () => {
  const { store } = storeOver({});
  expect(() => store.info({ kind: 'example', id: 'no\n' })).toThrow(
    /^There is no example "no\\x0a"; expected one of nlp, /,
  );
  expect(() => store.info({ kind: 'file', handle: 'abc' })).toThrow(
    'This file is no longer open. Open it again.',
  );
  expect(store.has({ kind: 'file', handle: 'abc' })).toBe(false);
  expect(store.has({ kind: 'example', id: 'nlp' })).toBe(true);
  expect(store.close({ kind: 'example', id: 'nlp' })).toBe(false);
  expect(store.has({ kind: 'example', id: 'nlp' })).toBe(true);
});

test('examples are told as scripts by seed, or as scripts alone; those of lessons are not listed', () => {
  const { listed, all } = exampleTensors();
  const infos = [...all.values()].map(({ info }) => info);
  expect(all.get('nlp')?.info).toMatchObject({
    source: 'torch.manual_seed(42)',
    seed: 42,
    bytes: 160,
  });
  const unseeded = infos.find(({ seed }) => seed === undefined);
  expect(unseeded?.source).toBe('script');
  expect(listed.every(({ defaultLayer }) => defaultLayer !== undefined)).toBe(true);
  expect(infos.slice(0, listed.length)).toEqual(listed);
  expect(infos.length).toBeGreaterThan(listed.length);
  const { store } = storeOver({});
  expect([store.examples, store.all]).toEqual([listed, infos]);
});

test('the newest of the opened files is told first, closed ones not at all', async () => {
  const { store } = storeOver({ open: one });
  const examples = store.all.length;
  const open = async (file: string) => (await store.open(file)).tensors[0]!;
  const [a, b] = [await open('/a.npy'), await open('/b.npy')];
  expect(store.all.slice(examples).map(({ name }) => name)).toEqual(['b.npy', 'a.npy']);
  expect(store.close(b.ref)).toBe(true);
  expect(store.close(b.ref)).toBe(false);
  await expect(store.get(b.ref)).rejects.toMatchObject({ code: 'unknownTensor' });
  expect(store.all.slice(examples)).toEqual([a]);
});

test('a renamed tensor is another one with the same numbers; an example keeps its names', async () => {
  const { store, jobs } = storeOver({ open: two, load: numbers() });
  const [a, b] = (await store.open('/m.npz', { file: 'h' })).tensors;
  await store.get(a!.ref);
  const renamed = store.rename(a!.ref, ['L', 'F']);
  expect(store.has(a!.ref)).toBe(false);
  expect(renamed).toMatchObject({ axes: ['L', 'F'], name: 'm.npz: a' });
  expect(renamed).not.toHaveProperty('axesGuessed');
  expect((await store.get(renamed.ref)).tensor.axes).toEqual(['L', 'F']);
  expect(jobs).toHaveLength(2);
  // one that was never read is read under its new names
  const other = store.rename(b!.ref, ['P', 'Q']);
  expect((await store.get(other.ref)).tensor.axes).toEqual(['P', 'Q']);
  // in the order of the file, not of the renaming
  store.rename(renamed.ref, ['X', 'Y']);
  expect(store.ofFile('h').map(({ member }) => member)).toEqual(['a', 'b']);
  const nlp = { kind: 'example', id: 'nlp' } as const;
  expect(store.rename(nlp, ['A', 'B', 'C'])).toEqual(store.info(nlp));
  expect(() => store.rename(nlp, ['A', 'B'])).toThrow(/Name every dimension/);
  expect(() => store.rename(other.ref, ['A', 'A'])).toThrow(/m\.npz: b has 2 dimensions/);
});

test('a tensor knows its file and the others in it; what came out of no file has none', async () => {
  const { store } = storeOver({ open: two });
  const [a, b] = (await store.open('/m.npz', { name: 'called m.npz', file: 'h' })).tensors;
  expect(store.fileOf(b!.ref)).toEqual({ path: '/m.npz', name: 'called m.npz' });
  expect(store.withSiblings(b!.ref)).toEqual([a, b]);
  expect(store.ofFile('h')).toEqual([a, b]);
  // opened a second time each counts once
  await store.open('/m.npz', { file: 'h' });
  expect(store.ofFile('h').map(({ member }) => member)).toEqual(['a', 'b']);
  expect(store.ofFile('other')).toEqual([]);
  // the same path under another handle is another file
  const [c] = (await store.open('/m.npz', { file: 'i' })).tensors;
  expect(store.withSiblings(c!.ref).map(({ file }) => file)).toEqual(['i', 'i']);
  const held = store.hold('typed', tensor(Float32Array.of(1), [1]), 'x = torch.ones(1)');
  expect(held).toMatchObject({
    name: 'typed',
    script: 'x = torch.ones(1)',
    dtype: 'float32',
    bytes: 4,
  });
  expect(store.withSiblings(held.ref)).toEqual([held]);
  const nlp = { kind: 'example', id: 'nlp' } as const;
  expect(store.withSiblings(nlp)).toEqual([store.info(nlp)]);
  for (const [ref, source] of [
    [held.ref, 'typed'],
    [nlp, 'torch.manual_seed(42)'],
  ] as const)
    expect(() => store.fileOf(ref)).toThrow(
      `${source} is no file: expected a tensor of an opened file.`,
    );
});
