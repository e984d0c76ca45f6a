import { BATCHES, type Trained } from '../../core/training/course.ts';
import { createContext } from 'svelte';
import { computing } from '../ui/computing.ts';
import { Undo } from '../ui/undo.svelte.ts';
import type { Convention, TrainingSettings } from './settings.ts';
import { FIRST_KEPT, type TrainingKept } from './trainingKept.ts';

/** A layer that is trained batch by batch. */
export class Training {
  readonly batches = $derived.by(() => computing().trainingBatches());
  channel = $state() as number;
  convention = $state<Convention>() as Convention;
  /** The batch that was fed last, from 0. */
  step = $state() as number;
  readonly history: Undo<TrainingSettings>;

  /** @param kept  what is remembered of an earlier use */
  constructor(kept: TrainingKept | null) {
    const { channel, convention, step, ...settings } = kept ?? FIRST_KEPT;
    this.history = new Undo<TrainingSettings>(settings);
    this.channel = channel;
    this.convention = convention;
    this.step = step;
  }

  readonly last = BATCHES - 1;
  readonly settings: TrainingSettings = $derived.by(() => this.history.present);
  readonly fed = $derived(
    computing().feed(this.batches.slice(0, BATCHES), {
      momentum: this.settings.momentum,
      freezeFrom: this.settings.freezeFrom,
      layer: this.settings.layer,
    }),
  );
  readonly now = $derived(this.fed[this.step]);
  readonly batch = $derived(this.batches[this.step]);
  /** A batch that the layer was never trained on. */
  readonly fresh = $derived(this.batches[BATCHES]);
  readonly gap = $derived(
    this.fresh && this.now
      ? computing().trainEvalGap(this.fresh, this.now.running, this.settings.layer)
      : null,
  );

  /** What of it is remembered. */
  get kept(): TrainingKept {
    const { channel, convention, step } = this;
    return { ...this.settings, channel, convention, step };
  }

  /** As PyTorch means it; null is None. */
  get momentum(): number | null {
    return this.settings.momentum;
  }

  /** First batch, from 0, in eval mode; null for none. */
  get freezeFrom(): number | null {
    return this.settings.freezeFrom;
  }

  get shares(): readonly number[] {
    return this.settings.shares;
  }

  get layer(): Trained {
    return this.settings.layer;
  }

  set layer(layer: Trained) {
    if (layer !== this.layer) this.#change({ layer });
  }

  set freezeFrom(freezeFrom: number | null) {
    if (freezeFrom === this.freezeFrom) return;
    // Turning the number is one step, freezing and thawing are others.
    const turned = freezeFrom !== null && this.freezeFrom !== null;
    this.#change({ freezeFrom }, turned ? 'freezeFrom' : null);
  }

  set shares(shares: readonly number[]) {
    this.#change({ shares });
  }

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
    const none = /^none$/i.test(clean);
    const value = Number(clean);
    if (!none && (clean === '' || !(value >= 0 && value <= 1))) return false;
    const momentum = none ? null : this.#translated(value);
    if (momentum !== this.momentum) this.#change({ momentum });
    return true;
  }

  #change(part: Partial<TrainingSettings>, topic: string | null = null): void {
    this.history.change({ ...this.settings, ...part }, topic);
  }

  #translated(value: number | null): number | null {
    return value === null || this.convention === 'pytorch'
      ? value
      : computing().otherMomentum(value);
  }
}

export const [getTraining, setTraining] = createContext<Training>();
