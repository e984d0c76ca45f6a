import { prefersReducedMotion } from 'svelte/motion';
import type { Station, StationId } from '../../../core/station/station.ts';
import { momentAt, restAt } from '../../../core/explain/stations.ts';

/** How long the way from one station to the next takes, and how long each is looked at, in milliseconds. */
const TRAVEL = 900;
const REST = 1400;

/** Where the stage stands in a layer's arithmetic. The figure is a pure function of `time`. */
export class Timeline {
  #asked = $state<number | null>(null);
  playing = $state(false);
  #frame = 0;

  readonly #stations: () => readonly Station[];

  /**
   * @param time      where it stood when it was last used
   * @param stations  those of the layer, none while it is not known
   */
  constructor(time: number | null, stations: () => readonly Station[]) {
    this.#asked = time;
    this.#stations = stations;
  }

  readonly stations: readonly Station[] = $derived.by(() => this.#stations());
  /** A moment of the layer's stage, or null when the finished result is shown. */
  readonly time: number | null = $derived.by(() =>
    this.#asked === null || this.stations.length === 0
      ? this.#asked
      : restAt(this.stations, this.#asked),
  );
  /** Index of the nearest station. */
  readonly station: number = $derived.by(() =>
    this.stations.length === 0 ? 0 : momentAt(this.stations, this.time ?? 0).nearest,
  );
  readonly step: StationId = $derived.by(() => this.stations[this.station]?.id ?? 'group');

  /** What of it is remembered: a station while it plays. */
  readonly kept: number | null = $derived(
    this.time !== null && this.playing ? this.#timeOf(this.station) : this.time,
  );

  /** Plays on from here, from the beginning when it stood at the end. */
  play(): void {
    if (this.time === null || this.time >= this.#end) this.#asked = 0;
    this.playing = true;
    this.#run(performance.now() + REST);
  }

  pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Stands still at a moment. */
  scrub(time: number): void {
    this.pause();
    this.#asked = Math.max(0, time);
  }

  /** Goes to the next or previous station. */
  go(by: 1 | -1): void {
    this.scrub(this.time === null ? 0 : this.#timeOf(this.station + by));
  }

  /** Back to the finished result. */
  close(): void {
    this.pause();
    this.#asked = null;
  }

  /** Rests at a station until `until`, then travels to the next one. */
  #run(until: number): void {
    cancelAnimationFrame(this.#frame);
    const from = this.#timeOf(this.station);
    const to = this.#timeOf(this.station + 1);
    const tick = (now: number) => {
      if (!this.playing) return;
      const way = prefersReducedMotion.current ? 1 : (now - until) / TRAVEL;
      if (now >= until) this.#asked = from + (to - from) * Math.min(1, Math.max(0, way));
      if (this.time === to || this.time === null) {
        if ((this.time ?? 0) >= this.#end) this.pause();
        else this.#run(now + REST);
      } else this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  get #end(): number {
    return this.stations.at(-1)?.time ?? 0;
  }

  /** Of the station with this index, or of the first or last one. */
  #timeOf(station: number): number {
    const within = Math.max(0, Math.min(this.stations.length - 1, station));
    return this.stations[within]?.time ?? 0;
  }
}
