import { InputError } from '../errors.ts';
import { sourceOf, type ByteSource } from './byteSource.ts';
import { listMembers, tensorNamed, type Catalog, type ListedTensor } from './catalog.ts';
import { requireFloat, type ReadOptions } from './elements.ts';
import { checkDataBytes, type NpyFile } from './npy.ts';
import { readArray } from './npyData.ts';
import { isNpy, readNpyHeader, type NpyHeader } from './npyHeader.ts';
import { shown } from './shown.ts';
import { listZip, type ZipEntry } from './zip.ts';
import { finishZipMember, openZipMember, type ZipMember } from './zipMember.ts';

const SUFFIX = '.npy';

/**
 * The arrays of a .npz archive, named as NumPy names them: without ".npy", each name once and the last of it. The directory is
 * read once, of each member its header.
 * @param zip      the archive, of numpy.savez or numpy.savez_compressed
 * @param options  convertIntegers: list integers and booleans too; only: the header of one member is read, not of each
 * @throws InputError zip-magic, zip-damaged, npz-empty, and what listMembers gives
 * @source NumPy, numpy/lib/npyio.py, NpzFile: a member without ".npy" is an array when its content begins as one
 */
export function npzCatalog(zip: ByteSource | Uint8Array, options: ReadOptions = {}): Catalog {
  const source = sourceOf(zip);
  const named = namedMembers(listZip(source));
  const { only } = options;
  const found = only === undefined ? undefined : named.find(({ name }) => name === only);
  const members = found ? [found] : named;
  if (members.length === 0)
    throw new InputError(
      'npz-empty',
      'the archive holds no array: expected at least one member that ends in .npy. Write it with numpy.savez(path, x=x).',
    );
  const entries = new Map<ListedTensor, ZipEntry>();
  const listed = listMembers(members, ({ name, entry }) => {
    const { header } = openArray(source, entry);
    requireFloat(header.type, options);
    const found = { member: name, shape: header.shape, type: header.type, dtype: header.descr };
    entries.set(found, entry);
    return found;
  });
  return {
    ...listed,
    read(chosen, room) {
      const entry = entries.get(chosen);
      if (!entry) throw new RangeError('npzCatalog: expected one of its own tensors');
      const { member, header } = openArray(source, entry);
      const x = readArray(member, header, room);
      finishZipMember(member, entry.name);
      return x;
    },
  };
}

/**
 * The member of a name as numpy.load(path)[name] finds it: by its short name, or by the one in the archive, with ".npy".
 * @source NumPy, numpy/lib/npyio.py, NpzFile.__getitem__
 */
export function npzMember<M extends { readonly member: string }>(
  members: readonly M[],
  name: string,
): M | undefined {
  const called = (which: string) => members.find(({ member }) => member === which);
  const found = called(name);
  return found || !name.endsWith(SUFFIX) ? found : called(name.slice(0, -SUFFIX.length));
}

/** What numpy.load(path).files and [name] make of a directory. */
function namedMembers(entries: readonly ZipEntry[]): { name: string; entry: ZipEntry }[] {
  const last = new Map(entries.map((entry) => [entry.name, entry]));
  const named = new Map<string, ZipEntry>();
  for (const [full, entry] of last) {
    if (full.endsWith('/') && entry.bytes === 0) continue;
    const short = full.endsWith(SUFFIX) ? full.slice(0, -SUFFIX.length) : full;
    // A name that is there as it stands goes before one with .npy, which then keeps its ending.
    named.set(short !== full && last.has(short) ? full : short, entry);
  }
  return [...named].map(([name, entry]) => ({ name, entry }));
}

function openArray(
  source: ByteSource,
  entry: ZipEntry,
): { readonly member: ZipMember; readonly header: NpyHeader } {
  const member = openZipMember(source, entry);
  if (!entry.name.endsWith(SUFFIX) || entry.name.startsWith('__MACOSX/')) {
    const start = new Uint8Array(Math.min(8, member.left));
    openZipMember(source, entry).readInto(start);
    if (!isNpy(start))
      throw new InputError(
        'npz-no-array',
        `"${shown(entry.name)}" is no array${entry.name.startsWith('__MACOSX/') ? ', but what macOS keeps about a file' : ''}: expected it to begin as a .npy file does.`,
        { name: shown(entry.name), dtype: 'no array' },
      );
  }
  const header = readNpyHeader(member, entry.bytes);
  checkDataBytes(header, entry.bytes - header.dataOffset);
  return { member, header };
}

/**
 * Names of the arrays that can be read, integers among them.
 * @throws InputError as npzCatalog does
 */
export function listNpz(bytes: Uint8Array): string[] {
  return npzCatalog(bytes, { convertIntegers: true }).tensors.map(({ member }) => member);
}

/**
 * Reads one array of a .npz archive.
 * @param name  as listNpz gives it; may be left out when there is only one
 * @throws InputError npz-member for an unknown or missing name, what npzCatalog gives
 */
export function readNpz(
  bytes: Uint8Array,
  name?: string,
  options: ReadOptions = {},
): Omit<NpyFile, 'fortranOrder'> {
  const catalog = npzCatalog(bytes, options);
  const called = name === undefined ? name : (npzMember(catalog.tensors, name)?.member ?? name);
  const listed = tensorNamed(catalog, called, 'npz-member');
  return { tensor: catalog.read(listed), dtype: listed.dtype };
}
