import path from 'node:path';
import { channelsOf, precedingOf, type Preceding } from '../../core/checkpoint/channels.ts';
import type { ReadLayer } from '../../core/checkpoint/compare.ts';
import { fold, foldInto } from '../../core/checkpoint/fold.ts';
import {
  inspect,
  matching,
  readCheckpoint,
  type Checkpoint,
  type Inspection,
} from '../../core/checkpoint/inspection.ts';
import { openLayer } from '../../core/checkpoint/openLayer.ts';
import { InputError } from '../../core/errors.ts';
import { tensorNamed, type Catalog } from '../../core/io/catalog.ts';
import { isTorchFile } from '../../core/io/recognize.ts';
import { readCsv } from '../../core/io/csv/readCsv.ts';
import { readJson } from '../../core/io/json.ts';
import { shown } from '../../core/io/shown.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import type { FileSource } from './fileSource.ts';
import { catalogOf, isLists } from './formats.ts';
import type {
  CheckpointFile,
  FoldedLayer,
  FoldJob,
  InspectJob,
  LayerFound,
  LayerJob,
} from './jobs.ts';
import type { ReportProgress } from './progress.ts';
import { withFile } from './withFile.ts';

/** A file of one tensor that had to be read to know its shape. */
function catalogOfOne(x: Tensor): Catalog {
  const type = { name: 'float32', kind: 'float', bytes: 4, littleEndian: true } as const;
  const listed = { member: '', shape: x.shape, type, dtype: type.name };
  return { tensors: [listed], skipped: [], read: () => x };
}

/** The tensors of a file; one that has no list of them is read. */
function listedOf(source: FileSource, extension: string): Catalog {
  return (
    catalogOf(source, extension, { convertIntegers: true }) ??
    catalogOfOne(isLists(extension) ? readJson(source) : readCsv(source, {}).tensor)
  );
}

function checkpointOf(
  source: FileSource,
  extension: string,
  at: string,
  catalog: Catalog,
): Checkpoint {
  const format = isTorchFile(source) ? 'torch' : extension;
  return readCheckpoint({ name: path.basename(at), format, bytes: source.size }, catalog);
}

/** Reads a checkpoint, and what of it is wanted beside that. */
function read<T>(
  file: CheckpointFile,
  report: ReportProgress,
  more: (checkpoint: Checkpoint, catalog: Catalog) => T,
): Promise<T> {
  return withFile(file, report, (source, extension) => {
    const catalog = listedOf(source, extension);
    return more(checkpointOf(source, extension, file.name ?? file.path, catalog), catalog);
  });
}

const whole = (checkpoint: Checkpoint) => checkpoint;

/**
 * What is in a checkpoint: every tensor by its header, and the numbers of its normalization layers.
 * @throws InputError as openTensors does
 */
export async function inspectFile(job: InspectJob, report: ReportProgress): Promise<Inspection> {
  const here = await read(job.file, report, whole);
  return inspect(here, job.against ? await read(job.against, report, whole) : null);
}

/**
 * The numbers of one layer, and of its like in another file.
 * @throws InputError no-layer, and those of openTensors
 */
export async function readLayer(job: LayerJob, report: ReportProgress): Promise<LayerFound> {
  const here = await read(job.file, report, whole);
  const one = layerNamed(here, job.layer);
  const others = job.against ? (await read(job.against, report, whole)).layers : [];
  const there = matching(others, one);
  return {
    layer: one.layer,
    here: channelsOf(one, job.eps),
    there: there ? channelsOf(there, job.eps) : null,
    preceding: before(here, one),
    opened: openLayer(one.layer, one.values, job.eps),
  };
}

/**
 * A BatchNorm as a multiplication and an addition, or taken into the layer before it.
 * @throws InputError no-layer, no-statistics, and those of openTensors
 */
export function foldLayer(job: FoldJob, report: ReportProgress): Promise<FoldedLayer> {
  return read(job.file, report, (checkpoint, catalog) => {
    const one = layerNamed(checkpoint, job.layer);
    const folded = fold(one.values, job.eps);
    if (!folded)
      throw new InputError(
        'no-statistics',
        `${job.layer} has no running statistics: expected running_mean and running_var. Only what they normalize by can be folded.`,
        { layer: job.layer },
      );
    const into = job.into ? before(checkpoint, one) : null;
    const features = [one.layer.features];
    const like = (data: Float64Array, shape: readonly number[]) =>
      tensor(Float32Array.from(data), shape);
    if (!into)
      return { weight: like(folded.scale, features), bias: like(folded.shift, features), into };
    const weight = catalog.read(tensorNamed(catalog, into.weight));
    const bias = into.bias === null ? null : catalog.read(tensorNamed(catalog, into.bias)).data;
    const made = foldInto(folded, weight.data, bias);
    return { weight: like(made.weight, weight.shape), bias: like(made.bias, features), into };
  });
}

/** The layer whose output one normalizes. */
function before({ tensors }: Checkpoint, { layer }: ReadLayer): Preceding | null {
  const [first = ''] = Object.values(layer.parts);
  return precedingOf(tensors, first, layer.features);
}

function layerNamed({ layers, file }: Checkpoint, prefix: string): ReadLayer {
  const found = layers.find(({ layer }) => layer.prefix === prefix);
  if (found) return found;
  throw new InputError(
    'no-layer',
    `${file.name} has no normalization layer "${shown(prefix)}". Choose one that is listed.`,
    { file: file.name, layer: shown(prefix) },
  );
}
