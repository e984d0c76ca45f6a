import { expect, test } from 'vitest';
import { crc32 } from '../../../core/io/crc32.ts';
import { listNpz, readNpz } from '../../../core/io/npz.ts';
import { listSafetensors, readSafetensors } from '../../../core/io/safetensors.ts';
import { listZip } from '../../../core/io/zip.ts';
import { bare, described, failure, fixture, index } from './fixture.ts';

test('crc32 of "123456789" is the published check value', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('the arrays of numpy.savez are listed and read', () => {
  const bytes = fixture('stored.npz');
  expect(listNpz(bytes)).toEqual(['x', 'label']);
  expect(described(readNpz(bytes, 'x').tensor)).toEqual(bare(index.npz.x32));
  expect(failure(() => readNpz(bytes, 'label')).code).toBe('integer-dtype');
  expect([...readNpz(bytes, 'label', { convertIntegers: true }).tensor.data]).toEqual([0, 1, 2]);
});

test('the arrays of numpy.savez_compressed are unpacked', () => {
  const bytes = fixture('deflated.npz');
  expect(listNpz(bytes)).toEqual(['a/b', 'y']);
  expect(described(readNpz(bytes, 'y').tensor)).toEqual(bare(index.npz.x64));
  expect(new Set(readNpz(bytes, 'a/b').tensor.data)).toEqual(new Set([0.5]));
});

test('the only array of an archive needs no name', () => {
  const { tensor } = readNpz(fixture('single.npz'));
  expect(described(tensor)).toEqual(bare(index.npz.x32));
  const { code, message } = failure(() => readNpz(fixture('stored.npz'), undefined, ALL));
  expect(code).toBe('npz-member');
  expect(message).toMatch(/x, label/);
  expect(failure(() => readNpz(fixture('stored.npz'), 'z')).code).toBe('npz-member');
});

for (const name of ['stored.npz', 'deflated.npz'])
  test(
    `${name} with any byte wrong or missing gives the right array or a clear error`,
    { timeout: 60_000 },
    () => {
      const bytes = fixture(name);
      const right = listNpz(bytes).map((member) => described(readNpz(bytes, member, ALL).tensor));
      const attempt = (damaged: Uint8Array) => {
        try {
          for (const member of listNpz(damaged)) {
            const read = described(readNpz(damaged, member, ALL).tensor);
            expect(right).toContainEqual(read);
          }
        } catch (error) {
          expect((error as Error).name, String(error)).toBe('InputError');
        }
      };
      for (let at = 0; at < bytes.length; at += 3) {
        const damaged = bytes.slice();
        damaged[at]! ^= 0xff;
        attempt(damaged);
        attempt(bytes.slice(0, at));
      }
    },
  );

const ALL = { convertIntegers: true };

test('an archive without arrays and a file that is no archive are refused', () => {
  const empty = new Uint8Array(22);
  empty.set([0x50, 0x4b, 5, 6]);
  expect(failure(() => listNpz(empty)).code).toBe('npz-empty');
  expect(failure(() => listNpz(fixture('little-f4.npy'))).code).toBe('zip-magic');
});

test('an archive that claims to unpack to more than deflate can is refused', () => {
  const bytes = fixture('deflated.npz');
  const view = new DataView(bytes.buffer);
  let entry = 0;
  while (view.getUint32(entry, true) !== 0x02014b50) entry++;
  view.setUint32(entry + 24, 0xfffffff0, true);
  expect(listZip(bytes)[0]?.bytes).toBe(0xfffffff0);
  expect(failure(() => readNpz(bytes, 'a/b')).message).toMatch(/cannot unpack to 4294967280/);
});

test('the tensors of a .safetensors file are listed with type and shape', () => {
  const entries = listSafetensors(fixture('four.safetensors'));
  expect(entries.map(({ name, dtype, shape }) => [name, dtype, shape])).toEqual([
    ['weight', 'F32', [2, 3, 4]],
    ['running/평균', 'F64', [2, 3, 4]],
    ['half', 'F16', [2, 3, 4]],
    ['brain', 'BF16', [2, 3, 4]],
    ['count', 'I64', []],
    ['tiny', 'F8_E4M3', [3]],
  ]);
});

for (const [name, expected] of Object.entries(index.safetensors))
  test(`the safetensors "${name}" reads as PyTorch's values`, () => {
    const { tensor } = readSafetensors(fixture('four.safetensors'), name, ALL);
    expect(described(tensor)).toEqual(expected);
  });

test('safetensors that cannot be used are refused with what to do', () => {
  const bytes = fixture('four.safetensors');
  expect(failure(() => readSafetensors(bytes)).code).toBe('safetensors-member');
  expect(failure(() => readSafetensors(bytes, 'bias')).message).toMatch(/weight, running/);
  expect(failure(() => readSafetensors(bytes, 'count')).code).toBe('integer-dtype');
  expect(failure(() => readSafetensors(bytes, 'tiny')).code).toBe('integer-dtype');
});

test('a .safetensors file cut off anywhere is reported', () => {
  const bytes = fixture('four.safetensors');
  for (let length = 0; length < bytes.length; length += 5)
    expect(failure(() => listSafetensors(bytes.subarray(0, length))).code).toBe(
      'safetensors-truncated',
    );
});

function withHeader(header: string, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
}

for (const [what, header, code] of [
  ['that is not JSON', '{', 'safetensors-header'],
  ['that is a list', '[]', 'safetensors-header'],
  ['with null', '{"x":null}', 'safetensors-header'],
  ['with a hole', '{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', 'safetensors-header'],
  [
    'with unclaimed bytes',
    '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
    'safetensors-header',
  ],
  [
    'with a wrong size',
    '{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}',
    'safetensors-header',
  ],
  [
    'with a backward range',
    '{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}',
    'safetensors-header',
  ],
  [
    'with a negative size',
    '{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}',
    'safetensors-shape',
  ],
  [
    'with a range behind the end',
    '{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}',
    'safetensors-truncated',
  ],
] as const)
  test(`a .safetensors header ${what} is refused`, () => {
    expect(failure(() => readSafetensors(withHeader(header, 8), 'x')).code).toBe(code);
  });
