import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { tensorNamed } from '../../../core/io/catalog.ts';
import { isTorchStart, torchCatalog } from '../../../core/io/torch/torchCatalog.ts';
import { storageType, torchBytes, torchType } from '../../../core/io/torch/types.ts';
import { refusal } from './fixture.ts';
import {
  archive,
  entry,
  floats,
  joined,
  pickle,
  tensorPickle,
  text,
  uint32,
  type StoredAs,
} from './torchBytes.ts';

const valuesOf = (bytes: Uint8Array) => {
  const catalog = torchCatalog(bytes, { convertIntegers: true });
  return catalog.tensors.map((listed) => [...catalog.read(listed).data]);
};
const zip = (members: Readonly<Record<string, Uint8Array>>) => zipSync(members, { level: 0 });
const PICKLE = pickle(0x80, 2, entry('x', tensorPickle()), '.');
const SIX = floats([1, 2, 3, 4, 5, 6]);

test('two bytes tell a file of torch.save', () => {
  const is = (...bytes: number[]) => isTorchStart(Uint8Array.from(bytes));
  expect([is(0x50, 0x4b), is(0x50, 0), is(0, 0x4b), is()]).toEqual([true, false, false, false]);
  expect([1, 2, 5, 6].map((protocol) => is(0x80, protocol))).toEqual([false, true, true, false]);
  expect(is(0, 2)).toBe(false);
});

describe('an archive', () => {
  test('has one data.pkl, in no folder or one; its storages lie beside it', () => {
    expect(valuesOf(zip({ 'data.pkl': PICKLE, 'data/0': SIX }))).toEqual([[1, 2, 3, 4, 5, 6]]);
    expect(valuesOf(zip({ 'm/data.pkl': PICKLE, 'm/data/0': SIX, 'a/b/data.pkl': SIX }))).toEqual([
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  test('says which end of a number comes first', () => {
    const swapped = SIX.slice();
    for (let i = 0; i < swapped.length; i += 4) swapped.subarray(i, i + 4).reverse();
    const ordered = (order: string, data: Uint8Array) =>
      valuesOf(zip({ 'm/data.pkl': PICKLE, 'm/byteorder': pickle(order), 'm/data/0': data }));
    expect(ordered('big\n', swapped)).toEqual([[1, 2, 3, 4, 5, 6]]);
    expect(ordered('little', SIX)).toEqual([[1, 2, 3, 4, 5, 6]]);
  });

  test.each<readonly [Uint8Array, string]>([
    [zip({ 'm/data/0': SIX }), 'no data.pkl'],
    [zip({ 'm/xdata.pkl': PICKLE, 'a/b/data.pkl': PICKLE }), 'no data.pkl'],
    [zip({ 'm/data.pkl': PICKLE, 'data.pkl': PICKLE }), 'more than one data.pkl'],
    [
      archive(entry('x', tensorPickle()), {}, 9),
      '"x/data.pkl" packed, where PyTorch stores it as it is',
    ],
  ])('%# that is none is refused with what it has', (bytes, got) => {
    expect(refusal(() => valuesOf(bytes))).toEqual({
      code: 'torch-archive',
      message: `this is no whole file of torch.save: expected an archive with data.pkl and its storages, got ${got}. Copy it again, or save it again with torch.save.`,
      details: { got },
    });
  });
});

const uint64 = (value: number) => pickle(uint32(value), uint32(0));
const MAGIC = pickle(
  0x80,
  2,
  0x8a,
  10,
  ...[0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19],
  '.',
);
const stored = (value: Uint8Array) => pickle(0x80, 2, value, '.');
const int = (value: number) => pickle('J', uint32(value));

/** What torch.save wrote before version 1.6, with the parts that are given in place of its own. */
function legacy({
  magic = MAGIC,
  protocol = stored(int(1001)),
  value = stored(entry('x', tensorPickle())),
  keys = stored(pickle('(', text('0'), 'l')),
  data = joined([uint64(6), SIX]),
} = {}): Uint8Array {
  return joined([magic, protocol, stored(pickle('}')), value, keys, data]);
}

describe('a file of the oldest versions', () => {
  test('is pickles one after the other, then the storages', () => {
    expect(valuesOf(legacy())).toEqual([[1, 2, 3, 4, 5, 6]]);
    const view = pickle('(', text('0'), pickle('K', 2), pickle('K', 3), 't');
    const seen = pickle(
      'ctorch._utils\n_rebuild_tensor\n(',
      pickle(
        '(',
        text('storage'),
        'ctorch\nFloatStorage\n',
        text('0'),
        text('cpu'),
        int(6),
        view,
        'tQ',
      ),
      int(1),
      pickle('(', int(2), 't'),
      pickle('(', int(1), 'tt'),
      'R',
    );
    // the view begins at 3, the tensor one behind
    expect(valuesOf(legacy({ value: stored(entry('x', seen)) }))).toEqual([[4, 5]]);
  });

  test.each([
    [{ protocol: stored(int(1000)) }, 'another protocol of PyTorch than 1001'],
    [{ keys: stored(pickle('N')) }, 'no list of storages'],
    [{ keys: stored(pickle('(', int(1), 'l')) }, 'no list of storages'],
    [
      { keys: stored(pickle('(', text('9'.repeat(50)), 'l')) },
      `a storage "${'9'.repeat(40)}" of no type`,
    ],
  ])('%j is refused', (parts, got) => {
    expect(refusal(() => valuesOf(legacy(parts)))).toMatchObject({
      code: 'pickle-damaged',
      details: { got },
    });
  });

  test('another pickle, a missing count and a missing storage are told', () => {
    expect(refusal(() => valuesOf(legacy({ magic: stored(int(1)) })))).toEqual({
      code: 'torch-magic',
      message:
        'this is a pickle, but none of torch.save: expected tensors. Save them with torch.save(model.state_dict(), path).',
      details: {},
    });
    const short = legacy({ data: new Uint8Array(7) });
    const at = short.length - 7;
    expect(refusal(() => valuesOf(short))).toEqual({
      code: 'torch-truncated',
      message: `the PyTorch file is cut off: expected a storage at byte ${at}, got its end at ${short.length}. Copy or save it again.`,
      details: { expected: at + 8, got: short.length },
    });
    const without = legacy({ keys: stored(pickle(']')), data: new Uint8Array(0) });
    expect(refusal(() => valuesOf(without))).toEqual({
      code: 'torch-storage',
      message:
        '"x": its numbers are not in the file: there is no storage "0". Copy it again, or save it again with torch.save.',
      details: { key: '0', dtype: 'numbers missing', member: 'x' },
    });
    expect(refusal(() => valuesOf(legacy({ data: joined([uint64(6), floats([1, 2])]) })))).toEqual({
      code: 'torch-storage',
      message:
        '"x": its numbers are not all in the file: storage "0" should have 24 bytes, got 8. Copy it again, or save it again with torch.save.',
      details: { key: '0', dtype: 'numbers missing', member: 'x' },
    });
  });
});

describe('a view of a storage', () => {
  const seen = (view: StoredAs) => valuesOf(archive(entry('x', tensorPickle(view))))[0];

  test('is walked by its strides', () => {
    expect(seen({ size: [3, 2], stride: [1, 3] })).toEqual([1, 4, 2, 5, 3, 6]);
    expect(seen({ size: [3, 1, 2], stride: [1, 9, 3] })).toEqual([1, 4, 2, 5, 3, 6]);
    expect(seen({ size: [2, 2], stride: [1, 2], offset: 2 })).toEqual([3, 5, 4, 6]);
    expect(seen({ size: [2], stride: [2], offset: 1 })).toEqual([2, 4]);
    expect(seen({ size: [2, 3], stride: [0, 1], offset: 3 })).toEqual([4, 5, 6, 4, 5, 6]);
    expect(seen({ size: [1, 3], stride: [99, 1] })).toEqual([1, 2, 3]);
    expect(seen({ size: [], stride: [], offset: 5 })).toEqual([6]);
    expect(seen({ size: [6000], stride: [0] })).toHaveLength(6000);
  });

  test('of a long storage is read window by window, where few of its numbers count and where many do', () => {
    const count = 600_000;
    const long = { '0': floats(Array.from({ length: count }, (_, i) => i)) };
    const of = (view: StoredAs) =>
      valuesOf(archive(entry('x', tensorPickle({ count, ...view })), long))[0]!;
    const many = of({ size: [2, 300_000], stride: [1, 2] });
    expect(many).toHaveLength(count);
    expect(many.every((value, i) => value === (i < 300_000 ? 2 * i : 2 * (i - 300_000) + 1))).toBe(
      true,
    );
    // rows that overlap lead back behind the beginning of a window
    const again = of({ size: [2, 599_999], stride: [1, 1] });
    expect(again.every((value, i) => value === (i < 599_999 ? i : i - 599_998))).toBe(true);
    expect(of({ size: [6, 2], stride: [100_000, 5000], offset: 7 })).toEqual(
      [0, 1, 2, 3, 4, 5].flatMap((row) => [row * 100_000 + 7, row * 100_000 + 5007]),
    );
  });

  test.each<readonly [StoredAs, string]>([
    [{ size: [2, 3], stride: [4, 1] }, 'element 6 of 6 is asked for'],
    [{ size: [6], stride: [1], offset: 1 }, 'element 6 of 6 is asked for'],
    [{ size: [6001], stride: [0] }, '6001 values are made of 6'],
  ])('%j that leaves it is refused', (view, why) => {
    expect(refusal(() => seen(view))).toEqual({
      code: 'torch-view',
      message: `"x": its sizes and strides do not fit its storage: ${why}. The file is damaged; save it again with torch.save.`,
      details: { dtype: 'a view outside of its storage', why, member: 'x' },
    });
  });
});

test('what cannot be shown is said, with what to do', () => {
  const only = (value: Uint8Array) => refusal(() => valuesOf(archive(entry('x', value))));
  expect(only(pickle('cmine\nNet\n)R'))).toEqual({
    code: 'torch-object',
    message:
      '"x": holds mine.Net, which is no tensor: not loaded, because building it would run code. Save the tensors alone: torch.save(model.state_dict(), path).',
    details: { dtype: 'mine.Net', member: 'x' },
  });
  expect(only(pickle('cnumpy\ndtype\n', text('f4'), 0x85, 'R')).details).toEqual({
    dtype: 'something else',
    member: 'x',
  });
  const told = (kind: string) => ({
    code: 'torch-dtype',
    message: `"x": a ${kind} tensor: expected plain numbers on a grid (float16, bfloat16, float32, float64). Convert it first: x.to_dense(), x.dequantize(), x.real or x.float().`,
    details: { dtype: kind, member: 'x' },
  });
  expect(only(pickle('ctorch._utils\n_rebuild_sparse_tensor\n)R'))).toEqual(told('sparse'));
  expect(only(tensorPickle({ storage: 'ComplexFloatStorage' }))).toEqual(told('complex64'));
  const meta = pickle(
    'ctorch._utils\n_rebuild_tensor\n((',
    pickle(text('storage'), 'ctorch\nFloatStorage\n', text('0'), text('meta'), int(1), 'tQ'),
    pickle(int(0), '(', int(1), 't(', int(1), 'ttR'),
  );
  expect(only(meta)).toEqual(told('meta'));
  expect(refusal(() => valuesOf(archive(pickle('}'))))).toEqual({
    code: 'torch-empty',
    message:
      'the PyTorch file holds no tensor: expected at least one. Save the tensors with torch.save(model.state_dict(), path).',
    details: {},
  });
  expect(refusal(() => valuesOf(new Uint8Array(9)))).toEqual({
    code: 'torch-magic',
    message:
      'this is no file of torch.save: expected a zip archive or a pickle. Save the tensors with torch.save(model.state_dict(), path).',
    details: {},
  });
});

test('NumPy arrays in it are read in their own order, and refused when their bytes do not fit', () => {
  const array = (fortran: boolean, bytes: readonly number[], descr = 'i1') =>
    archive(
      entry(
        'x',
        pickle(
          'cnumpy.core.multiarray\n_reconstruct\n)R(',
          pickle(int(1), '(', int(2), int(3), 't'),
          pickle('cnumpy\ndtype\n', text(descr), 0x85, 'R', fortran ? 0x88 : 0x89),
          pickle('C', bytes.length, Uint8Array.from(bytes), 'tb'),
        ),
      ),
    );
  expect(valuesOf(array(false, [1, 2, 3, 4, 5, 6]))).toEqual([[1, 2, 3, 4, 5, 6]]);
  expect(valuesOf(array(true, [1, 2, 3, 4, 5, 6]))).toEqual([[1, 3, 5, 2, 4, 6]]);
  expect(refusal(() => valuesOf(array(false, [1]))).details).toEqual({
    got: '1 bytes for a NumPy array of shape (2, 3)',
    member: 'x',
  });
  expect(refusal(() => valuesOf(array(false, [1], 'U3'))).code).toBe('npy-dtype');
  const stateless = archive(entry('x', pickle('cnumpy.core.multiarray\n_reconstruct\n)R')));
  expect(refusal(() => valuesOf(stateless)).details).toEqual({
    got: 'a NumPy array without a state',
    member: 'x',
  });
});

test('a tensor is found by its name; the only one needs none', () => {
  const two = archive(pickle('}(', text('a'), tensorPickle(), text('b'), tensorPickle(), 'u'));
  const catalog = torchCatalog(two);
  expect(catalog.tensors.map(({ sharesWith }) => sharesWith)).toEqual([undefined, 'a']);
  expect(tensorNamed(catalog, 'b').member).toBe('b');
  expect(tensorNamed(torchCatalog(archive(entry('x', tensorPickle()))), undefined).member).toBe(
    'x',
  );
  expect(refusal(() => tensorNamed(catalog, undefined))).toEqual({
    code: 'noMember',
    message: 'expected the name of a tensor in the file (a, b), got none.',
    details: { names: 'a, b', got: '' },
  });
  expect(refusal(() => tensorNamed(catalog, 'c', 'npz-member'))).toEqual({
    code: 'npz-member',
    message: 'expected the name of a tensor in the file (a, b), got "c".',
    details: { names: 'a, b', got: 'c' },
  });
  const other = torchCatalog(two);
  expect(() => other.read(catalog.tensors[0]!)).toThrow(
    'torchCatalog: expected one of its own tensors',
  );
});

test('when nothing can be normalized the reasons of six are given, and that integers may be converted', () => {
  const objects = (count: number) =>
    Array.from({ length: count }, (_, i) => pickle(text(`k${i}`), 'cmine\nNet\n)R'));
  const six = archive(pickle('}(', ...objects(6), 'u'));
  const list = [0, 1, 2, 3, 4, 5].map((i) => `k${i} (mine.Net)`).join(', ');
  expect(refusal(() => valuesOf(six))).toEqual({
    code: 'nothing-usable',
    message: `none of its 6 members can be normalized: ${list}. Expected arrays of float16, float32 or float64.`,
    details: { names: 'k0, k1, k2, k3, k4, k5', count: 6 },
  });
  expect(refusal(() => valuesOf(archive(pickle('}(', ...objects(7), 'u')))).message).toBe(
    `none of its 7 members can be normalized: ${list} and 1 more. Expected arrays of float16, float32 or float64.`,
  );
  const integers = archive(
    pickle('}(', text('n'), tensorPickle({ storage: 'IntStorage' }), ...objects(1), 'u'),
  );
  expect(refusal(() => torchCatalog(integers))).toEqual({
    code: 'integer-dtype',
    message:
      'none of its 2 members can be normalized: n (int32), k0 (mine.Net). Expected float16, float32 or float64; let the integers be converted here (--convert on the command line).',
    details: { dtype: 'int32', names: 'n, k0', count: 2 },
  });
  expect(
    refusal(() => torchCatalog(archive(entry('n', tensorPickle({ storage: 'IntStorage' }))))),
  ).toEqual({
    code: 'integer-dtype',
    message:
      '"n": normalization is not defined for int32 values (PyTorch: not implemented for them): expected float16, float32 or float64. Convert first, with x.float() in PyTorch or x.astype(\'float32\') in NumPy, or let them be converted here (--convert on the command line).',
    details: { dtype: 'int32', member: 'n' },
  });
});

test('every type of PyTorch has its bytes, those that can be shown their kind', () => {
  const bytes = {
    ...{ float32: 4, float64: 8, float16: 2, bfloat16: 2, float8_e4m3fn: 1, float8_e5m2: 1 },
    ...{
      int8: 1,
      int16: 2,
      int32: 4,
      int64: 8,
      uint8: 1,
      uint16: 2,
      uint32: 4,
      uint64: 8,
      bool: 1,
    },
  };
  for (const [dtype, width] of Object.entries(bytes)) {
    expect(torchBytes(dtype)).toBe(width);
    expect(torchType(dtype, true)).toMatchObject({ name: dtype, bytes: width, littleEndian: true });
  }
  expect(torchType('bfloat16', false)).toEqual({
    name: 'bfloat16',
    kind: 'bfloat',
    bytes: 2,
    littleEndian: false,
  });
  expect(torchType('complex64', true)).toBeNull();
  expect(torchBytes('complex64')).toBe(8);
  expect([torchBytes('toString'), torchType('toString', true)]).toEqual([null, null]);
  expect(
    ['torch.FloatStorage', 'torch.cuda.HalfStorage', 'torch.storage.UntypedStorage'].map(
      storageType,
    ),
  ).toEqual(['float32', 'float16', 'uint8']);
  for (const name of [
    'torch.toStringStorage',
    'torch.xpu.FloatStorage',
    'FloatStorage',
    'torch.Storage',
  ])
    expect(storageType(name)).toBeNull();
});
