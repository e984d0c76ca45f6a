import { damagedPickle } from '../pickle/cursor.ts';
import { itemsOf, thingIn, thingOf, type PickleValue } from '../pickle/values.ts';
import { npyType } from '../npyType.ts';
import { byteLength } from '../shape.ts';
import { NumpyArray, NumpyType } from './parts.ts';

type Call = (args: readonly PickleValue[]) => PickleValue;

/** `numpy.dtype("f4", False, True)`; its byte order comes as a state. */
function dtype([name]: readonly PickleValue[]): PickleValue {
  if (typeof name !== 'string') throw damagedPickle('a NumPy type without a name');
  return thingOf(new NumpyType(name));
}

/** `_frombuffer(bytes, dtype, shape, order)` of protocol 5. */
function fromBuffer([bytes, type, shape, order]: readonly PickleValue[]): PickleValue {
  const array = new NumpyArray();
  fill(array, { shape, type, bytes, fortranOrder: order === 'F' });
  return thingOf(array);
}

/** `scalar(dtype, bytes)`: a number that is no tensor. */
function scalar(): PickleValue {
  return null;
}

const CALLS: Readonly<Record<string, Call>> = {
  'multiarray._reconstruct': () => thingOf(new NumpyArray()),
  'multiarray.scalar': scalar,
  'numeric._frombuffer': fromBuffer,
};

/** What builds NumPy's data; undefined for a name that is not on the list. */
export function numpyCall(name: string): Call | undefined {
  if (name === 'numpy.dtype') return dtype;
  // A class that is only handed on, as an argument.
  if (name === 'numpy.ndarray') return undefined;
  const [, rest = ''] = /^numpy\.(?:_core|core)\.(.+)$/.exec(name) ?? [];
  return Object.hasOwn(CALLS, rest) ? CALLS[rest] : undefined;
}

/** True when the object is NumPy's and took its state. @throws InputError pickle-damaged, npy-object and the like */
export function numpyState(object: PickleValue, state: PickleValue): boolean {
  const parts = itemsOf(state);
  const type = thingIn(object, NumpyType);
  if (type) {
    if (parts) type.bigEndian = parts[1] === '>';
    return true;
  }
  const array = thingIn(object, NumpyArray);
  if (!array) return false;
  const [, shape, dtypeOf, fortran, bytes] = parts ?? [];
  fill(array, { shape, type: dtypeOf, bytes, fortranOrder: fortran === true });
  return true;
}

interface Given {
  readonly shape: PickleValue | undefined;
  readonly type: PickleValue | undefined;
  readonly bytes: PickleValue | undefined;
  readonly fortranOrder: boolean;
}

function fill(array: NumpyArray, { shape, type, bytes, fortranOrder }: Given): void {
  const sizes = itemsOf(shape);
  const descr = thingIn(type, NumpyType);
  if (!sizes || !descr) throw damagedPickle('a NumPy array without shape and type');
  array.descr = `${descr.bigEndian ? '>' : '<'}${descr.descr}`;
  array.shape = sizes as number[];
  array.fortranOrder = fortranOrder;
  // Arrays of Python objects come as lists: they are refused by their type.
  if (bytes instanceof Uint8Array) array.bytes = bytes as Uint8Array<ArrayBuffer>;
}

/**
 * The element type of an array, whose bytes are as many as its shape asks for.
 * @throws InputError npy-dtype and the like, npy-shape, pickle-damaged
 */
export function numpyElements({ descr, shape, bytes }: NumpyArray) {
  if (descr === null) throw damagedPickle('a NumPy array without a state');
  const type = npyType(descr.replace(/^[<>]([OSUV].*)$/, '$1'));
  if (byteLength('npy', shape, type.bytes) !== bytes.length)
    throw damagedPickle(`${bytes.length} bytes for a NumPy array of shape (${tupleText(shape)})`);
  return type;
}

const tupleText = (shape: readonly number[]) => shape.slice(0, 8).join(', ');
