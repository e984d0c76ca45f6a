import { InputError } from '../../core/errors.ts';
import { bytesOfListed, tensorNamed, type ListedTensor } from '../../core/io/catalog.ts';
import type { CsvReading } from '../../core/io/csv/dialect.ts';
import { readCsv } from '../../core/io/csv/readCsv.ts';
import { csvPreview, type CsvPreview } from '../../core/io/csv/preview.ts';
import type { Room } from '../../core/io/npyData.ts';
import { readJson } from '../../core/io/json.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import { sameStamp, type FileSource } from './fileSource.ts';
import { catalogOf, isLists, isTable, TABLE_ENDINGS } from './formats.ts';
import type { FileJob, LoadedTensor, LoadJob, OpenedFile, OpenJob, PreviewJob } from './jobs.ts';
import type { ReportProgress } from './progress.ts';
import { sharedFloat32, sharedFloat64 } from './sharedTensor.ts';
import { withFile } from './withFile.ts';

/** Most bytes of one tensor that can be held in memory. */
export const LARGEST_FILE = 2 ** 31 - 1;
/** Copies that a tensor and its output need when all is held: as read, in the engine, and as written. */
export const HELD_COPIES = 4;

/**
 * Lists the tensors of a file by its headers. The only one is read at once, and so is a table.
 * @throws InputError fileMissing, fileUnreadable, fileKind, tensorTooLarge, and those of the formats; each names the file
 */
export function openTensors(job: OpenJob, report: ReportProgress): Promise<OpenedFile> {
  return withFile(job, report, (source, extension) => {
    const { stamp } = source;
    const catalog = catalogOf(source, extension, job);
    if (!catalog) {
      const { reading, ...loaded } = readText(source, extension, job);
      const { shape } = loaded.tensor;
      const bytes = loaded.tensor.data.byteLength;
      const tensors = [
        { member: '', shape, dtype: loaded.dtype, bytes, ...(reading && { reading }) },
      ];
      return { stamp, tensors, skipped: [], only: loaded };
    }
    const tensors = catalog.tensors.map((listed) => ({
      member: listed.member,
      shape: listed.shape,
      dtype: typeOf(listed, extension),
      bytes: bytesOfListed(listed),
      ...(listed.path && { path: listed.path }),
    }));
    const [listed] = catalog.tensors;
    const only =
      listed && tensors.length === 1
        ? readListed(source, listed, extension, job, (room) => catalog.read(listed, room))
        : null;
    return { stamp, tensors, skipped: catalog.skipped, only };
  });
}

/**
 * Reads one tensor of a file that was listed before.
 * @throws InputError fileChanged, and those of openTensors
 */
export function loadTensor(job: LoadJob, report: ReportProgress): Promise<LoadedTensor> {
  return withFile(job, report, (source, extension) => {
    if (!sameStamp(source.stamp, job.stamp))
      throw new InputError(
        'fileChanged',
        'the file has changed since it was opened. Open it again.',
      );
    const catalog = catalogOf(source, extension, { ...job, only: job.member });
    if (!catalog) return readText(source, extension, job);
    const listed = tensorNamed(catalog, job.member);
    return readListed(source, listed, extension, job, (room) => catalog.read(listed, room));
  });
}

/** @throws InputError as readCsv does */
export function previewTable(job: PreviewJob, report: ReportProgress): Promise<CsvPreview> {
  return withFile(job, report, (source, extension) => {
    if (!isTable(extension))
      throw new InputError('fileKind', `expected a table (${TABLE_ENDINGS}), got .${extension}.`, {
        endings: TABLE_ENDINGS,
      });
    return csvPreview(source, job.csv);
  });
}

/** NumPy's type strings are for programs; every other format has a word. */
const typeOf = ({ type, dtype }: ListedTensor, extension: string) =>
  /^np[yz]$/.test(extension) ? type.name : dtype;

interface ReadText extends LoadedTensor {
  /** How a table was read. */
  readonly reading?: CsvReading;
}

function readListed(
  source: FileSource,
  listed: ListedTensor,
  extension: string,
  job: FileJob,
  read: (room: Room) => Tensor,
): LoadedTensor {
  const bytes = bytesOfListed(listed);
  checkSize(bytes, job);
  source.expect(bytes);
  const dtype = typeOf(listed, extension);
  return { member: listed.member, dtype, ...inShared(read) };
}

/** Reads what has to be read to know its size. */
function readText(source: FileSource, extension: string, job: FileJob): ReadText {
  const grows = (values: number) => checkSize(values * 4, job, 'at least ');
  if (isLists(extension)) {
    const lists = inShared((room) => readJson(source, { room, grows }));
    return { member: '', dtype: 'float32', ...lists };
  }
  let reading: CsvReading | undefined;
  const shared = inShared((room) => {
    const table = readCsv(source, job.csv, { room, grows });
    ({ reading } = table);
    return table.tensor;
  });
  return { member: '', dtype: 'float32', ...shared, ...(reading ? { reading } : {}) };
}

/** Reads into shared memory. @throws InputError tensorTooLarge when the system has none left */
function inShared(read: (room: Room) => Tensor): Pick<LoadedTensor, 'tensor'> {
  const room: Room = (type, length) => {
    try {
      return type.kind === 'float' && type.bytes === 8
        ? sharedFloat64(length)
        : sharedFloat32(length);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InputError(
        'tensorTooLarge',
        `the system has no ${mebibytes(length * type.bytes)} of memory left. Close other tensors, or other programs.`,
        { needed: Math.ceil((length * type.bytes) / 2 ** 20) },
      );
    }
  };
  return { tensor: read(room) };
}

/** @param more  "at least " where not all of it is known yet */
export function checkSize(
  bytes: number,
  { memoryBytes }: Pick<FileJob, 'memoryBytes'>,
  more = '',
): void {
  if (bytes > LARGEST_FILE)
    throw new InputError(
      'fileTooLarge',
      `it has ${bytes} bytes of numbers; at most ${LARGEST_FILE} can be opened at once. Save a part of it, e.g. x[:8].`,
      { size: bytes, limit: LARGEST_FILE },
    );
  if (memoryBytes === null || bytes * HELD_COPIES <= memoryBytes) return;
  throw new InputError(
    'tensorTooLarge',
    `its numbers take ${more}${mebibytes(bytes)}, and ${mebibytes(bytes * HELD_COPIES)} with the results: expected at most ${mebibytes(memoryBytes)}, the memory limit. Raise the limit (--memory on the command line), or save a part of it, e.g. x[:8].`,
    {
      needed: Math.ceil((bytes * HELD_COPIES) / 2 ** 20),
      limit: Math.floor(memoryBytes / 2 ** 20),
    },
  );
}

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
