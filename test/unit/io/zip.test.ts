import { expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { listZip, type ZipEntry } from '../../../core/io/zip.ts';
import { finishZipMember, memberStart, openZipMember } from '../../../core/io/zipMember.ts';
import { zipOf } from './zipOf.ts';
import { refusal } from './fixture.ts';

const DATA = Uint8Array.from({ length: 700 }, (_, i) => (i * 37) % 251);
const archive = (level: 0 | 6 = 0) => zipOf({ a: DATA, 'b/c': Uint8Array.of(1, 2, 3) }, level);

const damage = (why: string) => ({
  code: 'zip-damaged',
  message: `the archive is damaged: ${why}. Copy it again, or write it again.`,
  details: { why },
});

/** An archive with some of its bytes changed; from the end where `at` is negative. */
function altered(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const other = bytes.slice();
  other.set(values, at < 0 ? other.length + at : at);
  return other;
}

/** Where the directory begins, as its end says. */
const directoryOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer).getUint32(bytes.length - 6, true);

function read(bytes: Uint8Array, entry: ZipEntry, piece = 700): Uint8Array {
  const member = openZipMember(memorySource(bytes), entry);
  const all = new Uint8Array(entry.bytes);
  for (let at = 0; at < all.length; at += piece) member.readInto(all.subarray(at, at + piece));
  finishZipMember(member, entry.name);
  return all;
}

test('members are listed with their sizes and checksums, and read whole or piece by piece', () => {
  for (const level of [0, 6] as const) {
    const bytes = archive(level);
    const [a, c] = listZip(bytes);
    expect(a).toMatchObject({ name: 'a', bytes: 700, encrypted: false, at: 0 });
    expect(c).toMatchObject({ name: 'b/c', bytes: 3 });
    expect(a!.method).toBe(level === 0 ? 0 : 8);
    for (const piece of [1, 255, 700]) expect(read(bytes, a!, piece)).toEqual(DATA);
  }
});

test('a comment behind the directory, as long as can be, does not hide it', () => {
  const bytes = archive();
  for (const length of [1, 65_535]) {
    const commented = new Uint8Array(bytes.length + length).fill(0x20);
    commented.set(bytes);
    new DataView(commented.buffer).setUint16(bytes.length - 2, length, true);
    expect(listZip(commented).map(({ name }) => name)).toEqual(['a', 'b/c']);
  }
  expect(refusal(() => listZip(altered(bytes, -22, 0)))).toEqual(damage('no directory at its end'));
});

test('a comment of a member is passed over', () => {
  const bytes = archive();
  const from = directoryOf(bytes);
  // the first entry is 46 bytes and its name of one; five more as its comment
  const commented = new Uint8Array(bytes.length + 5);
  commented.set(bytes.subarray(0, from + 47));
  commented.set(bytes.subarray(from + 47), from + 52);
  new DataView(commented.buffer).setUint16(from + 32, 5, true);
  expect(listZip(commented).map(({ name }) => name)).toEqual(['a', 'b/c']);
});

test('a directory that is not there, or no directory, is damage', () => {
  const bytes = archive();
  const from = directoryOf(bytes);
  expect(refusal(() => listZip(altered(bytes, from, 0)))).toEqual(
    damage(`no directory entry at byte ${from}`),
  );
  // it begins behind its end: 2³² − 1
  const { message } = refusal(() => listZip(altered(bytes, -6, 255, 255, 255, 255)));
  expect(message).toMatch(/^the archive is damaged: a directory of -\d+ bytes/);
  // one entry more than there are
  expect(refusal(() => listZip(altered(bytes, -12, 3)))).toEqual(
    damage('a position outside of the file'),
  );
});

test('sizes and places of a zip64 part are read in their order, and only those that are elsewhere', () => {
  const bytes = archive();
  const from = directoryOf(bytes);
  /** The first entry with an extra part of these 64-bit numbers, behind another part of 2 bytes. */
  const with64 = (elsewhere: readonly number[], numbers: readonly number[]) => {
    const extra = 6 + 4 + 8 * numbers.length;
    const made = new Uint8Array(bytes.length + extra);
    made.set(bytes.subarray(0, from + 47));
    made.set(bytes.subarray(from + 47), from + 47 + extra);
    const view = new DataView(made.buffer);
    view.setUint16(from + 30, extra, true);
    for (const at of elsewhere) view.setUint32(from + at, 0xffffffff, true);
    let at = from + 47;
    view.setUint16(at, 0x7875, true);
    view.setUint16(at + 2, 2, true);
    view.setUint16((at += 6), 1, true);
    view.setUint16(at + 2, 8 * numbers.length, true);
    numbers.forEach((number, i) => {
      view.setUint32(at + 4 + 8 * i, number % 2 ** 32, true);
      view.setUint32(at + 8 + 8 * i, Math.floor(number / 2 ** 32), true);
    });
    return listZip(made);
  };
  // offsets in an entry: 20 packed, 24 size, 42 local header; in the part they stand as size, packed, place
  const [all, next] = with64([20, 24, 42], [2 ** 33 + 5, 2 ** 32 + 6, 7]);
  expect(all).toMatchObject({ bytes: 2 ** 33 + 5, packedBytes: 2 ** 32 + 6, at: 7 });
  expect(next?.name).toBe('b/c');
  expect(with64([24], [9])[0]).toMatchObject({ bytes: 9, packedBytes: 700, at: 0 });
  expect(with64([20], [9])[0]).toMatchObject({ bytes: 700, packedBytes: 9, at: 0 });
  expect(with64([42], [9])[0]).toMatchObject({ bytes: 700, packedBytes: 700, at: 9 });
  expect(with64([], [9])[0]).toMatchObject({ bytes: 700, packedBytes: 700, at: 0 });
});

test('a member that is encrypted or packed in another way is refused with what to do', () => {
  const bytes = archive();
  const from = directoryOf(bytes);
  const [locked] = listZip(altered(bytes, from + 8, 1));
  expect(refusal(() => openZipMember(memorySource(bytes), locked!))).toEqual({
    code: 'zip-encrypted',
    message: '"a" in the archive is encrypted: expected a plain one. Write it without a password.',
    details: { name: 'a' },
  });
  const [packed] = listZip(altered(bytes, from + 10, 12));
  expect(refusal(() => openZipMember(memorySource(bytes), packed!))).toEqual({
    code: 'zip-method',
    message:
      '"a" is packed with zip method 12: expected stored (0) or deflated (8). Write it with numpy.savez or numpy.savez_compressed.',
    details: { name: 'a', method: 12 },
  });
});

test('a member that is not where, or not what, the directory says is damage', () => {
  const bytes = archive();
  const source = memorySource(bytes);
  const [a] = listZip(bytes);
  const start = (more: Partial<ZipEntry>) => () => memberStart(source, { ...a!, ...more });
  expect(memberStart(source, a!)).toBe(31);
  expect(refusal(start({ at: bytes.length - 29 }))).toEqual(
    damage('"a" begins behind the end of the file'),
  );
  expect(refusal(start({ at: 1 }))).toEqual(damage('no local header for "a"'));
  const rest = bytes.length - 31;
  expect(start({ packedBytes: rest, bytes: rest })()).toBe(31);
  expect(refusal(start({ packedBytes: rest + 1 }))).toEqual(damage('"a" is cut off'));
  expect(refusal(start({ bytes: 701 }))).toEqual(damage('"a" cannot unpack to 701 bytes'));
  // deflate packs at best 1032 to 1
  expect(start({ method: 8, bytes: 701 * 1032 })()).toBe(31);
  expect(refusal(start({ method: 8, bytes: 701 * 1032 + 1 })).message).toMatch(/cannot unpack to/);
});

test('a member is not read beyond its end, and a wrong byte shows in the checksum', () => {
  for (const level of [0, 6] as const) {
    const bytes = archive(level);
    const [a] = listZip(bytes);
    const member = openZipMember(memorySource(bytes), a!);
    expect(member.left).toBe(700);
    expect(member.matches()).toBe(false);
    member.readInto(new Uint8Array(699));
    expect([member.left, member.matches()]).toEqual([1, false]);
    expect(refusal(() => member.readInto(new Uint8Array(2)))).toEqual(damage('"a" is cut off'));
    finishZipMember(member, 'a');
    expect([member.left, member.matches()]).toEqual([0, true]);
  }
  const bytes = altered(archive(), 100, 255);
  const [a] = listZip(bytes);
  expect(refusal(() => read(bytes, a!))).toEqual(damage('the checksum of "a" does not match'));
});

test('deflated bytes that end early or are none are damage', () => {
  const bytes = archive(6);
  const [a] = listZip(bytes);
  expect(refusal(() => read(bytes, { ...a!, bytes: 701 }))).toEqual(
    damage('"a" unpacks to less than it says'),
  );
  // a block of type 3 is reserved
  const broken = altered(bytes, 31, 0b111);
  expect(refusal(() => read(broken, a!))).toEqual(damage('"a" cannot be unpacked'));
});
