import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import type { ViewState } from '../../core/figure/state.ts';
import type { CellTrace } from '../../core/explain/trace.ts';
import { parse } from './parse.ts';
import type {
  AppInfo,
  ComputeReply,
  ExportRequest,
  LargeFile,
  LargePart,
  LargeResult,
  LargeRun,
  LargeWhole,
  MenuCommand,
  Progress,
  Reply,
  Settings,
  SliceReply,
  SliceRequest,
  TensorInfo,
} from './types.ts';

/** One row of the table: how the argument is checked, and the type of the answer. */
interface Channel<A, R> {
  readonly parse: (argument: unknown) => A;
  /** Never present at run time; carries the answer's type. */
  readonly result?: R;
}

function channel<A, R>(parseArgument: (argument: unknown) => A): Channel<A, R> {
  return { parse: parseArgument };
}

/**
 * Every call from the window to the service, declared once. Main and the web host register from this
 * table, the preload builds its API from it, and the renderer's type is derived from it.
 */
export const CONTRACT = {
  'app.info': channel<void, AppInfo>(parse.nothing),
  'settings.get': channel<void, Settings>(parse.nothing),
  'settings.set': channel<Partial<Settings>, Settings>(parse.settings),
  'tensor.examples': channel<void, readonly TensorInfo[]>(parse.nothing),
  /** Asks the user for files; empty when cancelled. */
  'tensor.open': channel<void, readonly TensorInfo[]>(parse.nothing),
  'tensor.describe': channel<TensorRef, TensorInfo>(parse.tensorRef),
  'layer.compute': channel<ComputeRequest, ComputeReply>(parse.computeRequest),
  'layer.trace': channel<{ request: ComputeRequest; flat: number }, CellTrace>(parse.traceRequest),
  'tensor.slice': channel<SliceRequest, SliceReply>(parse.sliceRequest),
  /** Asks where to save, then writes; null when cancelled. */
  'report.export': channel<ExportRequest, { path: string } | null>(parse.exportRequest),
  /** Puts the PNG on the clipboard. */
  'report.copy': channel<ExportRequest, true>(parse.exportRequest),
  /** Opens a part of a large file, or all of it in spite of the memory limit. */
  'large.openPart': channel<LargePart, readonly TensorInfo[]>(parse.largePart),
  'large.openWhole': channel<LargeWhole, readonly TensorInfo[]>(parse.largeWhole),
  /** Asks where to save, then normalizes all of a large file into it; null when no place was chosen. */
  'large.normalize': channel<LargeRun, LargeResult | null>(parse.largeRun),
  'text.copy': channel<string, true>(parse.text),
  'jobs.cancel': channel<string, boolean>(parse.text),
  'window.fullScreen': channel<boolean, boolean>(parse.flag),
  'window.openHelp': channel<'pytorch' | 'licence', true>(parse.helpPage),
} as const;

export type ChannelName = keyof typeof CONTRACT;
export type ArgumentOf<K extends ChannelName> =
  (typeof CONTRACT)[K] extends Channel<infer A, unknown> ? A : never;
export type ResultOf<K extends ChannelName> =
  (typeof CONTRACT)[K] extends Channel<never, infer R>
    ? R
    : (typeof CONTRACT)[K] extends { readonly result?: infer R }
      ? Exclude<R, undefined>
      : never;

/** Events from the service to the window. */
export interface HostEvents {
  readonly progress: Progress;
  readonly menu: MenuCommand;
  /** Tensors that came by drag and drop, a second start, or a file association. */
  readonly opened: readonly TensorInfo[];
  /** A file was chosen that is larger than the memory limit: what to do with it is asked. */
  readonly large: LargeFile;
  /** A JSON report was opened: what it is about, and how it was looked at. */
  readonly restored: {
    readonly tensor: TensorInfo;
    readonly request: ComputeRequest;
    readonly view?: ViewState;
  };
  /** Something failed outside a call, e.g. a dropped file that is no tensor. */
  readonly failed: {
    readonly code: string;
    readonly message: string;
    readonly details: Readonly<Record<string, string | number>>;
  };
}

/** `window.normscope`: what preload or the web client exposes. */
export interface NormscopeApi {
  call<K extends ChannelName>(name: K, argument: ArgumentOf<K>): Promise<Reply<ResultOf<K>>>;
  on<E extends keyof HostEvents>(event: E, listener: (payload: HostEvents[E]) => void): () => void;
  /** Opens files that were dropped on the window; the answer arrives as an `opened` or `failed` event. */
  openDropped(files: readonly File[]): void;
}
