import path from 'node:path';
import {
  inspect,
  readCheckpoint,
  type Checkpoint,
  type Inspection,
} from '../../core/checkpoint/inspection.ts';
import type { Catalog } from '../../core/io/catalog.ts';
import { isTorchFile } from '../../core/io/recognize.ts';
import { readCsv } from '../../core/io/csv/readCsv.ts';
import { readJson } from '../../core/io/json.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { FileSource } from './fileSource.ts';
import { catalogOf, isLists } from './formats.ts';
import type { InspectJob } from './jobs.ts';
import type { ReportProgress } from './progress.ts';
import { withFile } from './withFile.ts';

/** A file of one tensor that had to be read to know its shape. */
function catalogOfOne(x: Tensor): Catalog {
  const type = { name: 'float32', kind: 'float', bytes: 4, littleEndian: true } as const;
  const listed = { member: '', shape: x.shape, type, dtype: type.name };
  return { tensors: [listed], skipped: [], read: () => x };
}

function checkpointOf(source: FileSource, extension: string, at: string): Checkpoint {
  const listed = catalogOf(source, extension, { convertIntegers: true });
  const catalog =
    listed ?? catalogOfOne(isLists(extension) ? readJson(source) : readCsv(source, {}).tensor);
  const format = isTorchFile(source) ? 'torch' : extension;
  return readCheckpoint({ name: path.basename(at), format, bytes: source.size }, catalog);
}

/**
 * What is in a checkpoint: every tensor by its header, and the numbers of its normalization layers.
 * @throws InputError as openTensors does
 */
export async function inspectFile(job: InspectJob, report: ReportProgress): Promise<Inspection> {
  const read = (file: InspectJob['file']) =>
    withFile(file, report, (source, extension) =>
      checkpointOf(source, extension, file.name ?? file.path),
    );
  const here = await read(job.file);
  return inspect(here, job.against ? await read(job.against) : null);
}
