import { expect, test } from 'vitest';
import { npyHeader, readNpy, writeNpy } from '../../../core/io/npy.ts';
import { parseNpyHeader } from '../../../core/io/npyHeader.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { bare, described, failure, fixture, index, refusal } from './fixture.ts';

for (const file of index.files) {
  test(`${file.file} (${file.descr}) reads as NumPy's values`, () => {
    const read = readNpy(fixture(file.file), { convertIntegers: true });
    expect(described(read.tensor)).toEqual(bare(file));
    expect(read.dtype).toBe(file.descr);
    expect(read.fortranOrder).toBe(file.fortran);
  });
}

for (const { file } of index.files.filter(({ rewritten }) => rewritten))
  test(`writeNpy gives the bytes of ${file} that numpy.save wrote`, () => {
    expect(writeNpy(readNpy(fixture(file)).tensor)).toEqual(fixture(file));
  });

test('writeNpy of a Fortran-order file gives the C-order one', () => {
  const { tensor: x } = readNpy(fixture('little-f4-fortran.npy'));
  expect(writeNpy(x)).toEqual(fixture('little-f4.npy'));
});

test('a view into a larger buffer at an odd offset reads the same', () => {
  const bytes = fixture('little-f4.npy');
  const buffer = new Uint8Array(bytes.length + 7);
  buffer.set(bytes, 3);
  const { tensor: x } = readNpy(buffer.subarray(3, 3 + bytes.length));
  expect(x).toEqual(readNpy(bytes).tensor);
  buffer.fill(0);
  expect(x).toEqual(readNpy(bytes).tensor);
});

test('the header alone tells where the data is', () => {
  const { shape, descr, dataOffset, dataBytes, type, version } = parseNpyHeader(
    fixture('little-f4.npy').subarray(0, 128),
  );
  expect({ shape, descr, dataOffset, dataBytes, version, name: type.name }).toEqual({
    shape: [2, 3, 4],
    descr: '<f4',
    dataOffset: 128,
    dataBytes: 2 * 3 * 4 * 4,
    version: '1.0',
    name: 'float32',
  });
});

test('integers are refused unless their conversion is asked for', () => {
  for (const name of ['int-i8-little.npy', 'int-u1-little.npy', 'int-bool.npy']) {
    const { code, message } = failure(() => readNpy(fixture(name)));
    expect(code).toBe('integer-dtype');
    expect(message).toMatch(/x\.float\(\)/);
  }
});

for (const [name, code, advice] of [
  ['bad-object', 'npy-object', /astype/],
  ['bad-structured', 'npy-structured', /x\['field'\]/],
  ['bad-complex', 'npy-complex', /x\.real/],
  ['bad-dtype', 'npy-dtype', /'<U2'/],
  ['bad-longdouble', 'npy-dtype', /'<f16'/],
  ['bad-date', 'npy-dtype', /'<M8\[ns\]'/],
] as const)
  test(`${name}.npy is refused with ${code} and what to do`, () => {
    const error = failure(() => readNpy(fixture(`${name}.npy`)));
    expect(error).toMatchObject({ name: 'InputError', code });
    expect(error.message).toMatch(advice);
  });

test('a file cut off anywhere is reported as cut off, not read', () => {
  const bytes = fixture('little-f8.npy');
  for (let length = 0; length < bytes.length; length++)
    expect(failure(() => readNpy(bytes.subarray(0, length))).code).toBe('npy-truncated');
});

test('bytes after the data are reported with both numbers', () => {
  const bytes = fixture('little-f4.npy');
  const longer = new Uint8Array(bytes.length + 4);
  longer.set(bytes);
  const { code, message, details } = refusal(() => readNpy(longer));
  expect(code).toBe('npy-trailing');
  expect(message).toMatch(/needs 96 bytes of data, got 100/);
  expect(details).toEqual({ shape: '(2, 3, 4)', dtype: '<f4', expected: 96, got: 100 });
  const cut = refusal(() => readNpy(bytes.subarray(0, bytes.length - 4)));
  expect(cut.details).toEqual({ shape: '(2, 3, 4)', dtype: '<f4', expected: 96, got: 92 });
});

test('what is no .npy file is told apart from a .npz archive', () => {
  const text = failure(() => readNpy(new TextEncoder().encode('1,2,3\n4,5,6\n')));
  expect(text.code).toBe('npy-magic');
  expect(failure(() => readNpy(fixture('stored.npz'))).message).toMatch(/open it as \.npz/);
});

function withHeader(dict: string): Uint8Array {
  const bytes = npyHeader('<f4', [1]);
  bytes.fill(0x20, 10, -1);
  bytes.set(new TextEncoder().encode(dict), 10);
  return bytes;
}

for (const [what, shape] of [
  ['negative', '(-1, 3)'],
  ['fractional or named', '(3, None)'],
  ['more than 2^53 bytes', '(4294967296, 4294967296, 4294967296)'],
  ['beyond an integer', '(99999999999999999999999999,)'],
] as const)
  test(`a shape that is ${what} is refused`, () => {
    const bytes = withHeader(`{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`);
    expect(failure(() => readNpy(bytes)).code).toBe('npy-shape');
  });

test('a huge but possible shape is reported as cut off before any memory is taken', () => {
  const bytes = withHeader(
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000), }",
  );
  expect(failure(() => readNpy(bytes)).message).toMatch(/needs 4000000000000 bytes/);
});

for (const dict of [
  "{'descr': '<f4', 'fortran_order': False}",
  "{'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}",
  "{'descr': '<f4', 'fortran_order': False, 'shape': 3}",
  "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), 'more': 1}",
  "__import__('os')",
  "{'descr': '<f4'",
  '',
])
  test(`the header ${dict || 'of spaces'} is refused as damaged`, () => {
    expect(failure(() => readNpy(withHeader(dict))).code).toBe('npy-header');
  });

test('brackets within brackets end in words, not in the depth of a stack', () => {
  const { code, message } = failure(() => readNpy(withHeader('('.repeat(100))));
  expect(code).toBe('npy-header');
  expect(message).toMatch(/brackets within more than 64 others/);
});

test('headers in other spellings that Python reads are read', () => {
  const dict = `{"shape": (1L, ), "fortran_order": True, "descr": "<f4"}`;
  const header = withHeader(dict);
  const bytes = new Uint8Array(header.length + 4);
  bytes.set(header);
  expect(readNpy(bytes).tensor).toEqual(tensor(new Float32Array(1), [1]));
});

test('an unknown format version is refused', () => {
  const bytes = fixture('little-f4.npy');
  bytes[6] = 9;
  expect(failure(() => readNpy(bytes)).code).toBe('npy-version');
});

test('a header leaves room for the axis that would grow: the first in C order, the last in Fortran order', () => {
  const shape = [10_000_000, 7, 7, 7, 7, 7, 7, 7, 100_000_000, 1];
  // lengths that numpy.lib.format gives (NumPy 1.24): 21 digits less those of the axis that grows, padded to 64
  expect(npyHeader('<f4', shape, true)).toHaveLength(192);
  expect(npyHeader('<f4', shape, false)).toHaveLength(128);
});

// numpy.load 1.24: "shape is not valid: 2", "[2]"; ((2,)) and (2,) are tuples
test('a shape that is no tuple is refused as NumPy refuses it', () => {
  const header = (shape: string) =>
    withHeader(`{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`);
  for (const shape of ['(1)', '[1]', '1', '[]', '(,)'])
    expect([shape, failure(() => readNpy(header(shape))).code]).toEqual([shape, 'npy-header']);
  const whole = (shape: string) => Uint8Array.of(...header(shape), 0, 0, 0, 0);
  for (const shape of ['(1,)', '((1,))', '( 1 , )'])
    expect(readNpy(whole(shape)).tensor.shape).toEqual([1]);
});
