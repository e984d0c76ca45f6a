import type { ElementType } from '../elements.ts';

type Storage = readonly [kind: ElementType['kind'], bytes: ElementType['bytes']];

/** PyTorch's types of which a tensor can be shown. */
const TYPES: Readonly<Record<string, Storage>> = {
  float32: ['float', 4],
  float64: ['float', 8],
  float16: ['float', 2],
  bfloat16: ['bfloat', 2],
  float8_e4m3fn: ['e4m3', 1],
  float8_e5m2: ['e5m2', 1],
  int8: ['int', 1],
  int16: ['int', 2],
  int32: ['int', 4],
  int64: ['int', 8],
  uint8: ['uint', 1],
  uint16: ['uint', 2],
  uint32: ['uint', 4],
  uint64: ['uint', 8],
  bool: ['bool', 1],
};

/** Bytes of an element of the types that are named and not shown. */
const OTHERS: Readonly<Record<string, number>> = {
  complex32: 4,
  complex64: 8,
  complex128: 16,
  qint8: 1,
  quint8: 1,
  qint32: 4,
  quint4x2: 1,
  quint2x4: 1,
  float8_e4m3fnuz: 1,
  float8_e5m2fnuz: 1,
  float8_e8m0fnu: 1,
};

/** What the class of a storage holds: "FloatStorage" → float32. */
const STORAGES: Readonly<Record<string, string>> = {
  Float: 'float32',
  Double: 'float64',
  Half: 'float16',
  BFloat16: 'bfloat16',
  Long: 'int64',
  Int: 'int32',
  Short: 'int16',
  Char: 'int8',
  Byte: 'uint8',
  Bool: 'bool',
  ComplexFloat: 'complex64',
  ComplexDouble: 'complex128',
  QInt8: 'qint8',
  QUInt8: 'quint8',
  QInt32: 'qint32',
  QUInt4x2: 'quint4x2',
  QUInt2x4: 'quint2x4',
  // Bytes whose type every tensor says for itself.
  Untyped: 'uint8',
};

/** The element type of a name such as "float16"; null for what cannot be shown. */
export function torchType(dtype: string, littleEndian: boolean): ElementType | null {
  const found = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  return found ? { name: dtype, kind: found[0], bytes: found[1], littleEndian } : null;
}

/** Bytes of an element of any of PyTorch's types; null for a name that is none. */
export function torchBytes(dtype: string): number | null {
  if (Object.hasOwn(TYPES, dtype)) return TYPES[dtype]![1];
  return Object.hasOwn(OTHERS, dtype) ? OTHERS[dtype]! : null;
}

/** The type that a storage's class holds: "torch.FloatStorage", "torch.cuda.HalfStorage" …; null for another class. */
export function storageType(name: string): string | null {
  const [, kind = ''] = /^torch\.(?:storage\.|cuda\.)?(\w+?)Storage$/.exec(name) ?? [];
  return Object.hasOwn(STORAGES, kind) ? STORAGES[kind]! : null;
}
