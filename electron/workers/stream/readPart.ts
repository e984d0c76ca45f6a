import { InputError } from '../../../core/errors.ts';
import { rowMajorStrides } from '../../../core/tensor/strides.ts';
import { tensor, type TensorData } from '../../../core/tensor/tensor.ts';
import { openOrdinary } from '../fileSource.ts';
import type { LoadedTensor, LoadPartJob } from '../jobs.ts';
import type { ReportProgress } from '../progress.ts';
import { sharedFloat32, sharedFloat64 } from '../sharedTensor.ts';
import { withFileName } from '../withFileName.ts';
import { volume, type Chunk } from './chunks.ts';
import { npySource, type NpySource } from './npySource.ts';

/** Largest part that is held in memory. */
const LARGEST = 2 ** 31 - 1;
/** Values of a piece, which is decoded before the next is read. */
const PIECE = 2 ** 20;
/** In Fortran order the values of one column: longer ones are not read whole for a part of them. */
const LONG_COLUMN = 2 ** 14;

/**
 * Reads the indices [from, to) of the first axis of a .npy file into shared memory, row-major whatever the file's order.
 * @throws InputError badPart, fileTooLarge, fileMissing, fileUnreadable, and those of the format; each names the file
 */
export function readPart(job: LoadPartJob, report: ReportProgress): Promise<LoadedTensor> {
  const { path: at, name = at, convertIntegers } = job;
  return withFileName(name, async () => {
    const handle = await openOrdinary(at);
    try {
      return await part(await npySource(handle, convertIntegers), job, report);
    } finally {
      await handle.close();
    }
  });
}

async function part(
  source: NpySource,
  { from, to }: LoadPartJob,
  report: ReportProgress,
): Promise<LoadedTensor> {
  const { shape, fortranOrder, type } = source.header;
  const [samples, ...inner] = shape;
  if (samples === undefined || from >= to || to > samples)
    throw new InputError(
      'badPart',
      `the part ${from} to ${to} does not exist: expected 0 ≤ from < to ≤ ${samples ?? 0}.`,
      { from, to, samples: samples ?? 0 },
    );
  const partShape = [to - from, ...inner];
  const length = volume(partShape);
  const size = length * (source.wide ? 8 : 4);
  if (size > LARGEST)
    throw new InputError(
      'fileTooLarge',
      `this part has ${size} bytes; at most ${LARGEST} can be opened at once. Choose a smaller part.`,
      { size, limit: LARGEST },
    );
  const data = source.wide ? sharedFloat64(length) : sharedFloat32(length);
  if (fortranOrder && inner.length > 0) await readColumns(source, from, data, partShape, report);
  else await readRun(source, from * volume(inner), data, report);
  return { member: '', tensor: tensor(data, partShape), dtype: type.name };
}

/** Values that lie side by side, from position `at` of the data on. */
async function readRun(
  source: NpySource,
  at: number,
  data: TensorData,
  report: ReportProgress = () => undefined,
): Promise<void> {
  const raw = new Uint8Array(source.rawBytes(Math.min(PIECE, data.length)));
  for (let done = 0; done < data.length; done += PIECE) {
    const values = data.subarray(done, Math.min(done + PIECE, data.length));
    const decode = await source.read(run(at + done, values.length), values, raw);
    decode();
    report(done + values.length, data.length);
  }
}

const run = (at: number, length: number): Chunk => ({ at, length, from: [at], sizes: [length] });

/**
 * Fortran order: columns along the first axis, one for every index of the others, of which the second axis is the fastest.
 * Short columns are read many at a time, of long ones only the part.
 */
async function readColumns(
  source: NpySource,
  from: number,
  data: TensorData,
  partShape: readonly number[],
  report: ReportProgress,
): Promise<void> {
  const height = source.header.shape[0] ?? 0;
  const [taken = 0, ...inner] = partShape;
  const columns = volume(inner);
  const isLong = height > LONG_COLUMN;
  const together = isLong ? 1 : Math.min(columns, Math.max(1, Math.floor(PIECE / height)));
  const room = (isLong ? taken : height) * together;
  const values = source.wide ? new Float64Array(room) : new Float32Array(room);
  const strides = rowMajorStrides(inner);
  const raw = new Uint8Array(source.rawBytes(room));
  for (let first = 0; first < columns; first += together) {
    const count = Math.min(together, columns - first);
    if (isLong) {
      await readRun(source, first * height + from, values);
    } else {
      const some = values.subarray(0, count * height);
      const decode = await source.read(run(first * height, some.length), some, raw);
      decode();
    }
    for (let c = 0; c < count; c++) {
      const start = isLong ? 0 : c * height + from;
      let to = placeOf(first + c, inner, strides);
      for (let i = 0; i < taken; i++, to += columns) data[to] = values[start + i] ?? 0;
    }
    report((first + count) * taken, data.length);
  }
}

/** Row-major position of the column of a number, which counts the first of the other axes fastest. */
function placeOf(column: number, inner: readonly number[], strides: readonly number[]): number {
  let rest = column;
  let place = 0;
  for (const [axis, size] of inner.entries()) {
    place += (rest % size) * (strides[axis] ?? 0);
    rest = Math.floor(rest / size);
  }
  return place;
}
