import { InputError } from '../../core/errors.ts';
import { traceCell } from '../../core/explain/trace.ts';
import { numel } from '../../core/tensor/tensor.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { VerifyReply, VerifyRequest } from '../ipc/types.ts';
import type { RunOptions } from '../workers/pool.ts';
import type { Checkpoints } from './checkpoints.ts';
import { computeReply, extremesReply, programsReply } from './computeReply.ts';
import { classroomHandlers, type Classroom } from './classroomHandlers.ts';
import { exportHandlers, type ExportOptions } from './exportHandlers.ts';
import type { Host } from './host.ts';
import type { LargeFiles } from './largeFiles.ts';
import type { locateInput } from './locateInput.ts';
import type { OpenedAgain } from './openedAgain.ts';
import type { OpenedFiles } from './openFiles.ts';
import { progressEvents } from './progressEvents.ts';
import type { Watched } from './rasterize.ts';
import type { Run } from './run.ts';
import type { SettingsStore } from './settings.ts';
import { slice } from './slice.ts';
import type { TensorStore } from './tensors.ts';

export interface HandlerOptions extends ExportOptions {
  readonly tensors: TensorStore;
  readonly settings: SettingsStore;
  readonly classroom: Classroom;
  readonly version: string;
  readonly run: (request: Run['request'], options?: RunOptions) => Promise<Run>;
  readonly open: (host: Host, files: readonly string[]) => Promise<OpenedFiles>;
  /** Gets ready for a large tensor. */
  readonly begin: () => void;
  /** Opens files, of which the window is told. */
  readonly openPaths: (host: Host, files: readonly string[]) => Promise<void>;
  readonly locate: (host: Host, handle: string) => ReturnType<typeof locateInput>;
  readonly files: Pick<OpenedAgain, 'close' | 'reopen' | 'preview' | 'rename' | 'release'>;
  readonly large: Pick<LargeFiles, 'openPart' | 'openWhole' | 'normalize'>;
  readonly checkpoints: Checkpoints;
  readonly verify: (request: VerifyRequest, id: string) => Promise<VerifyReply>;
  readonly cancel: (job: string) => boolean;
  /** A name for a job of its own. */
  readonly newJob: () => string;
}

/** Answers every channel of the contract for one window. */
export function createHandlers(options: HandlerOptions): Handlers {
  const {
    tensors,
    settings,
    classroom,
    host,
    version,
    run,
    open,
    begin,
    openPaths,
    locate,
    files,
    large,
    checkpoints,
    verify,
    cancel,
    newJob,
  } = options;
  /** Of this window's waiting runs only the newest counts. */
  const key = newJob();

  /** Progress of what takes long under a name. */
  function watched(label: string): Watched {
    const id = newJob();
    return { id, onProgress: progressEvents(host, id, label, 'counted') };
  }

  return {
    ...classroomHandlers(classroom, host),
    ...exportHandlers(options, watched),
    'app.info': () => ({
      name: 'Normscope',
      version,
      host: host.kind,
      platform: process.platform,
      locale: host.locale,
    }),
    'settings.get': () => settings.get(),
    'settings.set': async (patch) => {
      try {
        return await settings.set(patch);
      } finally {
        // They hold for this window even where they cannot be kept.
        host.settingsChanged?.(await settings.get());
      }
    },
    'tensor.examples': () => tensors.examples,
    'tensor.open': async () => {
      // While somebody looks for the file.
      begin();
      const { opened, failures } = await open(host, await host.openFiles());
      if (failures[0] && opened.length === 0) throw failures[0].error;
      for (const { failed } of failures) host.emit('failed', failed);
      return opened.flat();
    },
    'files.recent': () => host.recentFiles?.() ?? [],
    'files.openRecent': async (file) => {
      // The page opens what was opened before, and no other path.
      if (!host.recentFiles?.().includes(file)) return false;
      await openPaths(host, [file]);
      return true;
    },
    'tensor.close': async (refs) => {
      await files.close(host, refs);
      return true as const;
    },
    'file.reopen': (request) => files.reopen(host, request),
    'tensor.rename': (request) => files.rename(request),
    'file.preview': (request) => files.preview(host, request),
    'file.release': async (handle) => {
      await files.release(host, handle);
      return true as const;
    },
    'report.locate': async (handle) => {
      const tell = await locate(host, handle);
      tell?.();
      return tell !== null;
    },
    'tensor.describe': (ref) => tensors.info(ref),
    'checkpoint.inspect': (request) => checkpoints.inspect(request),
    'checkpoint.layer': (request) => checkpoints.layer(request),
    'checkpoint.open': (request) => checkpoints.open(request),
    'checkpoint.fold': (request) => checkpoints.fold(host, request),
    'tensor.histogram': (ref) => checkpoints.histogram(ref),
    'tensor.spread': (ref) => checkpoints.spread(ref),
    'tensor.make': (spec) => checkpoints.make(spec),
    'tensor.sentences': (spec) => checkpoints.makeSentences(spec),
    'verify.run': (request) => verify(request, request.job ?? newJob()),
    'layer.compute': async ({ holds, ...request }) => {
      const info = tensors.info(request.tensor);
      const id = newJob();
      const label = `${request.spec.layer} · ${info.name}`;
      const onProgress = progressEvents(host, id, label, info.bytes);
      return computeReply(await run(request, { id, key, onProgress }), holds);
    },
    'layer.extremes': async (request) => extremesReply(await run(request)),
    'layer.programs': async (request) => programsReply(await run(request)),
    'layer.trace': async ({ request, flat }) => {
      const { result, x } = await run(request);
      const cells = numel(x.shape);
      if (flat >= cells)
        throw new InputError(
          'badCell',
          `Cell ${flat} does not exist: the tensor has ${cells} cells.`,
          { cell: flat, cells },
        );
      return traceCell(result, x, flat);
    },
    'tensor.slice': async ({ request, which, ...rest }) => {
      const { x, result } = await run(request);
      return slice(which === 'x' ? x : result.output, rest);
    },
    'large.openPart': (part) => large.openPart(host, part),
    'large.openWhole': (whole) => large.openWhole(host, whole),
    'large.normalize': (asked) => large.normalize(host, asked),
    'text.copy': async (text) => {
      await host.copyText(text);
      return true as const;
    },
    'jobs.cancel': (job) => cancel(job),
    'window.fullScreen': (on) => host.fullScreen(on),
    'window.print': async () => {
      await host.print?.();
      return host.print !== undefined;
    },
    'window.presenting': (on) => {
      host.presenting?.(on);
      return true as const;
    },
    'window.commands': (commands) => {
      host.commandsApply?.(commands);
      return true as const;
    },
    'window.openHelp': async (page) => {
      await host.openHelp(page);
      return true as const;
    },
  };
}
