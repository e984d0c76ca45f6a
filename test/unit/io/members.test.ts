import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ByteSource } from '../../../core/io/byteSource.ts';
import { bytesOfListed, reasonOf, tensorNamed } from '../../../core/io/catalog.ts';
import { npyHeader, readNpy, writeNpy } from '../../../core/io/npy.ts';
import { npzCatalog, npzMember, readNpz } from '../../../core/io/npz.ts';
import { refuseNoTable, refuseOtherFiles } from '../../../core/io/recognize.ts';
import { safetensorsCatalog } from '../../../core/io/safetensors.ts';
import { memorySource } from '../../../core/io/byteSource.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { printable, shown } from '../../../core/io/shown.ts';
import { described, failure, fixture } from './fixture.ts';

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/files/${name}`, import.meta.url)));
const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(file(name)));

const { types } = json('types.json') as {
  types: Record<string, { dtype: string; hex: string; shape: number[]; name: string } | null>;
};

function npyOf(descr: string, data: Uint8Array): Uint8Array {
  const header = npyHeader(descr, [2]);
  const bytes = new Uint8Array(header.length + data.length);
  bytes.set(header);
  bytes.set(data, header.length);
  return bytes;
}

test('every type string that NumPy reads as plain numbers reads as its values, every other is refused', () => {
  const counted = Uint8Array.from({ length: 24 }, (_, i) => i);
  for (const [descr, expected] of Object.entries(types)) {
    if (!expected) {
      const { code } = failure(() => readNpy(npyOf(descr, counted), { convertIntegers: true }));
      expect([descr, code]).toEqual([
        descr,
        expect.stringMatching(/^npy-(dtype|object|complex|structured)$/),
      ]);
      continue;
    }
    const { name, ...values } = expected;
    const width = name === 'bool' ? 1 : Number(/\d+/.exec(name)?.[0]) / 8;
    const { tensor } = readNpy(npyOf(descr, counted.subarray(0, 2 * width)), {
      convertIntegers: true,
    });
    expect([descr, described(tensor)]).toEqual([descr, values]);
  }
});

test('a type string of any length is shown as its beginning, without what a terminal obeys', () => {
  const { message, code } = failure(() =>
    readNpy(npyOf(`\x1b]0;x\x07${'z'.repeat(30_000)}`, new Uint8Array(8))),
  );
  expect(code).toBe('npy-dtype');
  expect(message.length).toBeLessThan(300);
  expect(message).toContain('\\x1b]0;x\\x07zzz');
  expect(printable('a\x00\x1b[31m\u202eb\n', '\n')).toBe('a\\x00\\x1b[31m\\u202eb\n');
  expect(shown('한'.repeat(100), 5)).toBe('한한한한한…');
});

test('why a member was left out is told in words, never as the code of an error', () => {
  const bytes = npyOf('<f4', new Uint8Array(8));
  const { skipped } = npzCatalog(
    zipSync({
      'good.npy': bytes,
      'junk.npy': new TextEncoder().encode('junk'),
      'short.npy': bytes.subarray(0, bytes.length - 4),
      'text.npy': npyOf('<U1', new Uint8Array(8)),
    }),
  );
  expect(skipped.map((each) => [each.member, reasonOf(each)])).toEqual([
    ['junk', 'this is not a .npy file'],
    ['short', 'the .npy file is cut off'],
    ['text', '<U1'],
  ]);
});

test('members are named and found as NumPy does, and the others listed with why not', () => {
  const catalog = npzCatalog(file('members.npz'));
  const { loaded } = json('members.json') as { loaded: Record<string, number[]> };
  const read = Object.fromEntries(
    catalog.tensors.map((listed) => [listed.member, [...catalog.read(listed).data]]),
  );
  expect(read).toEqual(loaded);
  expect(catalog.skipped.map(({ member, code }) => [member, code])).toEqual([
    ['text', 'npy-dtype'],
    ['object', 'npy-object'],
    ['complex', 'npy-complex'],
    ['day', 'npy-dtype'],
    ['fields', 'npy-structured'],
    ['count', 'integer-dtype'],
    ['readme.txt', 'npz-no-array'],
    ['__MACOSX/._first', 'npz-no-array'],
  ]);
  expect(failure(() => tensorNamed(catalog, 'object')).code).toBe('npy-object');
  expect(failure(() => tensorNamed(catalog, 'nothing')).message).toMatch(/first, bare, both/);
});

test('where nothing can be normalized the members are named, and converting is offered where it helps', () => {
  const count = npyOf('<i4', new Uint8Array(8));
  const text = npyOf('<U1', new Uint8Array(8));
  const two = failure(() => npzCatalog(zipSync({ 'a.npy': count, 'b.npy': text })));
  expect(two).toMatchObject({ code: 'integer-dtype' });
  expect(two.message).toMatch(/a \(int32\), b \(<U1\).*--convert/);
  const none = failure(() => npzCatalog(zipSync({ 'a.npy': text, 'b.npy': text })));
  expect(none).toMatchObject({ code: 'nothing-usable' });
  expect(failure(() => npzCatalog(zipSync({ 'c.npy': text }))).message).toMatch(
    /^"c": .*'<U1' \(text\)/,
  );
});

/** A source of any size that counts what is read of it; behind the first bytes there are zeros. */
function counting(start: Uint8Array, size: number): ByteSource & { read: number } {
  return {
    size,
    read: 0,
    readInto(target, from) {
      this.read += target.length;
      target.fill(0);
      target.set(start.subarray(from, from + target.length));
    },
  };
}

test('of a .safetensors file of 3 GB only the header and the tensor that is wanted are read', () => {
  const big = 3_000_000_000;
  const header = JSON.stringify({
    'norm.weight': { dtype: 'F32', shape: [12], data_offsets: [0, 48] },
    wide: { dtype: 'F8_E4M3', shape: [8], data_offsets: [48, 56] },
    'lm.weight': { dtype: 'F32', shape: [big / 4], data_offsets: [56, 56 + big] },
  });
  const text = new TextEncoder().encode(header);
  const start = new Uint8Array(8 + text.length + 48);
  new DataView(start.buffer).setUint32(0, text.length, true);
  start.set(text, 8);
  new DataView(start.buffer).setFloat32(8 + text.length + 4, 2.5, true);
  const source = counting(start, 8 + text.length + 56 + big);
  const catalog = safetensorsCatalog(source);
  expect(catalog.tensors.map((listed) => [listed.member, bytesOfListed(listed)])).toEqual([
    ['norm.weight', 48],
    ['lm.weight', big],
  ]);
  expect(catalog.skipped).toMatchObject([{ member: 'wide', code: 'integer-dtype' }]);
  expect(catalog.read(catalog.tensors[0]!).data[1]).toBe(2.5);
  expect(source.read).toBeLessThan(1000);
});

test('an empty .safetensors file says so', () => {
  const bytes = new Uint8Array(10);
  bytes.set([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d]);
  expect(failure(() => safetensorsCatalog(bytes))).toMatchObject({ code: 'safetensors-empty' });
});

test('a packed array tells its size before it is unpacked', () => {
  const zeros = new Uint8Array(4 * 2 ** 20);
  const header = npyHeader('<f4', [2 ** 20]);
  const npy = new Uint8Array(header.length + zeros.length);
  npy.set(header);
  const zip = zipSync({ 'x.npy': npy });
  const watched = counting(zip, zip.length);
  const { tensors, read } = npzCatalog(watched);
  expect(bytesOfListed(tensors[0]!)).toBe(zeros.length);
  // The end with the directory, which is all of this small file, and 256 packed bytes.
  expect(watched.read).toBeLessThan(zip.length + 1000);
  expect(read(tensors[0]!).data.length).toBe(2 ** 20);
});

test('6,000 members are listed with one look at the directory', () => {
  const one = npyOf('<f4', new Uint8Array(8));
  const zip = zipSync(
    Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`m${i}.npy`, one])),
    { level: 0 },
  );
  const source = counting(zip, zip.length);
  const catalog = npzCatalog(source);
  expect(catalog.tensors.length).toBe(6000);
  expect(catalog.read(catalog.tensors[5999]!).shape).toEqual([2]);
  // The directory once, and some hundred bytes of each.
  expect(source.read).toBeLessThan(2 * zip.length);
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
test.each([
  [
    'a Git LFS pointer',
    bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n'),
    'lfs-pointer',
    /git lfs pull/,
  ],
  [
    'a web page',
    bytesOf('\n<!DOCTYPE html>\n<html><head>'),
    'web-page',
    /download the file itself/,
  ],
  ['a gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0), 'packed-file', /gzip.*Unpack/],
  ['a RAR file', bytesOf('Rar!\x1a\x07\x00'), 'packed-file', /RAR.*Unpack/],
  ['an LZ4 file', Uint8Array.of(4, 0x22, 0x4d, 0x18), 'packed-file', /LZ4.*Unpack/],
  ['what a server says', bytesOf('<?xml version="1.0"?><Error>'), 'other-file', /XML.*download/],
  ['a database', bytesOf('SQLite format 3\0'), 'other-file', /database/],
  ['a moving picture', bytesOf('GIF89a'), 'other-file', /picture/],
  ['a sheet', zipSync({ '[Content_Types].xml': new Uint8Array(4) }), 'other-file', /as CSV/],
  ['an HDF5 file', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13), 'hdf5-file', /h5py.*numpy\.savez/],
  ['a Keras model', zipSync({ 'metadata.json': new Uint8Array(4) }), 'hdf5-file', /model\.weights/],
] as const)('%s is recognized and told what to do', (_, bytes, code, advice) => {
  const error = failure(() => refuseOtherFiles(memorySource(bytes)));
  expect(error).toMatchObject({ code });
  expect(error.message).toMatch(advice);
});

test('what is a tensor is not taken for another file', () => {
  for (const name of ['little-f4.npy', 'stored.npz', 'deflated.npz', 'four.safetensors'])
    expect(() => refuseOtherFiles(memorySource(fixture(name)))).not.toThrow();
  expect(() => refuseOtherFiles(memorySource(bytesOf('a,b\n1,2\n')))).not.toThrow();
});

// numpy.load(path)['b.npy'] and ['b'] are one array
test('a member of an .npz is found by both of its names', () => {
  const zip = zipSync({ 'b.npy': npyOf('<f4', new Uint8Array(8)) });
  expect(readNpz(zip, 'b.npy').tensor.shape).toEqual([2]);
  expect(readNpz(zip, 'b').tensor.shape).toEqual([2]);
  expect(failure(() => readNpz(zip, 'c.npy')).code).toBe('npz-member');
  expect(npzMember([{ member: 'b' }, { member: 'b.npy' }], 'b.npy')?.member).toBe('b.npy');
});

test('what is no table says what it is', () => {
  const refused = (bytes: Uint8Array | string) =>
    failure(() =>
      refuseNoTable(memorySource(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)),
    );
  const npz = zipSync({ 'b.npy': npyOf('<f4', new Uint8Array(8)) });
  expect(refused(npz).message).toMatch(/^this is a \.npz archive, not a table.*end in \.npz/);
  expect(refused(npyOf('<f4', new Uint8Array(8))).message).toMatch(/^this is a \.npy file/);
  expect(refused(zipSync({ 'a.txt': new Uint8Array(3) })).code).toBe('packed-file');
  for (const json of ['[[1, 2], [3, 4]]', '\ufeff[\n  1.5,\n 2]', '{"schema": 1}', '{}'])
    expect([json, refused(json).code]).toEqual([json, 'misnamed']);
  for (const table of ['1,2\n', '[a],[b]\n1,2\n', '[1],[2]\n3,4\n', '{a},b\n1,2\n', ''])
    expect(() => refuseNoTable(memorySource(Buffer.from(table)))).not.toThrow();
});

test('of an archive one member is listed alone where it is asked for, all of them where there is none of that name', () => {
  const x = writeNpy(tensor(Float32Array.of(1, 2), [2]));
  const zip = zipSync({ 'a.npy': x, 'b.npy': x, 'c.npy': x.subarray(0, 20) }, { level: 0 });
  const named = (only?: string) => {
    const { tensors, skipped } = npzCatalog(zip, only === undefined ? {} : { only });
    return [tensors.map(({ member }) => member), skipped.map(({ member }) => member)];
  };
  expect(named('b')).toEqual([['b'], []]);
  expect(named('d')).toEqual([['a', 'b'], ['c']]);
  expect(named()).toEqual([['a', 'b'], ['c']]);
});

test('what is no archive is told what an archive is', () => {
  const { code, message } = failure(() => npzCatalog(Uint8Array.of(0x50, 0x4c, 3, 4)));
  expect([code, message]).toEqual([
    'zip-magic',
    'this is not a zip archive: expected it to begin with "PK". Write the arrays with numpy.savez(path, name=x).',
  ]);
});
