import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { traceCell } from '../../core/explain/trace.ts';
import { writeNpy } from '../../core/io/npy.ts';
import { snippets } from '../../core/report/snippets/snippets.ts';
import type { Statistics } from '../../core/norm/spec.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { ComputeReply, ExportFormat, ExportRequest, TensorInfo } from '../ipc/types.ts';
import { WorkerPool } from '../workers/pool.ts';
import type { Host } from './host.ts';
import { createRasterizer } from './rasterize.ts';
import { figureOf, reportJson } from './report.ts';
import { toSvg } from '../../core/figure/toSvg.ts';
import { Runner, type Run } from './run.ts';
import { SettingsStore } from './settings.ts';
import { slice } from './slice.ts';
import { TensorStore } from './tensors.ts';

export interface ServiceOptions {
  readonly version: string;
  /** Folder of dist/: workers, kernels and fonts are found below it. */
  readonly dist: URL;
  /** Folder of the settings; none keeps them in memory only. */
  readonly settingsFolder: string | null;
  /** Most worker threads. */
  readonly workers?: number;
}

/** What every host offers: tensors, runs, slices, traces, exports, settings. */
export interface Service {
  readonly tensors: TensorStore;
  readonly settings: SettingsStore;
  run(request: ComputeRequest): Promise<Run>;
  /** A report's bytes in one of its formats. */
  exported(request: ExportRequest): Promise<Uint8Array>;
  /** Opens files that came from outside a call, and tells the window. */
  openPaths(host: Host, paths: readonly string[]): Promise<void>;
  handlers(host: Host): Handlers;
  close(): Promise<void>;
}

/** Statistics that are sent to the window; the plan has their true number. */
const MOST_STATISTICS = 4096;

const KINDS: Readonly<Record<ExportFormat, string>> = {
  png: 'PNG image',
  svg: 'SVG drawing',
  json: 'JSON report',
  npy: 'NumPy array',
};

/** Starts the service; its threads start when they are first needed. */
export function createService(options: ServiceOptions): Service {
  const { version, dist } = options;
  const pool = new WorkerPool({
    entry: new URL('workers/worker.js', dist),
    size: options.workers ?? 2,
  });
  const tensors = new TensorStore(pool);
  const runner = new Runner(pool, tensors);
  const settings = new SettingsStore(options.settingsFolder);
  const rasterizer = createRasterizer({
    entry: new URL('workers/rasterWorker.js', dist),
    fonts: new URL('fonts/', dist),
  });

  async function exported(request: ExportRequest): Promise<Uint8Array> {
    const run = await runner.run(request.request);
    switch (request.format) {
      case 'png':
        return rasterizer.rasterize(
          figureOf(run, request.view, request.language, version),
          scaleOf(request.scale),
        );
      case 'svg':
        return new TextEncoder().encode(
          toSvg(figureOf(run, request.view, request.language, version)),
        );
      case 'json':
        return new TextEncoder().encode(reportJson(run, version, request.view));
      case 'npy':
        return writeNpy(run.result.output);
      default:
        return request.format satisfies never;
    }
  }

  /** Reads a file that this host's user knows by some name. */
  async function open(host: Host, file: string): Promise<readonly TensorInfo[]> {
    try {
      return await tensors.open(file, { name: host.nameOf?.(file) ?? file });
    } finally {
      await host.filesRead?.([file]);
    }
  }

  async function openPaths(host: Host, paths: readonly string[]): Promise<void> {
    for (const file of paths) {
      try {
        host.emit('opened', await open(host, file));
      } catch (error) {
        const known = error instanceof InputError;
        const message = error instanceof Error ? error.message : String(error);
        host.emit('failed', {
          code: known ? error.code : 'internal',
          message,
          details: known ? error.details : {},
        });
      }
    }
  }

  const handlers = (host: Host): Handlers => ({
    'app.info': () => ({
      name: 'Normscope',
      version,
      host: host.kind,
      platform: process.platform,
      locale: host.locale,
    }),
    'settings.get': () => settings.get(),
    'settings.set': async (patch) => {
      const changed = await settings.set(patch);
      host.settingsChanged?.(changed);
      return changed;
    },
    'tensor.examples': () => tensors.examples,
    'tensor.open': async () => {
      const opened: TensorInfo[] = [];
      for (const file of await host.openFiles()) opened.push(...(await open(host, file)));
      return opened;
    },
    'tensor.describe': (ref) => tensors.get(ref).info,
    'layer.compute': async (request) => replyOf(await runner.run(request)),
    'layer.trace': async ({ request, flat }) => {
      const { result, x } = await runner.run(request);
      if (flat >= x.data.length)
        throw new InputError(
          'badCell',
          `Cell ${flat} does not exist: the tensor has ${x.data.length} cells.`,
        );
      return traceCell(result, x, flat);
    },
    'tensor.slice': async ({ request, which, ...rest }) => {
      const run = await runner.run(request);
      return slice(which === 'x' ? run.x : run.result.output, rest);
    },
    'report.export': async (request) => {
      const bytes = await exported(request);
      const name = `${fileName(tensors.get(request.request.tensor).info)}-${request.request.spec.layer}`;
      const { format } = request;
      return host.saveFile({
        name: `${name}.${format}`,
        extension: format,
        description: KINDS[format],
        bytes,
      });
    },
    'report.copy': async (request) => {
      await host.copyImage(await exported({ ...request, format: 'png' }));
      return true as const;
    },
    'text.copy': async (text) => {
      await host.copyText(text);
      return true as const;
    },
    'jobs.cancel': (id) => pool.cancel(id),
    'window.fullScreen': (on) => host.fullScreen(on),
    'window.openHelp': async (page) => {
      await host.openHelp(page);
      return true as const;
    },
  });

  return {
    tensors,
    settings,
    run: (request) => runner.run(request),
    exported,
    openPaths,
    handlers,
    async close() {
      await Promise.all([pool.close(), rasterizer.close()]);
    },
  };
}

function replyOf(run: Run): ComputeReply {
  const { result } = run;
  const list = (values: ArrayLike<number> | null) =>
    values ? Array.from(values).slice(0, MOST_STATISTICS) : null;
  return {
    request: run.request,
    tensor: run.tensor,
    plan: result.plan,
    x: run.display.x,
    y: run.display.y,
    statistics: result.statistics && firstOf(result.statistics),
    weight: list(result.weight),
    bias: list(result.bias),
    runningBefore: result.runningBefore,
    runningAfter: result.runningAfter,
    warnings: result.warnings,
    summary: run.summary,
    snippets: snippets(result.plan, run.tensor),
    milliseconds: run.milliseconds,
  };
}

function firstOf({ mean, variance, varianceUnbiased, rstd }: Statistics): Statistics {
  return {
    mean: mean.slice(0, MOST_STATISTICS),
    variance: variance.slice(0, MOST_STATISTICS),
    varianceUnbiased: varianceUnbiased.slice(0, MOST_STATISTICS),
    rstd: rstd.slice(0, MOST_STATISTICS),
  };
}

/** A file name's stem for a tensor: the example's id, or the opened file's own name. */
export function fileName(info: TensorInfo): string {
  if (info.ref.kind === 'example') return info.ref.id;
  const base = path.basename(info.source).replace(/\.[^.]+$/, '');
  return base.replace(/[^\p{L}\p{N}._-]+/gu, '_') || 'tensor';
}

function scaleOf(scale: number): number {
  if (scale >= 1 && scale <= 4) return scale;
  throw new InputError('badScale', `scale: expected 1 to 4, got ${scale}.`, { scale });
}
