import { BATCHES, trainingBatches } from '../../core/training/batches.ts';
import { feed, otherMomentum, trainEvalGap } from '../../core/training/feed.ts';

export type Convention = 'pytorch' | 'keras';

/** Shares of the eight samples of a batch among devices. */
export const SHARES: readonly (readonly number[])[] = [
  [4, 4],
  [2, 6],
  [3, 5],
  [2, 2, 4],
  [2, 2, 2, 2],
];

/** A layer that is trained batch by batch. */
export class Training {
  readonly batches = trainingBatches();
  channel = $state(0);
  convention = $state<Convention>('pytorch');
  /** As PyTorch means it; null is None. */
  momentum = $state<number | null>(0.1);
  /** First batch, from 0, in eval mode; null for none. */
  freezeFrom = $state<number | null>(null);
  /** The batch that was fed last, from 0. */
  step = $state(0);
  shares = $state.raw<readonly number[]>(SHARES[1] ?? [4, 4]);

  readonly last = BATCHES - 1;
  readonly fed = $derived(
    feed(this.batches.slice(0, BATCHES), {
      momentum: this.momentum,
      freezeFrom: this.freezeFrom,
    }),
  );
  readonly now = $derived(this.fed[this.step]);
  readonly batch = $derived(this.batches[this.step]);
  /** A batch that the layer was never trained on. */
  readonly fresh = this.batches[BATCHES];
  readonly gap = $derived(
    this.fresh && this.now ? trainEvalGap(this.fresh, this.now.running) : null,
  );

  go(step: number): void {
    this.step = Math.min(this.last, Math.max(0, step));
  }

  /** The momentum as the chosen library writes it; null is None. */
  get written(): number | null {
    return this.#translated(this.momentum);
  }

  /** Reads what was typed in the chosen library's convention; false when it is no momentum. */
  write(text: string): boolean {
    const clean = text.trim();
    if (/^none$/i.test(clean)) {
      this.momentum = null;
      return true;
    }
    const value = Number(clean);
    if (clean === '' || !(value >= 0 && value <= 1)) return false;
    this.momentum = this.#translated(value);
    return true;
  }

  #translated(value: number | null): number | null {
    return value === null || this.convention === 'pytorch' ? value : otherMomentum(value);
  }
}
