import { zipSync } from 'fflate';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { npyHeader, writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { HostEvents } from '../../../electron/ipc/contract.ts';
import type { TensorInfo } from '../../../electron/ipc/types.ts';
import { HELD_COPIES } from '../../../electron/workers/load.ts';
import { FakeHost } from './fakeHost.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { pathOf, call, answer } = given;

function file(name: string, bytes: Uint8Array | string): string {
  const at = pathOf(name);
  writeFileSync(at, bytes);
  return at;
}

async function open(at: string): Promise<readonly TensorInfo[]> {
  given.host.files = [at];
  return answer('tensor.open');
}

async function openOne(at: string): Promise<TensorInfo> {
  const [info] = await open(at);
  if (!info) throw new Error('nothing was opened');
  return info;
}

/** Details of a refusal to open. */
async function refused(at: string) {
  given.host.files = [at];
  const reply = await call('tensor.open');
  if (reply.ok) throw new Error('expected a refusal');
  return reply;
}

const events = <E extends keyof HostEvents>(name: E) =>
  given.host.events.filter(([event]) => event === name).map(([, what]) => what as HostEvents[E]);

const values = async ({ ref }: TensorInfo) => [
  ...(await given.service.tensors.get(ref)).tensor.data,
];

const integers = (...numbers: number[]) => {
  const data = new Uint8Array(BigInt64Array.from(numbers.map(BigInt)).buffer);
  return Buffer.concat([npyHeader('<i8', [numbers.length]), data]);
};

const handleOf = ({ file: handle }: TensorInfo) => {
  if (handle === undefined) throw new Error('expected a file at hand');
  return handle;
};

test('a closed tensor cannot be computed with any more, and is forgotten with its file', async () => {
  const info = await openOne(file('a.npy', writeNpy(tensor(Float32Array.of(1, 2, 4), [3]))));
  expect(await answer('tensor.close', [info.ref])).toBe(true);
  const spec = { layer: 'RMSNorm', options: {}, mode: 'train' };
  const reply = await call('layer.compute', { tensor: info.ref, spec });
  expect(reply).toMatchObject({ ok: false, code: 'unknownTensor' });
  expect(await call('file.reopen', { handle: handleOf(info) })).toMatchObject({
    ok: false,
    code: 'unknownFile',
  });
  // A second time, and an example, are no errors.
  expect(await answer('tensor.close', [info.ref, { kind: 'example', id: 'nlp' }])).toBe(true);
  expect(await call('tensor.describe', { kind: 'example', id: 'nlp' })).toMatchObject({ ok: true });
});

test('closing one tensor of a file keeps the file at hand for the others', async () => {
  const x = tensor(Float32Array.of(1, 2), [2]);
  const [a, b] = await open(
    file('two.npz', zipSync({ 'a.npy': writeNpy(x), 'b.npy': writeNpy(x) })),
  );
  if (!a || !b) throw new Error('expected two');
  await answer('tensor.close', [a.ref]);
  expect(await values(b)).toEqual([1, 2]);
  const again = await answer('file.reopen', { handle: handleOf(b) });
  expect(again.map(({ member }) => member)).toEqual(['a', 'b']);
});

test('an integer file is refused with a handle, by which it opens converted', async () => {
  const { code, details } = await refused(file('i.npy', integers(1, -2, 3)));
  expect(code).toBe('integer-dtype');
  const [info] = await answer('file.reopen', { handle: details['handle'], convertIntegers: true });
  if (!info) throw new Error('expected a tensor');
  expect([info.dtype, info.name]).toEqual(['int64', 'i.npy']);
  expect(await values(info)).toEqual([1, -2, 3]);
});

test('what opens in another way takes the place of what was open of the file', async () => {
  const info = await openOne(file('t.csv', 'a,b\n1,2\n3,4\n'));
  expect(info.reading?.columns).toEqual(['a', 'b']);
  const csv = { header: 'no' };
  expect(await call('file.reopen', { handle: handleOf(info), csv })).toMatchObject({
    ok: false,
    code: 'csv-number',
  });
  // What failed leaves what was there.
  expect(await values(info)).toEqual([1, 2, 3, 4]);
  const [again] = await answer('file.reopen', {
    handle: handleOf(info),
    csv: { header: 'yes', index: 'yes' },
  });
  if (!again) throw new Error('expected a tensor');
  expect([again.shape, await values(again)]).toEqual([
    [2, 1],
    [2, 4],
  ]);
  expect(await call('tensor.describe', info.ref)).toMatchObject({ code: 'unknownTensor' });
});

test('a preview shows the first lines as they stand, and why they cannot be read', async () => {
  const { code, details } = await refused(file('p.csv', 'x;y\n1,5;NA\n2,5;3\n'));
  expect(code).toBe('csv-number');
  const handle = details['handle'];
  const shown = await answer('file.preview', { handle });
  expect(shown.lines.map(({ cells }) => cells)).toEqual([
    ['x', 'y'],
    ['1,5', 'NA'],
    ['2,5', '3'],
  ]);
  expect([shown.header, shown.reading.delimiter, shown.reading.decimal]).toEqual([true, ';', ',']);
  expect(shown.problem).toMatchObject({ code: 'csv-number', details: { line: 2, column: 2 } });
  const missing = { missing: 'nan' };
  expect((await answer('file.preview', { handle, csv: missing })).problem).toBeNull();
  const [info] = await answer('file.reopen', { handle, csv: missing });
  if (!info) throw new Error('expected a tensor');
  expect(await values(info)).toEqual([1.5, NaN, 2.5, 3]);
});

test('a delimiter that a file names wrongly can be chosen', async () => {
  const { code, details } = await refused(file('sep.csv', 'sep=:\n1,2\n3,4\n'));
  expect(code).toBe('csv-delimiter');
  const [info] = await answer('file.reopen', {
    handle: details['handle'],
    csv: { delimiter: ',' },
  });
  expect(info?.shape).toEqual([2, 2]);
});

test('a file is at hand for its own window only, and not any more when it is released', async () => {
  const { details } = await refused(file('o.npy', integers(1)));
  const owner = given.host;
  given.host = new FakeHost();
  for (const channel of ['file.reopen', 'file.preview'] as const)
    expect(await call(channel, { handle: details['handle'] })).toMatchObject({
      code: 'unknownFile',
    });
  expect(await answer('file.release', details['handle'])).toBe(true);
  given.host = owner;
  expect(
    await call('file.reopen', { handle: details['handle'], convertIntegers: true }),
  ).toMatchObject({
    ok: true,
  });
  // Something of it is open: it is not let go.
  await answer('file.release', details['handle']);
  expect(
    await call('file.reopen', { handle: details['handle'], convertIntegers: true }),
  ).toMatchObject({
    ok: true,
  });
  const other = await refused(file('o2.npy', integers(1)));
  await answer('file.release', other.details['handle']);
  expect(await call('file.reopen', { handle: other.details['handle'] })).toMatchObject({
    code: 'unknownFile',
  });
});

test('members that cannot be used are told with why, and the others open', async () => {
  const x = writeNpy(tensor(Float32Array.of(1, 2), [2]));
  const infos = await open(file('mixed.npz', zipSync({ 'x.npy': x, 'i.npy': integers(7) })));
  expect(infos.map(({ member }) => member)).toEqual(['x']);
  const [told] = events('skipped');
  expect(told).toMatchObject({ handle: handleOf(infos[0]!), total: 1 });
  expect(told?.members).toMatchObject([
    { member: 'i', code: 'integer-dtype', details: { dtype: 'int64' } },
  ]);
  const all = await answer('file.reopen', { handle: told?.handle, convertIntegers: true });
  expect(all.map(({ member }) => member).sort()).toEqual(['i', 'x']);
});

test('numbers beyond the memory limit leave memory, not those just opened, and come back when they are used', async () => {
  const { tensors, settings } = given.service;
  await settings.set({ memoryLimit: 128 });
  try {
    // 8 MiB each, ten of them: a fair part of 128 MiB holds fewer.
    const one = tensor(new Float32Array(2 ** 21).fill(3), [2 ** 21]);
    const infos: TensorInfo[] = [];
    for (const name of Array.from({ length: 10 }, (_, i) => `e${i}`)) {
      const info = await openOne(file(`${name}.npy`, writeNpy(one)));
      infos.push(info);
      const before = tensors.bytesHeld;
      expect((await tensors.get(info.ref)).tensor.data[0]).toBe(3);
      // It was there: nothing was read for it.
      expect(tensors.bytesHeld).toBe(before);
    }
    expect(tensors.bytesHeld).toBeLessThanOrEqual((128 * 2 ** 20) / HELD_COPIES);
    const first = await tensors.get(infos[0]!.ref);
    expect(first.tensor.data[2 ** 21 - 1]).toBe(3);
    expect(tensors.bytesHeld).toBeLessThanOrEqual((128 * 2 ** 20) / HELD_COPIES);
  } finally {
    await settings.set({ memoryLimit: 512 });
  }
});
