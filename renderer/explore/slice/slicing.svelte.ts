import type { Lit } from '../../../core/figure/lit.ts';
import type { CellIndex } from '../../ui/cell.ts';
import type { ComputeReply } from '../../ui/host.ts';
import { effectiveAxes, fixedAxes, stepCell, stepSlice, type SliceAxes } from './slicePlane.ts';

/** Whose cell walks through the slices. */
interface Walker {
  readonly tabled: ComputeReply | null;
  cell: CellIndex;
  hovered: number | null;
  lit: Lit | null;
}

/** Which slice is shown: its two axes, and the walk of the cell within it and from one to the next. */
export class Slicing {
  readonly #walker: Walker;
  /** Chosen axes; null where nothing was chosen. */
  #row = $state<string | null>(null);
  #col = $state<string | null>(null);

  constructor(walker: Walker) {
    this.#walker = walker;
  }

  readonly axes: SliceAxes | null = $derived.by(() => {
    const { tabled } = this.#walker;
    return tabled && effectiveAxes(tabled.plan, this.#row, this.#col);
  });
  readonly fixed: readonly string[] = $derived.by(() => {
    const { tabled } = this.#walker;
    return tabled && this.axes ? fixedAxes(tabled.plan.axes, this.axes) : [];
  });

  /** Shows an axis down; what stood there goes across where it was that. */
  chooseRow(name: string): void {
    if (name === this.axes?.col) this.#col = this.axes.row;
    this.#row = name;
  }

  chooseCol(name: string): void {
    if (name === this.axes?.row) this.#row = this.axes.col;
    this.#col = name;
  }

  /** Shows the plane that says most again. */
  reset(): void {
    this.#row = this.#col = null;
  }

  /** Walks the cell within the slice: along its rows' axis and its columns' axis. */
  walk(down: number, right: number): void {
    const plan = this.#walker.tabled?.plan;
    if (!plan || !this.axes) return;
    const { row, col } = this.axes;
    const moved = stepCell(this.#walker.cell, row, down, plan.shape, plan.axes);
    this.#walker.cell = stepCell(moved, col, right, plan.shape, plan.axes);
    this.#walker.hovered = this.#walker.lit = null;
  }

  /** Goes to the same place in the next or previous slice. */
  turn(by: 1 | -1): void {
    const plan = this.#walker.tabled?.plan;
    if (!plan) return;
    this.#walker.cell = stepSlice(this.#walker.cell, this.fixed, by, plan.shape, plan.axes);
  }

  /** Steps along one axis that the slice holds fixed. */
  step(axis: string, by: number): void {
    const plan = this.#walker.tabled?.plan;
    if (plan) this.#walker.cell = stepCell(this.#walker.cell, axis, by, plan.shape, plan.axes);
  }
}
