import { InputError } from '../errors.ts';
import type { ElementType } from './elements.ts';
import { shown } from './shown.ts';

type Storage = readonly [kind: ElementType['kind'], bytes: ElementType['bytes']];

/** What NumPy calls its types by one character; a long is as on 64-bit Linux and macOS. */
const CHARACTERS: Readonly<Record<string, Storage>> = {
  '?': ['bool', 1],
  e: ['float', 2],
  f: ['float', 4],
  d: ['float', 8],
  b: ['int', 1],
  h: ['int', 2],
  i: ['int', 4],
  l: ['int', 8],
  q: ['int', 8],
  p: ['int', 8],
  B: ['uint', 1],
  H: ['uint', 2],
  I: ['uint', 4],
  L: ['uint', 8],
  Q: ['uint', 8],
  P: ['uint', 8],
};

/** What NumPy calls them in words, which take no byte order. */
const WORDS: Readonly<Record<string, Storage>> = {
  bool: ['bool', 1],
  bool_: ['bool', 1],
  bool8: ['bool', 1],
  float16: ['float', 2],
  half: ['float', 2],
  float32: ['float', 4],
  single: ['float', 4],
  float64: ['float', 8],
  float: ['float', 8],
  float_: ['float', 8],
  double: ['float', 8],
  int8: ['int', 1],
  byte: ['int', 1],
  int16: ['int', 2],
  short: ['int', 2],
  int32: ['int', 4],
  intc: ['int', 4],
  int64: ['int', 8],
  int: ['int', 8],
  int_: ['int', 8],
  intp: ['int', 8],
  long: ['int', 8],
  longlong: ['int', 8],
  uint8: ['uint', 1],
  ubyte: ['uint', 1],
  uint16: ['uint', 2],
  ushort: ['uint', 2],
  uint32: ['uint', 4],
  uintc: ['uint', 4],
  uint64: ['uint', 8],
  uint: ['uint', 8],
  uintp: ['uint', 8],
  ulong: ['uint', 8],
  ulonglong: ['uint', 8],
};

const KINDS: Readonly<Record<string, ElementType['kind']>> = {
  f: 'float',
  i: 'int',
  u: 'uint',
  b: 'bool',
};
const SIZES: Readonly<Record<string, readonly number[]>> = {
  float: [2, 4, 8],
  int: [1, 2, 4, 8],
  uint: [1, 2, 4, 8],
  bool: [1],
};

/**
 * The element type of a NumPy type string: "<f4", "f", "float32", "?" …
 * @throws InputError npy-object, npy-complex, npy-structured or npy-dtype
 * @source NumPy, numpy.dtype; test/parity/files.py asks it about every one of these
 */
export function npyType(descr: string): ElementType {
  const [, order = '', name = ''] = /^([<>|=]?)(.*)$/s.exec(descr) ?? [];
  const [, letter = '', size = ''] = /^([a-zA-Z])(\d+)$/.exec(name) ?? [];
  const sized = KINDS[letter];
  const found: Storage | undefined =
    lookUp(CHARACTERS, name) ??
    (order === '' ? lookUp(WORDS, name) : undefined) ??
    (sized && SIZES[sized]?.includes(Number(size))
      ? [sized, Number(size) as ElementType['bytes']]
      : undefined);
  if (!found) throw refused(descr, name);
  const [kind, bytes] = found;
  return {
    name: kind === 'bool' ? 'bool' : `${kind}${bytes * 8}`,
    kind,
    bytes,
    littleEndian: order !== '>',
  };
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function refused(descr: string, name: string): InputError {
  const dtype = shown(descr, 40);
  if (/^(?:O\d*|object_?)$/.test(name))
    return new InputError(
      'npy-object',
      'the .npy file holds Python objects (pickled), which are not read because they can run code: expected numbers. ' +
        "Save x.astype('float32'); ragged lists have to be padded to one shape first.",
      { dtype },
    );
  if (/^(?:c\d+|[FDG]|complex\d*_?|c(?:single|double|float|longdouble))$/.test(name))
    return new InputError(
      'npy-complex',
      `the .npy file holds complex numbers ('${dtype}'): expected real ones. Save x.real, x.imag or abs(x).`,
      { dtype },
    );
  if (/[,(]/.test(name)) return structured();
  return new InputError(
    'npy-dtype',
    `the .npy file holds values of type '${dtype}'${meaning(name)}: expected float16, float32 or float64. Convert first: numpy.save(path, x.astype('float32')).`,
    { dtype },
  );
}

/** What a type that cannot be normalized is, for one who does not know NumPy's letters. */
function meaning(name: string): string {
  if (/^(?:[US]\d*|a\d*|str_?|bytes_?)$/.test(name)) return ' (text)';
  if (/^(?:M8?|datetime64)(?:\[.*\])?$/.test(name)) return ' (dates)';
  if (/^(?:m8?|timedelta64)(?:\[.*\])?$/.test(name)) return ' (durations)';
  if (/^(?:f(?:12|16)|g|longdouble|float(?:96|128))$/.test(name)) return ' (long double)';
  return '';
}

/** Fields, or arrays within the array. */
export function structured(): InputError {
  return new InputError(
    'npy-structured',
    "the .npy file holds records with fields (a structured dtype): expected plain numbers. Save one field: numpy.save(path, x['field']).",
  );
}
