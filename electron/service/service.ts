import path from 'node:path';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { Known, Verification } from '../../core/verify/verification.ts';
import type { Inspection } from '../../core/checkpoint/inspection.ts';
import type { Drawing } from '../workers/rasterJobs.ts';
import type { LessonExport } from '../../core/lessons/lessonExport.ts';
import type { QuizExport } from '../../core/quiz/quizExport.ts';
import { createClassroom } from './classroom.ts';
import { writeNpy } from '../../core/io/npy.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import type { PageRequest } from '../../core/pages/subject.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import type { PagesRequest } from '../ipc/arguments.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { ExportRequest, VerifyRequest } from '../ipc/types.ts';
import type { StreamResult } from '../workers/jobs.ts';
import type { WorkerSetup } from '../workers/messages.ts';
import { WorkerPool, type RunOptions } from '../workers/pool.ts';
import { Checkpoints } from './checkpoints.ts';
import { documentOf, filesBeside, readDocument, type Document } from './documents.ts';
import {
  contactSheetBytes,
  filesOfViews,
  handoutBytes,
  type HandoutFormat,
  type SheetReport,
} from './handoutBytes.ts';
import { pagesStem } from './exportName.ts';
import { fileName } from './report.ts';
import { createHandlers } from './handlers.ts';
import type { Host } from './host.ts';
import { LargeFiles } from './largeFiles.ts';
import { locateInput } from './locateInput.ts';
import { FileHandles } from './fileHandles.ts';
import { OpenedAgain } from './openedAgain.ts';
import { openFiles, together } from './openFiles.ts';
import { makePage, pageJson } from './pages.ts';
import { rasterizers, type Watched } from './rasterize.ts';
import { bytesOf, pictureBytes } from './pictureBytes.ts';
import { factsOf, frameBytes, reportBytes } from './reportBytes.ts';
import { Runner, type Run } from './run.ts';
import { memoryBytesOf, type SettingsStore } from './settings.ts';
import { streamFile, type StreamRequest } from './streamFile.ts';
import { TensorStore } from './tensors.ts';
import { verifyPair } from './verifyPair.ts';

export interface ServiceOptions {
  readonly version: string;
  /** Folder of dist/: workers, kernels and fonts are found below it. */
  readonly dist: URL;
  readonly settings: SettingsStore;
  /** Most worker threads. */
  readonly workers?: number;
  /** Threads that draw; 1 when left out. */
  readonly drawers?: number;
}

/** What every host offers: tensors, runs, slices, traces, exports, settings. */
export interface Service {
  readonly tensors: TensorStore;
  readonly settings: SettingsStore;
  run(request: ComputeRequest): Promise<Run>;
  /** Forgets an opened tensor, and all that was made of it. False when it is not open. */
  closeTensor(handle: string): boolean;
  /** Normalizes a .npy file of any size into another; options.id cancels. */
  stream(request: StreamRequest, options?: RunOptions): Promise<StreamResult>;
  /**
   * A report's bytes in one of its formats.
   * @param watched  of a moving picture, which takes long
   * @throws InputError badScale, and those of the run
   */
  exported(request: ExportRequest, watched?: Watched): Promise<Uint8Array>;
  /**
   * The bytes of a page about what a screen shows.
   * @throws InputError badScale, unknownTensor, and those of the runs
   */
  page(request: PageRequest): Promise<Uint8Array>;
  /** A picture or pages in a format that takes the rasteriser. */
  draw(drawing: Drawing): Promise<Uint8Array>;
  /**
   * A lesson to take along.
   * @throws InputError lesson-fact, lesson-tensor
   */
  lesson(request: LessonExport): Promise<Uint8Array>;
  /** Questions by seed, for a school's program or on paper. */
  quiz(request: QuizExport): Promise<Uint8Array>;
  /**
   * Opens a JSON document: a report, a page or a handout.
   * @param inputs  files in which the tensors of reports are looked for
   * @throws InputError badReport, reportTensor, and those of reading
   */
  openDocument(file: string, inputs?: readonly string[]): Promise<Document>;
  /**
   * Several views as one file.
   * @throws InputError as page() does
   */
  handout(
    document: Extract<Document, { kind: 'handout' }>,
    format: HandoutFormat,
  ): Promise<Uint8Array>;
  /**
   * The layer that made y of x.
   * @throws InputError verify-shape
   */
  verify(x: Tensor, y: Tensor, known: Known): Promise<Verification>;
  /**
   * What is in a checkpoint; of two, what differs as well.
   * @throws InputError as opening does
   */
  inspect(file: string, against?: string): Promise<Inspection>;
  /** Tensors that are made: by seed, of sentences. */
  readonly makers: Pick<Checkpoints, 'make' | 'makeSentences'>;
  /** Small pictures of many reports as a PDF. */
  contactSheet(
    parts: readonly { readonly title: string; readonly reports: readonly SheetReport[] }[],
  ): Promise<Uint8Array>;
  /** Opens files that came from outside a call, and tells the window. */
  openPaths(host: Host, paths: readonly string[]): Promise<void>;
  /** The contract for one window. */
  handlers(host: Host): Handlers;
  /** The host's window is gone: its large files are forgotten, and what it does with them ends. */
  forget(host: Host): Promise<void>;
  close(): Promise<void>;
}

/** Starts the service; its threads start when they are first needed. */
export function createService(options: ServiceOptions): Service {
  const { version, dist, settings } = options;
  const pool = new WorkerPool({
    entry: new URL('workers/worker.js', dist),
    size: options.workers ?? 2,
    workerData: { dist: dist.href } satisfies WorkerSetup,
  });
  const memoryBytes = async () => memoryBytesOf(await settings.get());
  const tensors = new TensorStore(pool, memoryBytes, async () => (await settings.get()).axes);
  const runner = new Runner(pool, tensors, memoryBytes);
  const handles = new FileHandles();
  const fonts = new URL('renderer/fonts/', dist);
  const rasterizer = rasterizers(options.drawers ?? 1, {
    entry: new URL('workers/rasterWorker.js', dist),
    fonts,
  });
  const drawer = { rasterizer, fonts };
  let jobs = 0;
  const newJob = () => `job-${++jobs}`;

  const run = (request: ComputeRequest) => runner.run(request);
  const verifyAlone = (request: VerifyRequest) => verifyPair({ pool, tensors }, request, newJob());
  const checkpoints = new Checkpoints({ pool, tensors });
  const maker = { tensors, run, version, verify: verifyAlone, checkpoints };
  const large = new LargeFiles({ pool, tensors, settings, newJob });
  const draw = (drawing: Drawing) => rasterizer.draw(drawing);
  const classroom = createClassroom({ draw, dist, version, tensors, folder: settings.folder });
  const prepare = (tensor: TensorRef) => runner.prepare(tensor);
  const opener = { tensors, large, handles, places: classroom.places, run, prepare, newJob };
  const files = new OpenedAgain({
    pool,
    tensors,
    runner,
    handles,
    memoryBytes,
    settings,
    newJob,
  });

  async function openPaths(host: Host, paths: readonly string[]): Promise<void> {
    // One by one, so that each is shown as soon as it is there.
    for (const file of together(host, paths)) {
      const { opened, failures } = await openFiles(opener, host, file);
      for (const infos of opened) host.emit('opened', infos);
      for (const { failed } of failures) host.emit('failed', failed);
    }
  }

  const reports = { ...drawer, version, run };
  const frame = async (request: ExportRequest, index: number) =>
    frameBytes(reports, await run(request.request), request, index);

  async function exported(request: ExportRequest, watched?: Watched): Promise<Uint8Array> {
    const { format } = request;
    const run = await runner.run(request.request);
    if (format === 'npy') return writeNpy(run.result.output);
    return reportBytes(reports, run, { ...request, format }, watched);
  }

  async function page({
    subject,
    format,
    scale,
    preset,
    ...asked
  }: PageRequest): Promise<Uint8Array> {
    const language = preset?.language ?? asked.language;
    if (format === 'json') {
      const picture = { language: asked.language, scale, ...(preset && { preset }) };
      // Its numbers and views are those of the screen, however the picture is made up.
      return bytesOf(pageJson(maker, subject, await makePage(maker, subject, language), picture));
    }
    const { figure } = await makePage(maker, subject, language, preset);
    const facts = factsOf(figure, version, language);
    return pictureBytes(drawer, figure, format, { preset, scale, facts });
  }

  const pages = ({ title, views, format }: PagesRequest) => {
    const whole = (as: HandoutFormat) => handoutBytes(maker, rasterizer, { title, views }, as);
    const one = (view: OneView, as: PagesRequest['format']) =>
      view.kind === 'report'
        ? exported({ ...view, ...view.picture, format: as })
        : page({ ...view, ...view.picture, format: as });
    return filesOfViews({ whole, one }, views, format, pagesStem(title));
  };

  return {
    tensors,
    settings,
    exported,
    page,
    draw,
    lesson: classroom.lesson,
    quiz: classroom.quiz,
    run,
    async openDocument(file, inputs = []) {
      const bring = filesBeside(tensors, inputs, path.dirname(file));
      const name = fileName(file);
      return documentOf({ tensors, run, bring }, await readDocument(file, name), name);
    },
    handout: (document, format) => handoutBytes(maker, rasterizer, document, format),
    contactSheet: (parts) => contactSheetBytes(maker, rasterizer, parts),
    closeTensor(handle) {
      const ref = { kind: 'file', handle } as const;
      runner.forget(ref);
      return tensors.close(ref);
    },
    makers: checkpoints,
    verify: (x, y, known) => pool.run<'verify'>({ kind: 'verify', x, y, known }),
    inspect: (file, against) =>
      pool.run<'inspect'>({
        kind: 'inspect',
        file: { path: file },
        ...(against === undefined ? {} : { against: { path: against } }),
      }),
    stream: (request, running) => streamFile(pool, request, running),
    openPaths,
    handlers: (host) =>
      createHandlers({
        tensors,
        settings,
        exported,
        frame,
        page,
        pages,
        classroom,
        host,
        version,
        run: (request, running) => runner.run(request, running),
        openPaths,
        locate: (at, handle) => locateInput(opener, at, handle),
        open: (at, files) => openFiles(opener, at, files),
        begin: () => void pool.run<'begin'>({ kind: 'begin' }).catch(() => undefined),
        files,
        large,
        cancel: (job) => pool.cancel(job) || rasterizer.cancel(job),
        checkpoints,
        verify: (request, id) => verifyPair({ pool, tensors }, request, id),
        newJob,
      }),
    forget(host) {
      handles.forget(host);
      return large.forget(host);
    },
    async close() {
      await Promise.all([
        pool.close(),
        rasterizer.close(),
        settings.idle(),
        classroom.drafts.idle(),
      ]);
      await large.idle();
    },
  };
}
