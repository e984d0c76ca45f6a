import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readPage, type PageDocument } from '../../core/pages/pageDocument.ts';
import type { OneView, SeveralViews } from '../../core/pages/oneView.ts';
import type { PageSubject, SubjectOf } from '../../core/pages/subject.ts';
import { readHandout } from '../../core/report/handout.ts';
import { USUAL_PICTURE } from '../../core/report/picture.ts';
import { INITIAL_VIEW } from '../../core/figure/state.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import { isPlain } from '../../core/shape/compound.ts';
import { numel, tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { restoreReport, textOf } from './openReport.ts';
import { refuseNewer, reportFrom } from './parseReport.ts';
import type { Run } from './run.ts';
import type { TensorStore } from './tensors.ts';
import { withTensors } from './documentTensors.ts';

/** What a JSON document is about, ready to be drawn again. */
export type Document = OneView | ({ readonly kind: 'handout' } & SeveralViews);

export interface DocumentReader {
  readonly tensors: TensorStore;
  readonly run: (request: ComputeRequest) => Promise<Run>;
  /** Opens the files in which a document's tensor may be, before the values that it lists are taken. @param source  what its file was called */
  readonly bring: (source: string) => Promise<void>;
  /** Tensors of a file that a person says is the document's, whatever it is called. */
  readonly located?: readonly TensorInfo[];
}

/** The value of a JSON document. @throws InputError badReport, newerReport, and those of reading */
export async function readDocument(file: string, name: string): Promise<unknown> {
  const json = await textOf(file, name);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw noDocument(name, error instanceof Error ? error.message : String(error));
  }
  refuseNewer(value, name);
  return value;
}

/** Whether a document is about one run, and so the work of Explore. */
export const isAboutRun = (value: unknown): boolean => !isHandout(value) && !isPage(value);

const isHandout = (value: unknown): value is object =>
  isPlain(value) && value.schema === 'normscope-handout';
const isPage = (value: unknown): boolean => isPlain(value) && value.format === 'normscope-page';

/**
 * What a JSON document of any kind and version is about: a report, a page, or a handout of several.
 * @param value  of readDocument()
 * @param name   what a person knows the file by
 * @throws InputError badReport, newerReport, reportTensor, pageTensor, and those of reading
 */
export async function documentOf(
  reader: DocumentReader,
  value: unknown,
  name: string,
): Promise<Document> {
  const at = { ...reader, name };
  if (!isHandout(value)) return oneView(at, value);
  const { title, views } = told(name, () => readHandout(value));
  const found: OneView[] = [];
  for (const view of views) found.push(await oneView(at, view));
  return { kind: 'handout', title, views: found };
}

interface At extends DocumentReader {
  readonly name: string;
}

function oneView(at: At, value: unknown): Promise<OneView> {
  return isPage(value) ? page(at, value) : report(at, value);
}

async function report(at: At, value: unknown): Promise<OneView & { kind: 'report' }> {
  const { tensors, run, name, located } = at;
  const read = reportFrom(value, name);
  await at.bring(read.input.source);
  const { request, view } = await restoreReport(tensors, run, read, name, read.input, located);
  return {
    kind: 'report',
    request,
    view: view ?? INITIAL_VIEW,
    picture: read.picture ?? USUAL_PICTURE,
  };
}

/** Opens the files in which a document's tensor may be: the given ones, and one of its name in a folder. */
export function filesBeside(
  tensors: TensorStore,
  inputs: readonly string[],
  folder: string,
): DocumentReader['bring'] {
  return async (source) => {
    const known = new Set(tensors.all.map((info) => info.source));
    const beside = path.join(folder, path.basename(source));
    for (const file of [...inputs, beside]) {
      if (known.has(file)) continue;
      try {
        await tensors.open(file, { convertIntegers: true });
      } catch (error) {
        // Of a file that was named it is told why it cannot be opened; the other may well not be there.
        if (inputs.includes(file)) throw error;
      }
    }
  };
}

async function page(at: At, value: unknown): Promise<OneView> {
  const read = told(at.name, () => readPage(value));
  const { subject, picture } = read;
  switch (subject.kind) {
    case 'overview':
      return { kind: 'page', picture, subject: overviewOf(at, read, subject) };
    case 'comparison':
      return { kind: 'page', picture, subject: await comparisonOf(at, read, subject) };
    case 'lesson':
    case 'scene':
    case 'training':
      return { kind: 'page', picture, subject };
    case 'verification':
    case 'checkpoint':
      return { kind: 'page', picture, subject: await withTensors(at, read.given, subject) };
    default:
      return subject satisfies never;
  }
}

/** An overview is about a shape and the names of its axes: zeros do where the tensor is not there. */
function overviewOf(
  { tensors, name }: At,
  read: PageDocument,
  subject: SubjectOf<'overview'>,
): PageSubject {
  if (subject.tensor.kind === 'example') return subject;
  const { tensor: called } = read;
  const shape = Array.isArray(read.shape) ? (read.shape as number[]) : [];
  const axes = Array.isArray(read.axes) ? (read.axes as string[]) : [];
  const same = tensors.all.find(
    (info) => info.name === called && String(info.shape) === String(shape),
  );
  if (same) return { ...subject, tensor: same.ref };
  const sizes = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!sizes || axes.length !== shape.length || numel(shape) > MOST_ZEROS)
    throw noDocument(name, 'The shape of its tensor is not told.');
  const zeros = tensor(new Float32Array(numel(shape)), shape, axes);
  const info = tensors.hold(String(called), zeros, 'x = torch.zeros(1)', { name: String(called) });
  return { ...subject, tensor: info.ref };
}

const MOST_ZEROS = 50_000_000;

/** Every run's tensor is that of its report; runs that failed have that of another of their file. */
async function comparisonOf(
  at: At,
  { runs = [] }: PageDocument,
  subject: SubjectOf<'comparison'>,
): Promise<PageSubject> {
  const found = new Map<string, TensorRef>();
  const requests: ComputeRequest[] = [];
  for (const [i, request] of subject.runs.entries()) {
    const document = runs[i]?.report;
    if (document === undefined) {
      requests.push(request);
      continue;
    }
    const restored = await report(at, document);
    if (request.tensor.kind === 'file') found.set(request.tensor.handle, restored.request.tensor);
    requests.push(restored.request);
  }
  return {
    ...subject,
    runs: requests.map((request) => {
      if (request.tensor.kind === 'example' || at.tensors.has(request.tensor)) return request;
      return { ...request, tensor: found.get(request.tensor.handle) ?? request.tensor };
    }),
  };
}

function told<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? noDocument(name, error.message) : error;
  }
}

function noDocument(file: string, reason: string): InputError {
  return new InputError('badReport', `${file}: expected a JSON report of Normscope. ${reason}`, {
    file,
  });
}
