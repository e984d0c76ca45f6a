import { damagedPickle } from '../pickle/cursor.ts';
import type { PickleBuilders } from '../pickle/machine.ts';
import {
  emptyDict,
  isKind,
  itemsOf,
  listOf,
  setItem,
  thingIn,
  thingOf,
  tupleOf,
  Unbuilt,
  type PickleGlobal,
  type PickleValue,
} from '../pickle/values.ts';
import { numpyCall, numpyState } from './numpyGlobals.ts';
import { NumpyArray, NumpyType, OtherTensor, TorchStorage, TorchTensor } from './parts.ts';
import { storageType, torchBytes } from './types.ts';

type Call = (args: readonly PickleValue[]) => PickleValue;

/** The name of a dtype: "torch.float32" → "float32"; null for another global. */
function dtypeName(value: PickleValue | undefined): string | null {
  if (!isKind(value, 'global')) return null;
  const [, name = ''] = /^torch\.(\w+)$/.exec(value.name) ?? [];
  return torchBytes(name) === null ? null : name;
}

const isNatural = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** Axes beyond which no tensor of PyTorch goes. */
const MOST_AXES = 64;

function sizes(value: PickleValue | undefined): number[] {
  const items = itemsOf(value);
  if (!items || items.length > MOST_AXES || !items.every(isNatural))
    throw damagedPickle('a tensor whose sizes are no sizes');
  return [...items];
}

/**
 * `_rebuild_tensor(storage, offset, size, stride)`, and what comes after in its later forms.
 * @source PyTorch, torch/_utils.py
 */
function rebuild(args: readonly PickleValue[], dtype?: PickleValue): PickleValue {
  const [given, offset] = args;
  const storage = thingIn(given, TorchStorage);
  if (!storage || !isNatural(offset)) throw damagedPickle('a tensor without a storage');
  const view = { offset, size: sizes(args[2]), stride: sizes(args[3]) };
  if (view.size.length !== view.stride.length)
    throw damagedPickle('a tensor whose sizes and strides do not agree');
  const own = dtype === undefined ? storage.dtype : dtypeName(dtype);
  if (own === null) throw damagedPickle('a tensor whose type is none');
  return thingOf(new TorchTensor(storage, view, own));
}

const other =
  (kind: string): Call =>
  () =>
    thingOf(new OtherTensor(kind));

/** A class or subclass of a tensor: what its function makes, when that is on the list. */
function fromType([of, , args]: readonly PickleValue[]): PickleValue {
  const items = itemsOf(args);
  if (!isKind(of, 'global') || !items) throw damagedPickle('a tensor of no kind');
  return TENSORS[of.name]?.(items) ?? thingOf(new Unbuilt(of.name));
}

const TENSORS: Readonly<Record<string, Call>> = {
  'torch._utils._rebuild_tensor': (args) => rebuild(args),
  'torch._utils._rebuild_tensor_v2': (args) => rebuild(args),
  'torch._utils._rebuild_tensor_v3': (args) => rebuild(args, args[6] ?? null),
  'torch._utils._rebuild_parameter': ([data]) => data ?? null,
  'torch._utils._rebuild_parameter_with_state': ([data]) => data ?? null,
  'torch._utils._rebuild_sparse_tensor': other('sparse'),
  'torch._utils._rebuild_sparse_csr_tensor': other('sparse'),
  'torch._utils._rebuild_qtensor': other('quantized'),
  'torch._utils._rebuild_meta_tensor_no_storage': other('meta'),
  'torch._utils._rebuild_nested_tensor': other('nested'),
  'torch._utils._rebuild_wrapper_subclass': other('wrapped'),
  'torch._utils._rebuild_device_tensor_from_numpy': other('other device'),
  'torch._utils._rebuild_device_tensor_from_cpu_tensor': other('other device'),
  'torch._tensor._rebuild_from_type_v2': fromType,
  'torch._tensor._rebuild_from_type': fromType,
};

/** A dict of any class from what it was made of: nothing, a dict, or pairs. */
function dict(given: PickleValue | undefined): PickleValue {
  if (isKind(given, 'dict')) return given;
  const made = emptyDict();
  for (const pair of itemsOf(given) ?? []) {
    const [key = null, value = null] = itemsOf(pair) ?? [];
    setItem(made, key, value);
  }
  return made;
}

/** `encode("…", "latin1")`: how protocol 2 writes bytes. */
function encoded([text]: readonly PickleValue[]): PickleValue {
  if (typeof text !== 'string') throw damagedPickle('bytes that are no text');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const list: Call = ([items]) => (isKind(items, 'list') ? items : listOf([]));

const PLAIN: Readonly<Record<string, Call>> = {
  'collections.OrderedDict': ([given]) => dict(given),
  'collections.defaultdict': ([, given]) => dict(given),
  'collections.Counter': ([given]) => dict(given),
  'torch.Size': ([items]) => tupleOf(itemsOf(items) ?? []),
  'torch.device': ([device = null]) => device,
  '_codecs.encode': encoded,
  bytearray: ([given]) => (given instanceof Uint8Array ? given : new Uint8Array(0)),
  set: list,
  frozenset: list,
  complex: () => null,
};

/**
 * The list: only these are called, and they only build data.
 * @returns undefined for every other name
 */
function listed(name: string): Call | undefined {
  if (Object.hasOwn(TENSORS, name)) return TENSORS[name];
  const plain = name.replace(/^(?:builtins|__builtin__)\./, '');
  if (Object.hasOwn(PLAIN, plain)) return PLAIN[plain];
  return numpyCall(name);
}

/** `('storage', type, key, location, count)`, in old files with what it is a view of. */
function outside(id: PickleValue): PickleValue {
  const [what, type, key, location, count, view] = itemsOf(id) ?? [];
  if (what === 'module' && isKind(type, 'global')) return type;
  const dtype = isKind(type, 'global') ? storageType(type.name) : null;
  if (what !== 'storage' || typeof key !== 'string' || !isNatural(count))
    throw damagedPickle('an id of what lies outside that is no storage');
  if (dtype === null)
    throw damagedPickle(`a storage of ${isKind(type, 'global') ? type.name : 'no type'}`);
  const place = typeof location === 'string' ? location : '';
  const [, from = 0, length = count] = itemsOf(view) ?? [];
  if (!isNatural(from) || !isNatural(length)) throw damagedPickle('a view of a storage');
  return thingOf(new TorchStorage(dtype, key, place, length, from));
}

/** True for what takes a state without looking at it: metadata of dicts, attributes of parameters. */
function ignoresState(object: PickleValue): boolean {
  const things = [Unbuilt, TorchTensor, OtherTensor, TorchStorage, NumpyArray, NumpyType] as const;
  return isKind(object, 'dict') || things.some((type) => thingIn<object>(object, type) !== null);
}

/** Bytes that calls may copy in one file. */
const MOST_COPIED = 2 ** 26;
/** Of an entry of a dict, roughly. */
const ENTRY_BYTES = 64;

/** What a call copies of its first argument: one that is named again and again costs again and again. */
const copiedOf = ([given]: readonly PickleValue[]) =>
  typeof given === 'string' ? given.length : ENTRY_BYTES * (itemsOf(given)?.length ?? 0);

/** How one of PyTorch's files is built from its pickles. */
export function torchBuilders(): PickleBuilders {
  let copied = 0;
  return {
    call({ name }: PickleGlobal, args) {
      const build = listed(name);
      if (!build) return thingOf(new Unbuilt(name));
      copied += copiedOf(args);
      if (copied > MOST_COPIED) throw damagedPickle('one value that is copied again and again');
      return build(args);
    },
    build(object, state) {
      if (!numpyState(object, state) && !ignoresState(object))
        throw damagedPickle('a state of what has none');
    },
    outside,
  };
}
