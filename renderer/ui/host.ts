import type { DisplayTensor } from '../../core/figure/displayTensor.ts';
import type {
  ArgumentOf,
  ChannelName,
  NormscopeApi,
  ResultOf,
} from '../../electron/ipc/contract.ts';

declare global {
  interface Window {
    readonly normscope?: NormscopeApi;
  }
}

/** Why a call failed: a code that is made into text, the English sentence, and its numbers. */
export interface Failure {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What the service says of a tensor, and of a layer that was run on one: the input is there, whichever reply brought it. */
export type TensorInfo = ResultOf<'tensor.describe'>;
export type ComputeReply = Omit<ResultOf<'layer.compute'>, 'x'> & { readonly x: DisplayTensor };

export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

/** Calls the service; a connection that broke is a failure like any other. */
export async function callHost<K extends ChannelName>(
  api: NormscopeApi,
  name: K,
  argument: ArgumentOf<K>,
): Promise<Outcome<ResultOf<K>>> {
  try {
    return await api.call(name, argument);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, code: 'hostGone', message, details: { reason: message } };
  }
}
