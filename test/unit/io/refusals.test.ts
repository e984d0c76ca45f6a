import { expect, test } from 'vitest';
import { npzCatalog } from '../../../core/io/npz.ts';
import { npyType } from '../../../core/io/npyType.ts';
import { parseNpyHeader } from '../../../core/io/npyHeader.ts';
import { memorySource } from '../../../core/io/byteSource.ts';
import { beyondRange, isBeyond } from '../../../core/io/range.ts';
import { isTorchFile, refuseNoTable } from '../../../core/io/recognize.ts';
import { listSafetensors, safetensorsCatalog } from '../../../core/io/safetensors.ts';
import { byteLength } from '../../../core/io/shape.ts';
import { printable, shown, shownNames } from '../../../core/io/shown.ts';
import { refusal } from './fixture.ts';
import { zipOf } from './zipOf.ts';

const text = (value: string) => memorySource(new TextEncoder().encode(value));

test.each([
  ['<f4', 'float32', 'float', 4, true],
  ['>f8', 'float64', 'float', 8, false],
  ['|b1', 'bool', 'bool', 1, true],
  ['|u1', 'uint8', 'uint', 1, true],
] as const)('the type %s is %s', (descr, name, kind, bytes, littleEndian) => {
  expect(npyType(descr)).toEqual({ name, kind, bytes, littleEndian });
});

const CONVERT =
  "expected float16, float32 or float64. Convert first: numpy.save(path, x.astype('float32')).";

test.each([
  ['<U12', ' (text)'],
  ['|S', ' (text)'],
  ['|a3', ' (text)'],
  ['str', ' (text)'],
  ['bytes_', ' (text)'],
  ['<M8[ns]', ' (dates)'],
  ['M', ' (dates)'],
  ['datetime64[D]', ' (dates)'],
  ['<m8[s]', ' (durations)'],
  ['m', ' (durations)'],
  ['timedelta64', ' (durations)'],
  ['<f16', ' (long double)'],
  ['longdouble', ' (long double)'],
  ['xU12', ''],
  ['U12x', ''],
  ['xM8[ns]', ''],
  ['M8[ns]x', ''],
  ['xm8[s]', ''],
  ['m8[s]x', ''],
  ['f16x', ''],
  ['V8', ''],
])('values of type %s are refused%s', (descr, meaning) => {
  expect(refusal(() => npyType(descr))).toEqual({
    code: 'npy-dtype',
    message: `the .npy file holds values of type '${descr}'${meaning}: ${CONVERT}`,
    details: { dtype: descr },
  });
});

test.each([
  ['|O', 'npy-object'],
  ['O8', 'npy-object'],
  ['object', 'npy-object'],
  ['Ox', 'npy-dtype'],
  ['xO', 'npy-dtype'],
  ['<c8', 'npy-complex'],
  ['csingle', 'npy-complex'],
  ['complex128', 'npy-complex'],
  ['c8x', 'npy-dtype'],
  ['(2,)f4', 'npy-structured'],
  ['f4,f4', 'npy-structured'],
])('the type %s is refused as %s', (descr, code) => {
  expect(refusal(() => npyType(descr)).code).toBe(code);
});

test('Python objects and complex numbers are refused with their type and what to do', () => {
  const { message, details } = refusal(() => npyType('|O'));
  expect(message).toMatch(/^the \.npy file holds Python objects \(pickled\), which are not read/);
  expect(message).toMatch(/Save x\.astype\('float32'\); ragged lists have to be padded/);
  expect(details).toEqual({ dtype: '|O' });
  expect(refusal(() => npyType('<c16'))).toEqual({
    code: 'npy-complex',
    message:
      "the .npy file holds complex numbers ('<c16'): expected real ones. Save x.real, x.imag or abs(x).",
    details: { dtype: '<c16' },
  });
});

function npyWith(dict: string, major = 1, minor = 0): Uint8Array {
  const bytes = new Uint8Array(10 + dict.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, major, minor, dict.length & 255, 0]);
  for (let i = 0; i < dict.length; i++) bytes[10 + i] = dict.charCodeAt(i);
  return bytes;
}

test('a .npy file of another version is refused with its version', () => {
  const dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";
  expect(parseNpyHeader(npyWith(dict)).shape).toEqual([2]);
  for (const [major, minor] of [
    [1, 1],
    [0, 0],
    [4, 0],
  ] as const)
    expect(refusal(() => parseNpyHeader(npyWith(dict, major, minor)))).toEqual({
      code: 'npy-version',
      message: `this .npy file has format version ${major}.${minor}: expected 1.0, 2.0 or 3.0. Save it again with a current numpy.save.`,
      details: { version: `${major}.${minor}` },
    });
});

test('what is no .npy file is told from a zip archive, with its first bytes', () => {
  const start = 'this is not a .npy file: expected it to begin with \\x93NUMPY, got ';
  expect(refusal(() => parseNpyHeader(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).message).toBe(
    `${start}50 4b 03 04 00 00. It is a zip archive: open it as .npz.`,
  );
  for (const [first, second] of [
    [0x50, 0],
    [0, 0x4b],
  ] as const)
    expect(refusal(() => parseNpyHeader(Uint8Array.of(first, second))).message).toMatch(
      /Write the array with numpy\.save\(path, x\)\.$/,
    );
});

test.each([
  ["{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}", /got keys descr, /],
  ["{'dexcr': '<f4', 'fortran_order': False, 'shape': (2,)}", /got keys dexcr, /],
  ["{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}", /got no True or False as fortran_order/],
  ["{'descr': '<f4', 'fortran_order': False, 'shape': 2}", /got no tuple as shape/],
  ["'descr'", /got something else/],
])('the header %s is refused with what is wrong', (dict, why) => {
  const { code, message, details } = refusal(() => parseNpyHeader(npyWith(dict)));
  expect(code).toBe('npy-header');
  expect(message).toMatch(why);
  expect(message).toMatch(/^the header of the \.npy file cannot be read: expected a dict/);
  expect(details).toEqual({ header: dict });
});

test('a shape that cannot be is shown with at most eight sizes', () => {
  const eight = [1, 2, 3, 4, 5, 6, 7, -8];
  expect(refusal(() => byteLength('npy', eight, 4))).toEqual({
    code: 'npy-shape',
    message:
      "the file's shape is (1, 2, 3, 4, 5, 6, 7, -8): expected whole sizes from 0 to 2^53, got -8. The file is damaged; write it again.",
    details: { shape: '(1, 2, 3, 4, 5, 6, 7, -8)' },
  });
  expect(refusal(() => byteLength('npy', [...eight, 9], 4)).details).toEqual({
    shape: '(1, 2, 3, 4, 5, 6, 7, -8, …)',
  });
  expect(refusal(() => byteLength('npy', [0.5], 4)).message).toMatch(/got 0\.5\./);
  expect(refusal(() => byteLength('npy', [2 ** 52, 2], 4)).message).toMatch(
    /expected at most 2\^53 bytes, got 36028797018963970 bytes/,
  );
  // NumPy takes 64 axes
  const ones = Array<number>(64).fill(1);
  expect(byteLength('npy', ones, 4)).toBe(4);
  expect(byteLength('npy', [2, 3, 0], 4)).toBe(0);
  expect(refusal(() => byteLength('npy', [...ones, 1], 4)).message).toMatch(
    /expected at most 64 axes, got 65/,
  );
});

test('a number beyond the largest of its type is told with what it may be saved as', () => {
  expect(
    refusal(() => {
      throw beyondRange('1e39', 'float32', 3, 2);
    }),
  ).toEqual({
    code: 'number-range',
    message:
      'line 3, column 2: 1e39 is beyond 3.4e38, the largest float32, and would become infinite. Scale the data down, save it as a float64 .npy, or write inf where that is meant.',
    details: { line: 3, got: '1e39', dtype: 'float32', most: '3.4e38' },
  });
  expect(beyondRange('1e309', 'float64', 3).message).toBe(
    'line 3: 1e309 is beyond 1.8e308, the largest float64, and would become infinite. Scale the data down or write inf where that is meant.',
  );
  expect(isBeyond(1e39, '1e39', 'float32')).toBe(true);
  expect(isBeyond(1e39, '1e39', 'float64')).toBe(false);
  expect(isBeyond(-Infinity, '-1e309', 'float64')).toBe(true);
  expect(isBeyond(Infinity, 'INF', 'float32')).toBe(false);
  expect(isBeyond(3e38, '3e38', 'float32')).toBe(false);
});

test('text out of a file is shown without what acts, and cut with an ellipsis', () => {
  expect(printable('a\x1b\u00ff\u200b\n')).toBe('a\\x1b\u00ff\\u200b\\x0a');
  expect(printable('a\n\t', '\n')).toBe('a\n\\x09');
  expect(printable('\ufeff\u202e')).toBe('\\ufeff\\u202e');
  expect(shown('abc', 3)).toBe('abc');
  expect(shown('abcd', 3)).toBe('abc…');
  // a control character takes four: \x00
  expect(shown('a\0b', 4)).toBe('a\\x0…');
  // half of a pair is no character
  expect(shown('ab\u{1f600}', 3)).toBe('ab…');
  expect(shownNames(['a', 'b', 'c'], 3)).toBe('a, b, c');
  expect(shownNames(['a', 'b', 'c', 'd'], 3)).toBe('a, b, c and 1 more');
  expect(shownNames(['x'.repeat(61)])).toBe(`${'x'.repeat(60)}…`);
});

test('a file under a table’s name is called what it is', () => {
  const misnamed = (source: Parameters<typeof refuseNoTable>[0]) =>
    refusal(() => refuseNoTable(source));
  expect(misnamed(text('[[1, 2]]'))).toEqual({
    code: 'misnamed',
    message: 'this is JSON, not a table: expected numbers as text. Let its name end in .json.',
    details: { kind: 'JSON', ending: '.json' },
  });
  for (const json of ['\ufeff {"a": 1}', '{}', '{"a\\"b" : 1}', '[1, 2]', '[-1.5e-3\n]'])
    expect(misnamed(text(json)).details).toEqual({ kind: 'JSON', ending: '.json' });
  for (const table of ['[1]', '[a, b]', '{a}', 'x {"a": 1}', '1,2'])
    expect(() => refuseNoTable(text(table))).not.toThrow();
  expect(misnamed(memorySource(Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59))).details).toEqual(
    { kind: '.npy file', ending: '.npy' },
  );
  expect(misnamed(memorySource(zipOf({ 'x.npy': new Uint8Array(3) }))).details).toEqual({
    kind: '.npz archive',
    ending: '.npz',
  });
  const other = misnamed(memorySource(zipOf({ 'x.txt': new Uint8Array(3) })));
  expect(other.details).toEqual({ kind: 'zip archive' });
  expect(other.message).toMatch(/^this is a zip archive, not a table: expected numbers as text\. /);
});

test('a pickle of protocol 2 to 5 is PyTorch’s, and an archive with its members', () => {
  const is = (...bytes: number[]) => isTorchFile(memorySource(Uint8Array.from([...bytes, 0, 0])));
  expect([1, 2, 5, 6].map((protocol) => is(0x80, protocol))).toEqual([false, true, true, false]);
  expect(is(0x81, 2)).toBe(false);
  const archive = (name: string) => isTorchFile(memorySource(zipOf({ [name]: new Uint8Array(1) })));
  expect(
    ['model/data.pkl', 'data.pkl', 'm/version', 'm/byteorder', 'xdata.pkl', 'a.txt'].map(archive),
  ).toEqual([true, true, true, true, false, false]);
});

const safetensors = (header: unknown, dataBytes = 8) => {
  const head = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + head.length + dataBytes);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 8);
  return bytes;
};
const entry = (more: object) => ({
  x: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...more },
});

test.each([
  ['no JSON', '{', 'a header that is not JSON'],
  ['a list', '[]', 'a header that is no JSON object'],
  ['null', 'null', 'a header that is no JSON object'],
  ['no type', entry({ dtype: 1 }), 'no dtype, shape and data_offsets for "x"'],
  ['no shape', entry({ shape: 2 }), 'no dtype, shape and data_offsets for "x"'],
  ['no offsets', entry({ data_offsets: 8 }), 'no dtype, shape and data_offsets for "x"'],
  ['nothing', { x: null }, 'no dtype, shape and data_offsets for "x"'],
  ['three offsets', entry({ data_offsets: [0, 8, 9] }), 'data_offsets [0, 8, 9] for "x"'],
  ['an offset below 0', entry({ data_offsets: [-1, 8] }), 'data_offsets [-1, 8] for "x"'],
  ['half an offset', entry({ data_offsets: [0.5, 8] }), 'data_offsets [0.5, 8] for "x"'],
  ['offsets backwards', entry({ data_offsets: [8, 0] }), 'data_offsets [8, 0] for "x"'],
  [
    'an offset beyond all',
    entry({ data_offsets: [0, 2 ** 53 - 1] }),
    'data_offsets [0, 9007199254740991] for "x"',
  ],
  ['a wrong size', entry({ shape: [3] }), '8 bytes for "x", whose shape needs 12'],
] as const)('a .safetensors header with %s is refused', (_, header, why) => {
  expect(refusal(() => listSafetensors(safetensors(header)))).toEqual({
    code: 'safetensors-header',
    message: `this is not a whole .safetensors file: expected a length, a JSON header and the bytes of its tensors, got ${why}. Save it again.`,
    details: { got: why },
  });
});

test('bytes of a .safetensors file that are missing, or belong to no tensor, are told', () => {
  expect(listSafetensors(safetensors(entry({})))[0]).toMatchObject({ name: 'x', shape: [2] });
  expect(refusal(() => listSafetensors(safetensors(entry({}), 9))).details).toEqual({
    got: '1 bytes that belong to no tensor',
  });
  const short = safetensors(entry({}), 7);
  expect(refusal(() => listSafetensors(short))).toEqual({
    code: 'safetensors-truncated',
    message: `the .safetensors file is cut off: expected ${short.length + 1} bytes, got ${short.length}. Copy or save it again.`,
    details: { expected: short.length + 1, got: short.length },
  });
});

test('a .safetensors file of fewer bytes than a length has, or of no tensor, is told', () => {
  expect(refusal(() => listSafetensors(new Uint8Array(7))).details).toEqual({
    expected: 8,
    got: 7,
  });
  expect(refusal(() => listSafetensors(new Uint8Array(8))).details).toEqual({
    got: 'a header that is not JSON',
  });
  expect(refusal(() => safetensorsCatalog(safetensors({}, 0)))).toEqual({
    code: 'safetensors-empty',
    message:
      'the .safetensors file holds no tensor: expected at least one. Write it with safetensors.torch.save_file({"x": x}, path).',
    details: {},
  });
});

test('what is no array in an archive is told, one of macOS by what it is', () => {
  const of = (name: string) =>
    refusal(() => npzCatalog(zipOf({ [name]: new TextEncoder().encode('no array at all') })));
  expect(of('read.me').message).toBe(
    '"read.me": "read.me" is no array: expected it to begin as a .npy file does.',
  );
  expect(of('__MACOSX/x.npy').message).toBe(
    '"__MACOSX/x": "__MACOSX/x.npy" is no array, but what macOS keeps about a file: expected it to begin as a .npy file does.',
  );
  expect(of('read.me').details).toEqual({ name: 'read.me', dtype: 'no array', member: 'read.me' });
});
