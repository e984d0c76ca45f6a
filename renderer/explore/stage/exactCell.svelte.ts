import { indexOf } from '../../../core/tensor/strides.ts';
import type { ArgumentOf, NormscopeApi, ResultOf } from '../../../electron/ipc/contract.ts';
import type { ComputeReply } from '../../ui/host.ts';
import { callHost, type Outcome } from '../../ui/host.ts';
import { LiveQuery } from '../../ui/liveQuery.svelte.ts';

/** One cell of a result, by its flat index as fed. */
export interface CellTarget {
  readonly reply: ComputeReply;
  readonly which: 'x' | 'y';
  readonly flat: number;
}

type Ask = ArgumentOf<'tensor.slice'>;
type Answer = Outcome<ResultOf<'tensor.slice'>>;

/** Cells along each side of the window that is asked for at a time: the pointer stays in it for a while. */
const SIDE = 32;
/** Windows of one result that are remembered. */
const MOST_WINDOWS = 64;

const remembered = new WeakMap<ComputeReply['request'], Map<string, Promise<Answer>>>();

/** The exact value of a cell that is drawn as part of a block: the service is asked for the window around it. */
export class ExactCell {
  readonly #target: () => CellTarget | null;
  readonly #query: LiveQuery<Ask, ResultOf<'tensor.slice'>>;

  /** Made during a component's initialisation. */
  constructor(api: NormscopeApi, target: () => CellTarget | null) {
    this.#target = target;
    this.#query = new LiveQuery(
      () => {
        const found = target();
        return found && windowAround(found);
      },
      (ask) => answerTo(api, ask),
    );
  }

  /** Undefined until it is known. */
  get value(): number | undefined {
    const target = this.#target();
    const { value: found } = this.#query;
    if (!target || !found || this.#query.answered?.request !== target.reply.request)
      return undefined;
    const at = found.flat.indexOf(target.flat);
    return at < 0 ? undefined : found.values[at];
  }
}

/** The window with a cell, over the last two axes. */
export function windowAround({ reply, which, flat }: CellTarget): Ask {
  const { plan, request } = reply;
  const { shape } = plan;
  const index = indexOf(shape, flat);
  const range = (axis: number): [number, number] => {
    const from = Math.floor((index[axis] ?? 0) / SIDE) * SIDE;
    return [from, Math.min(shape[axis] ?? 1, from + SIDE)];
  };
  const colAxis = shape.length - 1;
  const rowAxis = colAxis - 1;
  const rows: [number, number] = rowAxis < 0 ? [0, 1] : range(rowAxis);
  return { request, which, rowAxis, colAxis, index, rows, cols: range(colAxis) };
}

function answerTo(api: NormscopeApi, ask: Ask): Promise<Answer> {
  const windows = remembered.get(ask.request) ?? new Map<string, Promise<Answer>>();
  remembered.set(ask.request, windows);
  const { which, index, rows, cols } = ask;
  const key = `${which} ${index.slice(0, -2).join()} ${rows[0]} ${cols[0]}`;
  const answer = windows.get(key) ?? callHost(api, 'tensor.slice', ask);
  windows.delete(key);
  windows.set(key, answer);
  // A failure is asked for again.
  void answer.then(({ ok }) => !ok && windows.delete(key));
  const oldest = windows.keys().next();
  if (windows.size > MOST_WINDOWS && !oldest.done) windows.delete(oldest.value);
  return answer;
}
