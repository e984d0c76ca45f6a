import { InputError } from '../../errors.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { memorySource, sourceOf, streamFrom, type ByteSource } from '../byteSource.ts';
import { listMembers, type Catalog, type ListedTensor } from '../catalog.ts';
import { requireFloat, type ReadOptions } from '../elements.ts';
import { readArray, type Room } from '../npyData.ts';
import { Unbuilt } from '../pickle/values.ts';
import { shown } from '../shown.ts';
import { readTorchArchive, type TorchFile } from './archive.ts';
import { readTorchLegacy } from './legacy.ts';
import { numpyElements } from './numpyGlobals.ts';
import { NumpyArray, OtherTensor, TorchTensor } from './parts.ts';
import { checkView, readView } from './readView.ts';
import { torchBytes, torchType } from './types.ts';
import { leavesOf, type Leaf } from './walk.ts';

interface Listed {
  readonly tensor: ListedTensor;
  readonly read: (room?: Room) => Tensor;
}

/** True for what torch.save writes: an archive with data.pkl is one, and so is a pickle. */
export function isTorchStart(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first === 0x50 && second === 0x4b) || (first === 0x80 && second >= 2 && second <= 5);
}

/**
 * The tensors of a file of torch.save, named by their keys with dots between. Nothing in the file is executed; of the numbers none is read.
 * What is no tensor, and tensors that cannot be shown, are among the skipped with why.
 * @param options  convertIntegers: list integers, booleans and float8 too
 * @throws InputError torch-magic, torch-archive, torch-empty, pickle-damaged, zip-damaged, and what listMembers gives
 */
export function torchCatalog(file: ByteSource | Uint8Array, options: ReadOptions = {}): Catalog {
  const source = sourceOf(file);
  const start = new Uint8Array(Math.min(2, source.size));
  if (start.length > 0) source.readInto(start, 0);
  if (!isTorchStart(start))
    throw new InputError(
      'torch-magic',
      'this is no file of torch.save: expected a zip archive or a pickle. Save the tensors with torch.save(model.state_dict(), path).',
    );
  const torch = start[0] === 0x50 ? readTorchArchive(source) : readTorchLegacy(source);
  const leaves = leavesOf(torch.value);
  if (leaves.length === 0)
    throw new InputError(
      'torch-empty',
      'the PyTorch file holds no tensor: expected at least one. Save the tensors with torch.save(model.state_dict(), path).',
    );
  const firsts = new Map<string, string>();
  const reads = new Map<ListedTensor, Listed['read']>();
  const listed = listMembers(leaves, (leaf) => {
    const found = listLeaf(source, torch, leaf);
    requireFloat(found.tensor.type, options);
    const tensor = sharing(found.tensor, leaf, firsts);
    reads.set(tensor, found.read);
    return tensor;
  });
  return {
    ...listed,
    read(chosen, room) {
      const read = reads.get(chosen);
      if (!read) throw new RangeError('torchCatalog: expected one of its own tensors');
      return read(room);
    },
  };
}

/** Names the first tensor that looks at the same storage. */
function sharing(
  tensor: ListedTensor,
  { name, thing }: Leaf,
  firsts: Map<string, string>,
): ListedTensor {
  if (!(thing instanceof TorchTensor)) return tensor;
  const first = firsts.get(thing.storage.key);
  if (first !== undefined) return { ...tensor, sharesWith: first };
  firsts.set(thing.storage.key, name);
  return tensor;
}

/** @throws InputError with why it cannot be shown */
function listLeaf(source: ByteSource, torch: TorchFile, { name, path, thing }: Leaf): Listed {
  if (thing instanceof TorchTensor) return listTensor(source, torch, name, path, thing);
  if (thing instanceof NumpyArray) {
    const type = numpyElements(thing);
    const { shape, fortranOrder, bytes } = thing;
    return {
      tensor: { member: name, path, shape, type, dtype: type.name },
      read: (room) =>
        readArray(streamFrom(memorySource(bytes), 0), { type, shape, fortranOrder }, room),
    };
  }
  if (thing instanceof OtherTensor) throw notShown(thing.kind);
  const what = thing instanceof Unbuilt ? shown(thing.name) : 'something else';
  throw new InputError(
    'torch-object',
    `holds ${what}, which is no tensor: not loaded, because building it would run code. Save the tensors alone: torch.save(model.state_dict(), path).`,
    { dtype: what },
  );
}

function listTensor(
  source: ByteSource,
  torch: TorchFile,
  name: string,
  path: Leaf['path'],
  { storage, view, dtype }: TorchTensor,
): Listed {
  const type = torchType(dtype, torch.littleEndian);
  if (!type) throw notShown(dtype);
  if (storage.location === 'meta') throw notShown('meta');
  const own = torchBytes(storage.dtype) ?? 1;
  const found = torch.storage(storage.key);
  const stored = { from: found.from + storage.from * own, bytes: storage.count * own };
  if (stored.from + stored.bytes > found.from + found.bytes)
    throw new InputError(
      'torch-storage',
      `its numbers are not all in the file: storage "${shown(storage.key)}" should have ${storage.count * own} bytes, got ${found.bytes}. Copy it again, or save it again with torch.save.`,
      { key: shown(storage.key), dtype: 'numbers missing' },
    );
  checkView(view, type, stored);
  return {
    tensor: { member: name, path, shape: view.size, type, dtype },
    read: (room) => readView(source, view, type, stored, room),
  };
}

/** Why a tensor of a kind is not shown. */
function notShown(kind: string): InputError {
  return new InputError(
    'torch-dtype',
    `a ${kind} tensor: expected plain numbers on a grid (float16, bfloat16, float32, float64). Convert it first: x.to_dense(), x.dequantize(), x.real or x.float().`,
    { dtype: kind },
  );
}
