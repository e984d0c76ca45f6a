import { parentPort, workerData } from 'node:worker_threads';
import { inputErrorOf } from '../../core/errors.ts';
import { spreadOf } from '../../core/norm/spread.ts';
import { histogram } from '../../core/tensor/histogram.ts';
import { verify } from '../../core/verify/verification.ts';
import { blockKernelLoader } from './blockKernel.ts';
import { compute } from './compute.ts';
import { engineStarter } from './engineStart.ts';
import { readImages } from './images.ts';
import type { Job } from './jobs.ts';
import type { JobAnswer, JobMessage, JobProgress, WorkerSetup } from './messages.ts';
import { foldLayer, inspectFile, readLayer } from './inspectFile.ts';
import { createLargeEngine, LARGE } from './largeEngine.ts';
import { loadTensor, openTensors, previewTable } from './load.ts';
import type { ReportProgress } from './progress.ts';
import { readPart } from './stream/readPart.ts';
import { streamJob } from './stream/streamJob.ts';
import { createShow } from './shown.ts';
import { verifyShown } from './verifyShown.ts';
import { sharedBytes, weigh } from './weigh.ts';

const { dist } = workerData as WorkerSetup;
const startEngine = engineStarter(new URL(dist));
const large = createLargeEngine(startEngine);
const blockKernel = blockKernelLoader(new URL(dist));
const show = createShow(blockKernel);

/** Milliseconds between two reports of a job. */
const REPORT_EVERY = 50;

/** The buffers of an answer that may be moved instead of copied. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const entry of Object.values(value)) buffersOf(entry, found);
  }
  return found;
}

async function run(job: Job, report: ReportProgress): Promise<unknown> {
  switch (job.kind) {
    case 'compute':
      return compute(job, report, large.normalize, show);
    case 'begin':
      large.begin();
      blockKernel();
      return null;
    case 'show':
      if (job.x.data.length >= LARGE) large.begin();
      return show(job.x);
    case 'open':
      return openTensors(job, report);
    case 'load':
      return loadTensor(job, report);
    case 'verify':
      return verify(job.x, job.y, job.known);
    case 'verifyShown':
      return verifyShown(job);
    case 'layer':
      return readLayer(job, report);
    case 'fold':
      return foldLayer(job, report);
    case 'images':
      return readImages(job);
    case 'histogram':
      return histogram(job.x.data);
    case 'spread':
      return spreadOf(job.x, large.moments);
    case 'inspect':
      return inspectFile(job, report);
    case 'preview':
      return previewTable(job, report);
    case 'loadPart':
      return readPart(job, report);
    case 'stream':
      return streamJob(job, report, startEngine);
    default:
      return job satisfies never;
  }
}

/** Reports of one job, at most one every so often. */
function reporter(id: number): ReportProgress {
  let last = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY) return;
    last = now;
    parentPort?.postMessage({ id, done, total } satisfies JobProgress);
  };
}

async function answer({ id, job }: JobMessage): Promise<void> {
  let reply: JobAnswer;
  try {
    weigh(sharedBytes(job));
    const value = await run(job, reporter(id));
    reply = { id, ok: true, value, shared: sharedBytes(value) };
  } catch (error) {
    const input = inputErrorOf(error);
    const message = input?.message ?? (error instanceof Error ? error.message : String(error));
    reply = { id, ok: false, code: input?.code ?? null, message, details: input?.details ?? {} };
  }
  parentPort?.postMessage(reply, reply.ok ? [...buffersOf(reply.value)] : []);
}

parentPort?.on('message', (message: JobMessage) => {
  void answer(message);
});
