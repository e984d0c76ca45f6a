import { strFromU8 } from 'fflate';
import { InputError } from '../errors.ts';
import { bytesOf, type ByteSource } from './byteSource.ts';

/** Bytes of a file by which it is recognized. */
const LOOKED_AT = 512;

interface OtherFile {
  /** Of the error. */
  readonly code:
    'lfs-pointer' | 'web-page' | 'packed-file' | 'torch-old' | 'hdf5-file' | 'other-file';
  readonly name: string;
  readonly advice: string;
  readonly is: (bytes: Uint8Array, text: string) => boolean;
}

const begins =
  (...bytes: number[]) =>
  (given: Uint8Array) =>
    bytes.every((byte, i) => given[i] === byte);
const ascii =
  (text: string, at = 0) =>
  (given: Uint8Array) =>
    [...text].every((char, i) => given[at + i] === char.charCodeAt(0));

const UNPACK = 'Unpack it first, and open what comes out.';
const SAVE_AS_ARRAY = 'Save the array that you mean with numpy.save(path, x).';
const SAVE_FROM_HDF5 =
  "HDF5 is not read here. Put its arrays into a .npz: d = {}; h5py.File(path).visititems(lambda name, x: d.update([(name, x[()])]) if hasattr(x, 'shape') else None); numpy.savez('weights.npz', **d). Of a Keras model: numpy.savez('weights.npz', **{v.path: v.numpy() for v in model.weights}).";

/** Files that are often there where a tensor was expected, with what helps. */
const OTHERS: readonly OtherFile[] = [
  {
    code: 'lfs-pointer',
    name: 'a Git LFS pointer',
    advice: 'The file itself was not downloaded: run "git lfs pull" where it lies.',
    is: ascii('version https://git-lfs.github.com/spec/'),
  },
  {
    code: 'web-page',
    name: 'a web page',
    advice:
      'The page about the file was saved in its place: download the file itself (often "raw").',
    is: (_, text) =>
      /^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/is.test(text),
  },
  {
    code: 'other-file',
    name: 'an XML document',
    advice: 'A server may have sent it in place of the file: download that again.',
    is: (_, text) => /^(?:\ufeff|\xef\xbb\xbf)?\s*<\?xml\b/i.test(text),
  },
  { code: 'packed-file', name: 'a RAR file', advice: UNPACK, is: ascii('Rar!') },
  {
    code: 'packed-file',
    name: 'an LZ4 file',
    advice: UNPACK,
    is: begins(0x04, 0x22, 0x4d, 0x18),
  },
  { code: 'packed-file', name: 'a gzip file', advice: UNPACK, is: begins(0x1f, 0x8b) },
  { code: 'packed-file', name: 'a bzip2 file', advice: UNPACK, is: ascii('BZh') },
  {
    code: 'packed-file',
    name: 'an xz file',
    advice: UNPACK,
    is: begins(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0),
  },
  {
    code: 'packed-file',
    name: 'a Zstandard file',
    advice: UNPACK,
    is: begins(0x28, 0xb5, 0x2f, 0xfd),
  },
  { code: 'packed-file', name: 'a 7-Zip file', advice: UNPACK, is: begins(0x37, 0x7a, 0xbc, 0xaf) },
  {
    code: 'torch-old',
    name: 'a PyTorch file from before version 0.1.10 (tar)',
    advice:
      'It is too old to be read here: load it with torch.load in an old PyTorch, and save it again with torch.save.',
    is: (bytes, text) =>
      ascii('ustar', 257)(bytes) && /^(?:\.\/)?(?:storages|tensors|pickle|sys_info)\0/.test(text),
  },
  { code: 'packed-file', name: 'a tar file', advice: UNPACK, is: ascii('ustar', 257) },
  {
    code: 'hdf5-file',
    name: 'an HDF5 file (.h5, .hdf5, .mat)',
    advice: SAVE_FROM_HDF5,
    is: begins(0x89, 0x48, 0x44, 0x46),
  },
  { code: 'other-file', name: 'a MATLAB file', advice: SAVE_AS_ARRAY, is: ascii('MATLAB 5.0') },
  { code: 'other-file', name: 'a Parquet file', advice: SAVE_AS_ARRAY, is: ascii('PAR1') },
  { code: 'other-file', name: 'an Arrow file', advice: SAVE_AS_ARRAY, is: ascii('ARROW1') },
  { code: 'other-file', name: 'a GGUF model', advice: SAVE_AS_ARRAY, is: ascii('GGUF') },
  {
    code: 'other-file',
    name: 'a picture',
    advice: SAVE_AS_ARRAY,
    is: begins(0x89, 0x50, 0x4e, 0x47),
  },
  { code: 'other-file', name: 'a picture', advice: SAVE_AS_ARRAY, is: begins(0xff, 0xd8, 0xff) },
  { code: 'other-file', name: 'a picture', advice: SAVE_AS_ARRAY, is: ascii('GIF8') },
  { code: 'other-file', name: 'a picture', advice: SAVE_AS_ARRAY, is: begins(0x49, 0x49, 0x2a, 0) },
  { code: 'other-file', name: 'a database', advice: SAVE_AS_ARRAY, is: ascii('SQLite format 3') },
  { code: 'other-file', name: 'a PDF', advice: SAVE_AS_ARRAY, is: ascii('%PDF-') },
  {
    code: 'other-file',
    name: 'an old Excel file',
    advice: 'Save the sheet as CSV.',
    is: begins(0xd0, 0xcf, 0x11, 0xe0),
  },
];

/** A zip archive whose first member tells what it is. */
const ARCHIVES: readonly (Omit<OtherFile, 'is'> & { readonly first: RegExp })[] = [
  {
    code: 'other-file',
    name: 'an Excel file',
    advice: 'Save the sheet as CSV.',
    first: /^(?:\[Content_Types\]\.xml|_rels\/|xl\/|docProps\/)/,
  },
  {
    code: 'hdf5-file',
    name: 'a Keras model (.keras)',
    advice: SAVE_FROM_HDF5,
    first: /^(?:metadata\.json|config\.json|model\.weights\.h5)$/,
  },
];

/** The first member of what torch.save writes. */
const TORCH_FIRST = /(?:^|\/)(?:data\.pkl|data\/|byteorder|version|\.format_version)/;
const isZip = begins(0x50, 0x4b, 3, 4);
/** A pickle of protocol 2 to 5, which PyTorch's older files are. */
const isPickle = (bytes: Uint8Array) => bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5;

/** True for what torch.save wrote, whatever its name. */
export function isTorchFile(source: ByteSource): boolean {
  const bytes = bytesOf(source, 0, LOOKED_AT);
  return isPickle(bytes) || (isZip(bytes) && TORCH_FIRST.test(firstMember(bytes)));
}

/**
 * Refuses a file that is of a kind that people take for another, and says what helps.
 * @throws InputError lfs-pointer, web-page, packed-file, torch-old, hdf5-file or other-file
 */
export function refuseOtherFiles(source: ByteSource): void {
  const bytes = bytesOf(source, 0, LOOKED_AT);
  const text = strFromU8(bytes, true);
  const found =
    OTHERS.find((other) => other.is(bytes, text)) ??
    (isZip(bytes) ? archive(firstMember(bytes)) : undefined);
  if (!found) return;
  const { code, name, advice } = found;
  throw new InputError(
    code,
    `this is ${name}: expected .npy, .npz, .safetensors, a PyTorch file, JSON or CSV. ${advice}`,
    {
      kind: name.replace(/^an? /, ''),
    },
  );
}

/** What is found under a table's name, and the ending that it should have. */
const NO_TABLES: readonly {
  readonly name: string;
  readonly ending: string;
  readonly is: (bytes: Uint8Array, text: string) => boolean;
}[] = [
  { name: 'a .npy file', ending: '.npy', is: begins(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59) },
  {
    name: 'a .npz archive',
    ending: '.npz',
    is: (bytes) => isZip(bytes) && firstMember(bytes).endsWith('.npy'),
  },
  {
    name: 'JSON',
    ending: '.json',
    // Cells may begin with a bracket: a list of lists or of several numbers, or an object, does not come by chance.
    is: (_, text) =>
      /^(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*(?:\[|-?[\d.]+(?:e[+-]?\d+)?\s*[,\r\n]))/i.test(
        text,
      ),
  },
];

/**
 * Refuses what is no table under a table's name.
 * @throws InputError misnamed with the ending that it should have, packed-file for a zip archive of other things
 */
export function refuseNoTable(source: ByteSource): void {
  const bytes = bytesOf(source, 0, LOOKED_AT);
  const text = strFromU8(bytes, true);
  const found = NO_TABLES.find((each) => each.is(bytes, text));
  if (found)
    throw new InputError(
      'misnamed',
      `this is ${found.name}, not a table: expected numbers as text. Let its name end in ${found.ending}.`,
      { kind: found.name.replace(/^an? /, ''), ending: found.ending },
    );
  if (isZip(bytes))
    throw new InputError(
      'packed-file',
      `this is a zip archive, not a table: expected numbers as text. ${UNPACK}`,
      { kind: 'zip archive' },
    );
}

function firstMember(bytes: Uint8Array): string {
  const length = bytes[26]! | (bytes[27]! << 8);
  return strFromU8(bytes.subarray(30, 30 + length), true);
}

function archive(name: string): Omit<OtherFile, 'is'> | undefined {
  return name.endsWith('.npy') ? undefined : ARCHIVES.find(({ first }) => first.test(name));
}
