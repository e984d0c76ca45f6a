import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { PickleCursor } from '../../../core/io/pickle/cursor.ts';
import { unpickle } from '../../../core/io/pickle/unpickle.ts';
import {
  isKind,
  itemsOf,
  thingIn,
  Unbuilt,
  type PickleValue,
} from '../../../core/io/pickle/values.ts';
import { torchBuilders } from '../../../core/io/torch/globals.ts';
import {
  NumpyArray,
  NumpyType,
  OtherTensor,
  TorchStorage,
  TorchTensor,
} from '../../../core/io/torch/parts.ts';
import { leavesOf } from '../../../core/io/torch/walk.ts';
import { refusal } from './fixture.ts';
import { pickle, tensorPickle, text, uint32 } from './torchBytes.ts';

type Parts = readonly (string | number | Uint8Array)[];

const read = (...parts: Parts): PickleValue => {
  const bytes = pickle(...parts, '.');
  return unpickle(new PickleCursor(memorySource(bytes), 0, bytes.length), torchBuilders());
};

/** A value as a line of text: lists in [], tuples in (), dicts in {}, what is not built by its name. */
function line(value: PickleValue): string {
  if (isKind(value, 'dict'))
    return `{${value.entries.map(([key, entry]) => `${line(key)}: ${line(entry)}`).join(', ')}}`;
  if (isKind(value, 'list')) return `[${value.items.map(line).join(', ')}]`;
  if (isKind(value, 'tuple')) return `(${value.items.map(line).join(', ')})`;
  if (isKind(value, 'global')) return `global ${value.name}`;
  const unbuilt = thingIn(value, Unbuilt);
  if (unbuilt) return `unbuilt ${unbuilt.name}`;
  const other = thingIn(value, OtherTensor);
  if (other) return `a ${other.kind} tensor`;
  const tensor = thingIn(value, TorchTensor);
  if (tensor) {
    const { storage, view, dtype } = tensor;
    return `${dtype} ${view.size.join('×')} from ${view.offset} by ${view.stride.join()} in ${storage.key}`;
  }
  const storage = thingIn(value, TorchStorage);
  if (storage)
    return `storage ${storage.key} of ${storage.count} ${storage.dtype} on ${storage.location || 'nothing'} from ${storage.from}`;
  const type = thingIn(value, NumpyType);
  if (type) return `dtype ${type.bigEndian ? '>' : '<'}${type.descr}`;
  const array = thingIn(value, NumpyArray);
  if (array)
    return `array ${array.descr} (${array.shape.join()}) ${array.fortranOrder ? 'F' : 'C'} ${array.bytes.join()}`;
  if (value instanceof Uint8Array) return `bytes ${value.join()}`;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'string' ? `'${value}'` : `${value as number | boolean | null}`;
}

const ONE = pickle('K', 1);
const TWO = pickle('K', 2);
const uint64 = (value: number) => pickle(uint32(value), uint32(0));
const double = (value: number) => new Uint8Array(new Float64Array([value]).buffer).reverse();
const dictOf = (...parts: Parts) => pickle('ccollections\nOrderedDict\n', ...parts);

/** Steps and what CPython's pickle.loads makes of them; a class that is not on the list is named and not built. */
const VALUES: readonly (readonly [steps: Parts, value: string])[] = [
  [['N'], 'null'],
  [[0x88], 'true'],
  [[0x89], 'false'],
  [['K', 200], '200'],
  [['M', 1, 2], '513'],
  [['J', 255, 255, 255, 255], '-1'],
  [['J', 0, 0, 0, 0x80], '-2147483648'],
  [['J', 1, 2, 3, 4], '67305985'],
  [[0x8a, 0], '0'],
  [[0x8a, 1, 0x7f], '127'],
  [[0x8a, 1, 0x80], '-128'],
  [[0x8a, 2, 0xff, 0], '255'],
  [[0x8a, 2, 0, 0x80], '-32768'],
  [[0x8a, 7, 255, 255, 255, 255, 255, 255, 31], '9007199254740991'],
  [[0x8a, 7, 0, 0, 0, 0, 0, 0, 32], '9007199254740992n'],
  [[0x8b, uint32(2), 1, 1], '257'],
  [[0x8b, uint32(256), '\0'.repeat(256)], '0'],
  [['G', double(1.5)], '1.5'],
  [['I00\n'], 'false'],
  [['I01\n'], 'true'],
  [['I1\n'], '1'],
  [['I-42\n'], '-42'],
  [['I+42\n'], '42'],
  [['L7L\n'], '7'],
  [['L7\n'], '7'],
  [['L-9007199254740993L\n'], '-9007199254740993n'],
  [[`I${'0'.repeat(599)}5\n`], '5'],
  [['F1.5\n'], '1.5'],
  [['F-1e-3\n'], '-0.001'],
  [['Fnan\n'], 'NaN'],
  [['F-NaN\n'], 'NaN'],
  [['Finf\n'], 'Infinity'],
  [['F+inf\n'], 'Infinity'],
  [['F-inf\n'], '-Infinity'],
  [["S'a\"b'\n"], `'a"b'`],
  [['S"a\'b"\n'], `'a'b'`],
  [["S''\n"], `''`],
  [['Vabc\n'], `'abc'`],
  [['X', uint32(2), 0xc3, 0xa9], `'é'`],
  [[0x8c, 2, 0xc3, 0xa9], `'é'`],
  [[0x8d, uint64(2), 0xc3, 0xa9], `'é'`],
  [['T', uint32(1), 0xe9], `'é'`],
  [['U', 1, 0xe9], `'é'`],
  [['B', uint32(2), 1, 255], 'bytes 1,255'],
  [['C', 2, 1, 255], 'bytes 1,255'],
  [['C', 0], 'bytes '],
  [[0x8e, uint64(2), 1, 255], 'bytes 1,255'],
  [[0x96, uint64(2), 1, 255], 'bytes 1,255'],
  [[')'], '()'],
  [[']'], '[]'],
  [['}'], '{}'],
  [[0x8f], '[]'],
  [['(', ONE, TWO, 't'], '(1, 2)'],
  [['(', ONE, TWO, 'l'], '[1, 2]'],
  [['(', ONE, TWO, 'd'], '{1: 2}'],
  [['(', ONE, TWO, 0x91], '(1, 2)'],
  [[ONE, 0x85], '(1)'],
  [[ONE, TWO, 0x86], '(1, 2)'],
  [[ONE, TWO, 'K', 3, 0x87], '(1, 2, 3)'],
  [[']', ONE, 'a', TWO, 'a'], '[1, 2]'],
  [[']', '(', ONE, TWO, 'e'], '[1, 2]'],
  [[0x8f, '(', ONE, TWO, 0x90], '[1, 2]'],
  [['}', ONE, TWO, 's'], '{1: 2}'],
  [['}(', ONE, TWO, TWO, ONE, ONE, ONE, 'u'], '{1: 1, 2: 1}'],
  [['}(', 'N', ONE, 'N', TWO, 'u'], '{null: 1, null: 2}'],
  [[ONE, 'q', 5, 'h', 5, 0x86], '(1, 1)'],
  [[ONE, 'r', uint32(700), 'j', uint32(700), 0x86], '(1, 1)'],
  [[ONE, 'p70\n', 'g70\n', 0x86], '(1, 1)'],
  [[ONE, 0x94, TWO, 0x94, 'h', 0, 0x87], '(1, 2, 1)'],
  [[ONE, TWO, '0'], '1'],
  [[ONE, '(0'], '1'],
  [[ONE, '(', TWO, '0', TWO, 't', 0x86], '(1, (2))'],
  [[ONE, '(', TWO, TWO, '1'], '1'],
  [[ONE, '2', 0x86], '(1, 1)'],
  [[0x80, 5, 0x95, uint64(2), ONE], '1'],
  [['cmodule\nname\n'], 'global module.name'],
  [[text('module'), text('name'), 0x93], 'global module.name'],
  [[dictOf(')R')], '{}'],
  [[dictOf(')', 0x81)], '{}'],
  [[dictOf(')}', 0x92)], '{}'],
  [['(', dictOf('o')], '{}'],
  [['(icollections\nOrderedDict\n'], '{}'],
  [[dictOf('(', ONE, TWO, 'd', 0x85, 'R')], '{1: 2}'],
  [[dictOf(']', ONE, TWO, 0x86, 'a', 0x85, 'R')], '{1: 2}'],
  [[dictOf(']', ONE, 'a', 0x85, 'R')], '{null: null}'],
  [['ccollections\ndefaultdict\nN', '(', ONE, TWO, 'd', 0x86, 'R'], '{1: 2}'],
  [['ccollections\nCounter\n', '(', ONE, TWO, 'd', 0x85, 'R'], '{1: 2}'],
  [['ctorch\nSize\n', ONE, TWO, 0x86, 0x85, 'R'], '(1, 2)'],
  [['ctorch\nSize\n)R'], '()'],
  [['ctorch\ndevice\n', text('cpu'), 0x85, 'R'], `'cpu'`],
  [['ctorch\ndevice\n)R'], 'null'],
  [['c_codecs\nencode\nX', uint32(2), 0xc3, 0xbf, text('latin1'), 0x86, 'R'], 'bytes 255'],
  [['c__builtin__\nbytearray\nC', 2, 1, 2, 0x85, 'R'], 'bytes 1,2'],
  [['cbuiltins\nbytearray\n)R'], 'bytes '],
  [['cbuiltins\nset\n]', ONE, 'a', 0x85, 'R'], '[1]'],
  [['cbuiltins\nfrozenset\n)R'], '[]'],
  [['cbuiltins\ncomplex\n', ONE, TWO, 0x86, 'R'], 'null'],
  [['cposix\nsystem\n', text('ls'), 0x85, 'R'], 'unbuilt posix.system'],
  [['cposix\nsystem\n)R)R'], 'unbuilt posix.system'],
  [['cposix\nsystem\n)R', ONE, 'a'], 'unbuilt posix.system'],
  [['cposix\nsystem\n)R', ONE, TWO, 's'], 'unbuilt posix.system'],
  [['cposix\nsystem\n)RNb'], 'unbuilt posix.system'],
  [['ccollections\nxbuiltins.set\n)R'], 'unbuilt collections.xbuiltins.set'],
  [['}Nb'], '{}'],
  [['cnumpy\nndarray\n)R'], 'unbuilt numpy.ndarray'],
  [['cnumpy.core.multiarray\nscalar\n)R'], 'null'],
  [['cxnumpy.core.multiarray\nscalar\n)R'], 'unbuilt xnumpy.core.multiarray.scalar'],
];

test.each(VALUES.map(([steps, value], i) => [`${i}: ${value}`, steps, value] as const))(
  'steps are read as data: %s',
  (_, steps, value) => {
    expect(line(read(...steps))).toBe(value);
  },
);

const STORAGE = (...more: Parts) => pickle('(', ...more, 'tQ');
const STORED = [text('storage'), 'ctorch\nFloatStorage\n', text('0'), text('cpu')] as const;
const SIX = STORAGE(...STORED, 'K', 6);
const sizes = (...values: readonly number[]) =>
  pickle('(', ...values.map((n) => pickle('K', n)), 't');
const rebuilt = (name: string, ...args: Parts) =>
  pickle(`ctorch._utils\n${name}\n(`, ...args, 'tR');

describe('what torch.save builds', () => {
  test.each<readonly [Parts, string]>([
    [[tensorPickle()], 'float32 2×3 from 0 by 3,1 in 0'],
    [[rebuilt('_rebuild_tensor', SIX, ONE, sizes(2), sizes(1))], 'float32 2 from 1 by 1 in 0'],
    [
      [rebuilt('_rebuild_tensor_v3', SIX, ONE, sizes(2), sizes(1), 'N', 'N', 'ctorch\nfloat16\n')],
      'float16 2 from 1 by 1 in 0',
    ],
    [[rebuilt('_rebuild_parameter', tensorPickle())], 'float32 2×3 from 0 by 3,1 in 0'],
    [[rebuilt('_rebuild_parameter_with_state', tensorPickle())], 'float32 2×3 from 0 by 3,1 in 0'],
    [[rebuilt('_rebuild_parameter')], 'null'],
    [[rebuilt('_rebuild_sparse_tensor')], 'a sparse tensor'],
    [[rebuilt('_rebuild_sparse_csr_tensor')], 'a sparse tensor'],
    [[rebuilt('_rebuild_qtensor')], 'a quantized tensor'],
    [[rebuilt('_rebuild_meta_tensor_no_storage')], 'a meta tensor'],
    [[rebuilt('_rebuild_nested_tensor')], 'a nested tensor'],
    [[rebuilt('_rebuild_wrapper_subclass')], 'a wrapped tensor'],
    [[rebuilt('_rebuild_device_tensor_from_numpy')], 'a other device tensor'],
    [[rebuilt('_rebuild_device_tensor_from_cpu_tensor')], 'a other device tensor'],
    [
      ['ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_qtensor\nN)tR'],
      'a quantized tensor',
    ],
    [['ctorch._tensor\n_rebuild_from_type\n(cmine\nmake\nN)tR'], 'unbuilt mine.make'],
    [[rebuilt('_rebuild_qtensor'), 'Nb'], 'a quantized tensor'],
    [[SIX], 'storage 0 of 6 float32 on cpu from 0'],
    [[SIX, 'Nb'], 'storage 0 of 6 float32 on cpu from 0'],
    [
      [STORAGE(...STORED, 'K', 6, '(', text('1'), TWO, 'K', 3, 't')],
      'storage 0 of 3 float32 on cpu from 2',
    ],
    [
      [STORAGE(text('storage'), 'ctorch.cuda\nHalfStorage\n', text('k'), 'N', 'K', 6)],
      'storage k of 6 float16 on nothing from 0',
    ],
    [
      [STORAGE(text('storage'), 'ctorch.storage\nUntypedStorage\n', text('k'), 'N', 'K', 6)],
      'storage k of 6 uint8 on nothing from 0',
    ],
    [[STORAGE(text('module'), 'cmine\nNet\n', text('source'))], 'global mine.Net'],
    [['cnumpy\ndtype\n', text('f4'), 0x85, 'R'], 'dtype <f4'],
    [['cnumpy\ndtype\n', text('f4'), 0x85, 'R(', ONE, text('>'), 'tb'], 'dtype >f4'],
    [['cnumpy\ndtype\n', text('f4'), 0x85, 'RNb'], 'dtype <f4'],
    [['cnumpy.core.multiarray\n_reconstruct\n)R'], 'array null () C '],
    [
      [
        'cnumpy._core.multiarray\n_reconstruct\n)R(',
        ONE,
        sizes(2, 1),
        pickle('cnumpy\ndtype\n', text('i1'), 0x85, 'R'),
        0x88,
        'C',
        2,
        7,
        8,
        'tb',
      ],
      'array <i1 (2,1) F 7,8',
    ],
    [
      [
        'cnumpy._core.numeric\n_frombuffer\n(C',
        2,
        7,
        8,
        pickle('cnumpy\ndtype\n', text('i1'), 0x85, 'R'),
        sizes(2),
        text('C'),
        'tR',
      ],
      'array <i1 (2) C 7,8',
    ],
    [
      [
        'cnumpy._core.numeric\n_frombuffer\n(N',
        pickle('cnumpy\ndtype\n', text('i1'), 0x85, 'R'),
        sizes(2),
        text('F'),
        'tR',
      ],
      'array <i1 (2) F ',
    ],
  ])('%# is built as data', (steps, value) => {
    expect(line(read(...steps))).toBe(value);
  });
});

/** Why a pickle is damaged, in the words of its error. */
const DAMAGED: readonly (readonly [steps: Parts, why: string])[] = [
  [['h', 9], 'memo 9, which was never put'],
  [['(]'], 'a list that never ends'],
  [['t'], 'the end of a list that never began'],
  [['R'], 'a step that takes more than there is'],
  [[ONE, '(', 0x85], 'a step that takes more than there is'],
  [['('], 'a list that never ends'],
  [[], 'a step that takes more than there is'],
  [['NN'], 'more than one value'],
  [[0xff], 'a step 0xff that nothing writes here'],
  [[0x80, 6], 'protocol 6'],
  [['C', 5, 'ab'], '5 bytes where 3 are left'],
  [['K'], 'no STOP before its end'],
  [['Iabc\n'], '"abc" for a number'],
  [['I1x\n'], '"1x" for a number'],
  [['Ix1\n'], '"x1" for a number'],
  [['I\n'], '"" for a number'],
  [[`I${'1'.repeat(601)}\n`], `"${'1'.repeat(40)}" for a number`],
  [['Fabc\n'], '"abc" for a number'],
  [['Fxinf\n'], '"xinf" for a number'],
  [[`F${'x'.repeat(50)}\n`], `"${'x'.repeat(40)}" for a number`],
  [['Sabc\n'], 'a text without quotes'],
  [['S\'abc"\n'], 'a text without quotes'],
  [["Sx'abc'\n"], 'a text without quotes'],
  [["S'abc'x\n"], 'a text without quotes'],
  [[0x8b, uint32(257), '\0'.repeat(257)], 'a whole number of 257 bytes'],
  [[`V${'a'.repeat(2 ** 16 + 1)}\n`], 'a line without an end'],
  [[text('m'), ONE, 0x93], 'a global without a name'],
  [[ONE, text('n'), 0x93], 'a global without a name'],
  [['cposix\nsystem\nNR'], 'a call without arguments'],
  [[ONE, ')R'], 'a call of what is no function'],
  [['(o'], 'a call of what is no function'],
  [[ONE, TWO, 'a'], 'an entry of what is no list'],
  [[ONE, TWO, TWO, 's'], 'a key of what is no dict'],
  [['}(', ONE, 'u'], 'a key without a value'],
  [[ONE, 'Nb'], 'a state of what has none'],
  [['Pid\n'], 'an id of what lies outside that is no storage'],
  [[STORAGE(text('module'), ONE)], 'an id of what lies outside that is no storage'],
  [
    [STORAGE(text('other'), ...STORED.slice(1), ONE)],
    'an id of what lies outside that is no storage',
  ],
  [
    [STORAGE(...STORED.slice(0, 2), ONE, ONE, ONE)],
    'an id of what lies outside that is no storage',
  ],
  [[STORAGE(...STORED, 'J', 255, 255, 255, 255)], 'an id of what lies outside that is no storage'],
  [[STORAGE(text('storage'), 'cmine\nNet\n', text('0'), 'N', ONE)], 'a storage of mine.Net'],
  [[STORAGE(text('storage'), 'N', text('0'), 'N', ONE)], 'a storage of no type'],
  [
    [STORAGE(text('storage'), 'cxtorch\nFloatStorage\n', text('0'), 'N', ONE)],
    'a storage of xtorch.FloatStorage',
  ],
  [
    [STORAGE(text('storage'), 'ctorch\nFloatStoragex\n', text('0'), 'N', ONE)],
    'a storage of torch.FloatStoragex',
  ],
  [[STORAGE(...STORED, ONE, '(', ONE, 'NNt')], 'a view of a storage'],
  [[STORAGE(...STORED, ONE, '(', ONE, ONE, 'Nt')], 'a view of a storage'],
  [[rebuilt('_rebuild_tensor', 'N', ONE, sizes(2), sizes(1))], 'a tensor without a storage'],
  [[rebuilt('_rebuild_tensor', SIX, 'N', sizes(2), sizes(1))], 'a tensor without a storage'],
  [
    [rebuilt('_rebuild_tensor', SIX, 'J', 255, 255, 255, 255, sizes(2), sizes(1))],
    'a tensor without a storage',
  ],
  [[rebuilt('_rebuild_tensor', SIX, ONE, 'N', sizes(1))], 'a tensor whose sizes are no sizes'],
  [[rebuilt('_rebuild_tensor', SIX, ONE, sizes(1))], 'a tensor whose sizes are no sizes'],
  [
    [rebuilt('_rebuild_tensor', SIX, ONE, pickle('G', double(0.5), 0x85), sizes(1))],
    'a tensor whose sizes are no sizes',
  ],
  [
    [rebuilt('_rebuild_tensor', SIX, ONE, sizes(...Array<number>(65).fill(1)), sizes(1))],
    'a tensor whose sizes are no sizes',
  ],
  [
    [rebuilt('_rebuild_tensor', SIX, ONE, sizes(...Array<number>(64).fill(1)), sizes(1))],
    'a tensor whose sizes and strides do not agree',
  ],
  [
    [rebuilt('_rebuild_tensor_v3', SIX, ONE, sizes(2), sizes(1), 'NN')],
    'a tensor whose type is none',
  ],
  [
    [rebuilt('_rebuild_tensor_v3', SIX, ONE, sizes(2), sizes(1), 'NNctorch\nstrided\n')],
    'a tensor whose type is none',
  ],
  [
    [rebuilt('_rebuild_tensor_v3', SIX, ONE, sizes(2), sizes(1), 'NNcxtorch\nfloat16\n')],
    'a tensor whose type is none',
  ],
  [['ctorch._tensor\n_rebuild_from_type\n(NNNtR'], 'a tensor of no kind'],
  [['ctorch._tensor\n_rebuild_from_type\n(cmine\nmake\nNNtR'], 'a tensor of no kind'],
  [['c_codecs\nencode\n', ONE, 0x85, 'R'], 'bytes that are no text'],
  [['cnumpy\ndtype\n', ONE, 0x85, 'R'], 'a NumPy type without a name'],
  [['cnumpy.core.multiarray\n_reconstruct\n)RNb'], 'a NumPy array without shape and type'],
  [
    ['cnumpy.core.multiarray\n_reconstruct\n)R(', ONE, sizes(2), 'Ntb'],
    'a NumPy array without shape and type',
  ],
];

test.each(DAMAGED.map(([steps, why], i) => [`${i}: ${why}`, steps, why] as const))(
  'a damaged pickle is refused: %s',
  (_, steps, why) => {
    expect(refusal(() => read(...steps))).toEqual({
      code: 'pickle-damaged',
      message: `its pickle is damaged: expected what pickle.dump writes, got ${why}. Copy it again, or save it again with torch.save.`,
      details: { got: why },
    });
  },
);

test('a line of the longest length is a line', () => {
  expect(line(read(`V${'a'.repeat(2 ** 16)}\n`))).toHaveLength(2 ** 16 + 2);
});

test('a pickle ends where it is said to end, and the next begins behind its STOP', () => {
  const source = memorySource(pickle('K', 1, '.K', 2, '.'));
  const cursor = new PickleCursor(source, 3, 6);
  expect(unpickle(cursor, torchBuilders())).toBe(2);
  expect(cursor.at).toBe(6);
  expect(refusal(() => unpickle(new PickleCursor(source, 0, 2), torchBuilders())).details).toEqual({
    got: 'no STOP before its end',
  });
});

test('a pickle that is longer than a piece is read piece by piece', () => {
  const count = 50_000;
  const value = read('(', 'K\x07'.repeat(count), 'l');
  expect(itemsOf(value)).toHaveLength(count);
  expect(itemsOf(value)?.every((item) => item === 7)).toBe(true);
});

describe('leavesOf() names what a pickle holds', () => {
  const names = (...parts: Parts) => leavesOf(read(...parts)).map(({ name, path }) => [name, path]);
  const OBJECT = pickle('cmine\nNet\n)R');

  test('by keys and positions with dots between; numbers and texts are passed over', () => {
    expect(names(OBJECT)).toEqual([['', []]]);
    expect(
      names('}(', text('a'), ']', OBJECT, 'a', ONE, 'a', OBJECT, 'a', ONE, OBJECT, 'u'),
    ).toEqual([
      ['a.0', ['a', 0]],
      ['a.2', ['a', 2]],
      ['1', [1]],
    ]);
  });

  test('keys that are no names by their place, true and large numbers as they are written', () => {
    expect(
      names('}(', ')', OBJECT, 'N', OBJECT, 0x88, OBJECT, 'L9007199254740993L\n', OBJECT, 'u'),
    ).toEqual([
      ['(0)', ['(0)']],
      ['(1)', ['(1)']],
      ['true', ['true']],
      ['9007199254740993', ['9007199254740993']],
    ]);
  });

  test('two of one name apart', () => {
    const inner = pickle('}', text('b'), OBJECT, 's');
    expect(
      names('}(', text('a.b'), OBJECT, text('a'), inner, text('a.b (2)'), OBJECT, 'u').map(
        ([name]) => name,
      ),
    ).toEqual(['a.b', 'a.b (2)', 'a.b (2) (2)']);
  });

  test('names of 500 characters and lists in 100 lists, and no more', () => {
    const named = (length: number) => () => names('}', text('x'.repeat(length)), OBJECT, 's');
    expect(named(500)()).toHaveLength(1);
    expect(refusal(named(501)).details).toEqual({ got: 'a name of 501 characters' });
    const nested = (levels: number) => () => names(']'.repeat(levels), OBJECT, 'a'.repeat(levels));
    expect(nested(100)()).toHaveLength(1);
    expect(refusal(nested(101)).details).toEqual({ got: 'more than 100 lists in each other' });
  });
});
