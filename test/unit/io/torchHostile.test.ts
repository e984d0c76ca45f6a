import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { torchCatalog } from '../../../core/io/torch/torchCatalog.ts';
import {
  archive,
  entry,
  floats,
  joined,
  pickle,
  tensorPickle,
  text,
  uint32,
} from './torchBytes.ts';

function refusal(bytes: Uint8Array): InputError {
  try {
    const catalog = torchCatalog(bytes, { convertIntegers: true });
    for (const listed of catalog.tensors) catalog.read(listed);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('expected a refusal');
}

test('a pickle by hand is read as torch.save wrote it', () => {
  const catalog = torchCatalog(archive(entry('x', tensorPickle())));
  expect(catalog.tensors.map(({ member, shape }) => [member, shape])).toEqual([['x', [2, 3]]]);
  expect([...catalog.read(catalog.tensors[0]!).data]).toEqual([1, 2, 3, 4, 5, 6]);
});

const nested = (levels: number) =>
  joined([pickle(']'.repeat(levels)), pickle('a'.repeat(levels - 1))]);
/** Lists that hold the one before twice: 2^40 values when each is visited. */
const doubling = pickle(
  tensorPickle(),
  ...Array.from({ length: 40 }, (_, i) => pickle('q', i, 'h', i, 0x86)),
);

const HOSTILE: readonly (readonly [what: string, bytes: () => Uint8Array, code: string, RegExp])[] =
  [
    ['a memo that was never put', () => archive(pickle('h', 9)), 'pickle-damaged', /memo 9/],
    ['a mark that is never closed', () => archive(pickle('(]')), 'pickle-damaged', /never ends/],
    ['a list that never began', () => archive(pickle('t')), 'pickle-damaged', /never began/],
    ['a step that takes more than there is', () => archive(pickle('R')), 'pickle-damaged', /takes/],
    ['no STOP', () => archive(pickle('N', 'N')), 'pickle-damaged', /more than one value/],
    ['an unknown step', () => archive(pickle(0xff)), 'pickle-damaged', /0xff/],
    ['10,000 nested lists', () => archive(nested(10_000)), 'pickle-damaged', /in each other/],
    ['2^40 lists in each other', () => archive(doubling), 'pickle-damaged', /more than/],
    [
      'a whole number of 2^31 bytes',
      () => archive(pickle(0x8b, uint32(2 ** 31))),
      'pickle-damaged',
      /whole number/,
    ],
    [
      'a text longer than the file',
      () => archive(pickle('X', uint32(2 ** 31), 'abc')),
      'pickle-damaged',
      /2147483648 bytes/,
    ],
    [
      'a call of a function that is not on the list',
      () => archive(pickle('cos\nsystem\n', text('touch /tmp/normscope-hostile'), 0x85, 'R')),
      'torch-object',
      /os\.system/,
    ],
    [
      'an object of what such a call gave',
      () => archive(entry('a', pickle('cbuiltins\neval\n', text('1'), 0x85, 'R)R'))),
      'torch-object',
      /builtins\.eval/,
    ],
    [
      'one list copied again and again',
      () =>
        archive(
          joined([
            pickle('(', 'N'.repeat(100_000), 'lq', 0, '0'),
            ...Array.from({ length: 1000 }, () =>
              pickle('ccollections\nOrderedDict\nh', 0, 0x85, 'R0'),
            ),
            pickle('N'),
          ]),
        ),
      'pickle-damaged',
      /again and again/,
    ],
    [
      'a storage shorter than its count',
      () => archive(entry('x', tensorPickle({ count: 600, size: [600], stride: [1] }))),
      'torch-storage',
      /2400 bytes, got 24/,
    ],
    ['no storage', () => archive(entry('x', tensorPickle({ key: '7' }))), 'torch-storage', /"7"/],
    [
      'strides that leave the storage',
      () => archive(entry('x', tensorPickle({ stride: [1000, 1] }))),
      'torch-view',
      /element 1002 of 6/,
    ],
    [
      'an offset behind the storage',
      () => archive(entry('x', tensorPickle({ offset: 1 }))),
      'torch-view',
      /element 6 of 6/,
    ],
    [
      'a view far larger than its storage',
      () => archive(entry('x', tensorPickle({ size: [100_000, 100_000], stride: [0, 0] }))),
      'torch-view',
      /10000000000 values are made of 6/,
    ],
    [
      'a size beyond 2^53',
      () => archive(entry('x', tensorPickle({ size: [2e9, 2e9, 2e9], stride: [0, 0, 0] }))),
      'torch-shape',
      /2\^53/,
    ],
    [
      'a negative size',
      () => archive(entry('x', tensorPickle({ size: [-1] }))),
      'pickle-damaged',
      /sizes/,
    ],
    [
      'a packed pickle',
      () => archive(entry('x', tensorPickle()), {}, 9),
      'torch-archive',
      /packed/,
    ],
    [
      'a storage of no type',
      () => archive(entry('x', tensorPickle({ storage: 'Net' }))),
      'pickle-damaged',
      /torch\.Net/,
    ],
    [
      'a quantized tensor alone',
      () => archive(entry('x', tensorPickle({ storage: 'QInt8Storage' }))),
      'torch-dtype',
      /qint8/,
    ],
    ['a plain pickle', () => pickle(0x80, 2, '}.'), 'torch-magic', /none of torch\.save/],
    ['a file of zeros', () => new Uint8Array(100), 'torch-magic', /zip archive or a pickle/],
    ['an empty file', () => new Uint8Array(0), 'torch-magic', /zip archive or a pickle/],
    ['no tensor at all', () => archive(pickle('}')), 'torch-empty', /no tensor/],
  ];

// The bounds are of work as well as of memory: some take a second of it.
test.each(HOSTILE)('%s is refused', { timeout: 60_000 }, (_, bytes, code, words) => {
  const error = refusal(bytes());
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(words)]);
  expect(existsSync('/tmp/normscope-hostile')).toBe(false);
});

test('two members of one name are refused: readers do not agree which is meant', () => {
  const bytes = archive(entry('x', tensorPickle()), {
    '0': floats([1, 2, 3, 4, 5, 6]),
    '1': floats([9]),
  });
  const name = new TextEncoder().encode('x/data/1');
  for (let at = 0; at + name.length <= bytes.length; at++)
    if (name.every((byte, i) => bytes[at + i] === byte)) bytes[at + name.length - 1] = 0x30;
  const error = refusal(bytes);
  expect([error.code, error.message]).toEqual([
    'torch-archive',
    expect.stringMatching(/two members/),
  ]);
});

test('a tensor without numbers is read, wherever its offset points', () => {
  const view = { size: [0, 3], stride: [3, 1], offset: 2 ** 30 };
  const catalog = torchCatalog(archive(entry('x', tensorPickle(view))));
  expect([...catalog.read(catalog.tensors[0]!).data]).toEqual([]);
});

test('a list that holds itself is told once', () => {
  const bytes = archive(pickle(']q', 0, 'h', 0, 'a', tensorPickle(), 'a'));
  expect(torchCatalog(bytes).tensors.map(({ member }) => member)).toEqual(['1']);
});

test('a tar of the first PyTorch versions says that it is too old', async () => {
  const { refuseOtherFiles } = await import('../../../core/io/recognize.ts');
  const { memorySource } = await import('../../../core/io/byteSource.ts');
  const bytes = new Uint8Array(1024);
  bytes.set(new TextEncoder().encode('storages\0'));
  bytes.set(new TextEncoder().encode('ustar'), 257);
  expect(() => refuseOtherFiles(memorySource(bytes))).toThrow(/too old.*torch\.save/);
  rmSync('/tmp/normscope-hostile', { force: true });
});
