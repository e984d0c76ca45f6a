import { isPooled } from '../../../core/figure/displayTensor.ts';
import { offsetOf, rowMajorStrides } from '../../../core/tensor/strides.ts';
import type { ArgumentOf, ResultOf } from '../../../electron/ipc/contract.ts';
import type { ComputeReply, Outcome } from '../../ui/host.ts';
import { LiveQuery } from '../../ui/liveQuery.svelte.ts';
import { blocksAround, type Range } from './sliceWindow.ts';

/** The part of a tensor that a table shows. */
export interface SliceView {
  readonly reply: ComputeReply;
  readonly which: 'x' | 'y';
  /** −1 for a tensor with one axis. */
  readonly rowAxis: number;
  readonly colAxis: number;
  readonly index: readonly number[];
  readonly rows: Range;
  readonly cols: Range;
}

type Ask = ArgumentOf<'tensor.slice'>;

/** Exact values of a slice: from the reply where it holds all cells, else asked of the service. */
export class SliceValues {
  readonly #view: () => SliceView;
  readonly #next: () => SliceView;
  readonly #query: LiveQuery<Ask, ResultOf<'tensor.slice'>>;
  #asked = '';

  /**
   * Made during a component's initialisation.
   * @param view  what is shown
   * @param next  what is to be shown, the same where it is shown already: its values are asked for
   */
  constructor(
    ask: (of: Ask) => Promise<Outcome<ResultOf<'tensor.slice'>>>,
    view: () => SliceView,
    next: () => SliceView,
  ) {
    this.#view = view;
    this.#next = next;
    this.#query = new LiveQuery(() => this.#unasked(), ask);
  }

  /** Whether all values of what is to be shown are known. */
  get ready(): boolean {
    const next = this.#next();
    if (!isPooled(next.reply.x)) return true;
    const { answered } = this.#query;
    if (!answered) return false;
    const { rows, cols, ...plane } = askFor(next);
    const within = (of: readonly [number, number], [from, to]: readonly [number, number]) =>
      of[0] <= from && to <= of[1];
    return (
      planeOf(answered) === planeOf(plane) &&
      within(answered.rows, rows) &&
      within(answered.cols, cols)
    );
  }

  /** The value at a row and a column; undefined until it is known. */
  at(row: number, col: number): number | undefined {
    return this.#known(row, col);
  }

  readonly #known = $derived.by((): ((row: number, col: number) => number | undefined) => {
    const { reply, which, rowAxis, colAxis, index } = this.#view();
    if (!isPooled(reply.x)) {
      const strides = rowMajorStrides(reply.plan.shape);
      const fixed = index.map((at, axis) => (axis === rowAxis || axis === colAxis ? 0 : at));
      const from = offsetOf(strides, fixed);
      const [down, across] = [strides[rowAxis] ?? 0, strides[colAxis] ?? 0];
      const { data } = reply[which];
      return (row, col) => data[from + row * down + col * across];
    }
    const { value, answered } = this.#query;
    if (!value || !answered || planeOf(answered) !== planeOf(askFor(this.#view())))
      return () => undefined;
    const { rows, cols, values } = value;
    const width = cols[1] - cols[0];
    return (row, col) => {
      const [r, c] = [row - rows[0], col - cols[0]];
      return r < 0 || c < 0 || c >= width || row >= rows[1] ? undefined : values[r * width + c];
    };
  });

  /** The question, unless the answer is at hand or was asked for last. */
  #unasked(): Ask | null {
    const next = this.#next();
    if (!isPooled(next.reply.x)) return null;
    const ask = askFor(next);
    const key = `${planeOf(ask)} ${ask.rows.join()} ${ask.cols.join()}`;
    if (key === this.#asked) return null;
    this.#asked = key;
    return ask;
  }
}

function askFor({ reply, which, rowAxis, colAxis, index, rows, cols }: SliceView): Ask {
  const r = blocksAround(rows, reply.plan.shape[rowAxis] ?? 1);
  const c = blocksAround(cols, reply.plan.shape[colAxis] ?? 1);
  const { request } = reply;
  return { request, which, rowAxis, colAxis, index, rows: [r.from, r.to], cols: [c.from, c.to] };
}

const known = new WeakMap<object, number>();
let counter = 0;

/** Identifies a plane of a result: same request, same tensor, same axes, same fixed indices. */
function planeOf({ request, which, rowAxis, colAxis, index }: Omit<Ask, 'rows' | 'cols'>): string {
  const number = known.get(request) ?? ++counter;
  known.set(request, number);
  const fixed = index.map((at, axis) => (axis === rowAxis || axis === colAxis ? '*' : at));
  return `${number} ${which} ${rowAxis} ${colAxis} ${fixed.join()}`;
}
