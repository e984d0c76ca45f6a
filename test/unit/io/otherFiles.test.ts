import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { isJsonList, readJson } from '../../../core/io/json.ts';
import { parsePythonLiteral } from '../../../core/io/pythonLiteral.ts';
import { refuseOtherFiles } from '../../../core/io/recognize.ts';
import { refusal } from './fixture.ts';
import { zipOf } from './zipOf.ts';

const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const tar = (name: string) => {
  const bytes = new Uint8Array(512);
  bytes.set(ascii(name));
  bytes.set(ascii('ustar'), 257);
  return bytes;
};
const refuse = (bytes: Uint8Array) => () => refuseOtherFiles(memorySource(bytes));

/** Files by their first bytes; how many of these tell them. */
const FILES: readonly (readonly [
  kind: string,
  code: string,
  bytes: Uint8Array,
  telling: number,
])[] = [
  ['Git LFS pointer', 'lfs-pointer', ascii('version https://git-lfs.github.com/spec/v1'), 40],
  ['gzip file', 'packed-file', Uint8Array.of(0x1f, 0x8b, 8), 2],
  ['bzip2 file', 'packed-file', ascii('BZh9'), 3],
  ['xz file', 'packed-file', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), 6],
  ['Zstandard file', 'packed-file', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), 4],
  ['7-Zip file', 'packed-file', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf), 4],
  ['HDF5 file (.h5, .hdf5, .mat)', 'hdf5-file', Uint8Array.of(0x89, 0x48, 0x44, 0x46), 4],
  ['MATLAB file', 'other-file', ascii('MATLAB 5.0 MAT-file'), 10],
  ['Parquet file', 'other-file', ascii('PAR1'), 4],
  ['Arrow file', 'other-file', ascii('ARROW1'), 6],
  ['GGUF model', 'other-file', ascii('GGUF'), 4],
  ['picture', 'other-file', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 4],
  ['picture', 'other-file', Uint8Array.of(0xff, 0xd8, 0xff), 3],
  ['PDF', 'other-file', ascii('%PDF-1.7'), 5],
  ['old Excel file', 'other-file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 4],
];

test.each(FILES)(
  'a %s is refused by its first bytes, all of them',
  (kind, code, bytes, telling) => {
    expect(refusal(refuse(bytes))).toMatchObject({ code, details: { kind } });
    for (let at = 0; at < telling; at++) {
      const other = bytes.slice();
      other[at]! ^= 0x80;
      expect(refuse(other)).not.toThrow();
    }
  },
);

test('what is refused is told with what is read and what to do', () => {
  expect(refusal(refuse(ascii('PAR1')))).toEqual({
    code: 'other-file',
    message:
      'this is a Parquet file: expected .npy, .npz, .safetensors, a PyTorch file, JSON or CSV. Save the array that you mean with numpy.save(path, x).',
    details: { kind: 'Parquet file' },
  });
  expect(refusal(refuse(Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0))).message).toMatch(
    /^this is an xz file: .* Unpack it first, and open what comes out\.$/,
  );
});

test.each([
  ['<!DOCTYPE html>', true],
  ['\ufeff\n<html lang="en">', true],
  ['<!-- saved --> <!-- twice\n --><HEAD>', true],
  ['<body>', true],
  ['<htmlx>', false],
  ['x<html>', false],
  ['<!doctype xml>', false],
])('%j is a web page: %s', (text, isPage) => {
  const bytes = new TextEncoder().encode(text);
  if (isPage) expect(refusal(refuse(bytes)).code).toBe('web-page');
  else expect(refuse(bytes)).not.toThrow();
});

test('a tar is of the first PyTorch versions by the name of its first member', () => {
  const kind = (name: string) => refusal(refuse(tar(name))).code;
  for (const name of ['storages', 'tensors', 'pickle', 'sys_info', './storages'])
    expect(kind(`${name}\0`)).toBe('torch-old');
  for (const name of ['storages1\0', 'x/storages\0', 'a.txt\0'])
    expect(kind(name)).toBe('packed-file');
});

test('a zip archive is told by its first member; one of arrays or of other things is not refused', () => {
  const of = (name: string) => refuse(zipOf({ [name]: new Uint8Array(2) }));
  for (const name of ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'docProps/app.xml'])
    expect(refusal(of(name)).details).toEqual({ kind: 'Excel file' });
  for (const name of ['metadata.json', 'config.json', 'model.weights.h5'])
    expect(refusal(of(name)).details).toEqual({ kind: 'Keras model (.keras)' });
  for (const name of [
    'x.npy',
    'xl/a.npy',
    'a/config.json',
    'config.json5',
    'a/xl/b',
    'model/data.pkl',
  ])
    expect(of(name)).not.toThrow();
});

describe('JSON', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test('is a list by its first bracket, behind a mark and spaces', () => {
    const is = (text: string) => isJsonList(memorySource(bytes(text)));
    expect(['[1]', ' \n[', '\ufeff [', '{"a": [1]}', 'x[', ''].map(is)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test.each([
    [
      '[[1, 2],\n[3]]',
      'json-ragged',
      'line 2: the lists have no one shape: expected 2, got 1 entries. Pad them to one length first.',
      { line: 2, expected: '2', got: '1 entries' },
    ],
    [
      '[1, [2]]',
      'json-ragged',
      'line 1: the lists have no one shape: expected a number, got a list. Pad them to one length first.',
      { line: 1, expected: 'a number', got: 'a list' },
    ],
    [
      '[[1], 2]',
      'json-ragged',
      'line 1: the lists have no one shape: expected a list, got a number. Pad them to one length first.',
      { line: 1, expected: 'a list', got: 'a number' },
    ],
    [
      '1',
      'json-ragged',
      'line 1: the lists have no one shape: expected a list, got a number. Pad them to one length first.',
      { line: 1, expected: 'a list', got: 'a number' },
    ],
    [
      '[1, nul]',
      'json-number',
      'line 1: expected a number, got "nul". Write nested lists of numbers: json.dump(x.tolist(), file).',
      { line: 1, got: 'nul' },
    ],
    [
      `[${'9'.repeat(50)}x]`,
      'json-number',
      `line 1: expected a number, got "${'9'.repeat(40)}…". Write nested lists of numbers: json.dump(x.tolist(), file).`,
      { line: 1, got: `${'9'.repeat(40)}…` },
    ],
    [
      '[1, 2',
      'json-list',
      'line 1: expected nested lists of numbers, got its end. Write them with json.dump(x.tolist(), file).',
      { line: 1, got: 'its end' },
    ],
    [
      '[1 2]',
      'json-list',
      'line 1: expected nested lists of numbers, got a value without ",". Write them with json.dump(x.tolist(), file).',
      { line: 1, got: 'a value without ","' },
    ],
    [
      '[[1][2]]',
      'json-list',
      'line 1: expected nested lists of numbers, got a value without ",". Write them with json.dump(x.tolist(), file).',
      { line: 1, got: 'a value without ","' },
    ],
    [
      '[,1]',
      'json-list',
      'line 1: expected nested lists of numbers, got ",". Write them with json.dump(x.tolist(), file).',
      { line: 1, got: '","' },
    ],
    [
      '[1],',
      'json-list',
      'line 1: expected nested lists of numbers, got ",". Write them with json.dump(x.tolist(), file).',
      { line: 1, got: '","' },
    ],
    [
      '[1,]',
      'json-list',
      'line 1: expected nested lists of numbers, got "]". Write them with json.dump(x.tolist(), file).',
      { line: 1, got: '"]"' },
    ],
    [
      ']',
      'json-list',
      'line 1: expected nested lists of numbers, got "]". Write them with json.dump(x.tolist(), file).',
      { line: 1, got: '"]"' },
    ],
    [
      '[1][2]',
      'json-list',
      'line 1: expected nested lists of numbers, got a second list. Write them with json.dump(x.tolist(), file).',
      { line: 1, got: 'a second list' },
    ],
    [
      '['.repeat(65),
      'json-list',
      'line 1: expected nested lists of numbers, got more than 64 lists in each other. Write them with json.dump(x.tolist(), file).',
      { line: 1, got: 'more than 64 lists in each other' },
    ],
    [
      '[]',
      'json-empty',
      'the lists hold no number: expected at least one. Write them with json.dump(x.tolist(), file).',
      {},
    ],
  ])('%j is refused with where and why', (text, code, message, details) => {
    expect(refusal(() => readJson(bytes(text)))).toEqual({ code, message, details });
  });

  test('64 lists in each other are read, and the room is asked for as many numbers as there are', () => {
    const { shape } = readJson(bytes(`${'['.repeat(64)}7${']'.repeat(64)}`));
    expect(shape).toEqual(Array<number>(64).fill(1));
    const told: number[] = [];
    const rooms: number[] = [];
    const { data } = readJson(bytes('[[1, 2], [3.5e1, -0.25]]'), {
      grows: (values) => told.push(values),
      room: (_, length) => {
        rooms.push(length);
        return new Float32Array(length);
      },
    });
    // a block is asked for before its first number, the array when all are there
    expect([[...data], told, rooms]).toEqual([
      [1, 2, 35, -0.25],
      [2 ** 18, 4].map((n, i) => n + 1 - i),
      [4],
    ]);
  });

  test.each(['1.', '.5', '+1', '1e', '1e+', '--1', 'Infinityx', 'xNaN', '0x1', '-'])(
    '%s is no number',
    (word) => {
      expect(refusal(() => readJson(bytes(`[${word}]`))).code).toBe('json-number');
    },
  );
});

describe('parsePythonLiteral()', () => {
  test.each([
    ['7', 7],
    ['-7L', -7],
    ["'a b'", 'a b'],
    [`"it's"`, "it's"],
    [String.raw`'\'\\'`, String.raw`'\ `.trim()],
    ['True', true],
    ['False', false],
    ['None', null],
    ['()', []],
    ['(1,)', [1]],
    ['(1)', 1],
    ['(1, 2)', [1, 2]],
    [' ( 1 , 2 , ) ', [1, 2]],
    ['[1, (2, 3)]', { list: [1, [2, 3]] }],
    ['[]', { list: [] }],
    ['[1]', { list: [1] }],
  ])('%s is read', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  test('a dict is a map of its texts', () => {
    expect(parsePythonLiteral("{'a': 1, 'b': (2,), }")).toEqual(
      new Map<string, unknown>([
        ['a', 1],
        ['b', [2]],
      ]),
    );
    expect(parsePythonLiteral('{}')).toEqual(new Map());
  });

  test.each([
    ['', 'unexpected "end of text" at position 0'],
    ['(1', 'unexpected "end of text" at position 2'],
    ['(1 2)', 'unexpected "2" at position 3'],
    ['1 2', 'unexpected "2" at position 2'],
    ['nan', 'unexpected "nan" at position 0'],
    ['1.5', 'unexpected ".5" at position 1'],
    ['{1: 2}', 'unexpected "1" at position 1'],
    ["{'a', 2}", 'unexpected "," at position 4'],
    ["'open", `unexpected "'open" at position 0`],
    ['(]', 'unexpected "]" at position 1'],
    [`1 ${'%'.repeat(30)}`, `unexpected "${'%'.repeat(10)}" at position 2`],
  ])('%j is refused with its place', (text, message) => {
    expect(() => parsePythonLiteral(text)).toThrow(new SyntaxError(message));
  });
});
