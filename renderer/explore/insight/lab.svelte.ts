/** Largest offset that the precision lab adds. */
export const LARGEST_OFFSET = 1e7;

/** What the precision lab was asked for. */
export class Lab {
  /** Opened or closed by hand; null leaves it to the preset. */
  opened = $state<boolean | null>(null);
  /** Added to the group's values, 0 … LARGEST_OFFSET. */
  offset = $state(0);

  /** As a preset shows it. */
  reset(): void {
    this.opened = null;
    this.offset = 0;
  }
}
