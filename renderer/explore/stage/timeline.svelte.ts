import { prefersReducedMotion } from 'svelte/motion';
import {
  nearestStation,
  STAGE_END,
  stationsOf,
  type StageStep,
  type Station,
} from '../../../core/figure/stageSteps.ts';

/** How long the way from one station to the next takes, and how long each is looked at, in milliseconds. */
const TRAVEL = 900;
const REST = 1400;

/** Where the stage stands in a layer's arithmetic. The figure is a pure function of `time`. */
export class Timeline {
  /** 0 … STAGE_END, or null when the finished result is shown. */
  time = $state<number | null>(null);
  playing = $state(false);
  #frame = 0;

  readonly #merges: () => boolean;

  /**
   * @param time    where it stood when it was last used
   * @param merges  whether the layer merges the moments of devices: one station more
   */
  constructor(time: number | null, merges: () => boolean) {
    this.time = time;
    this.#merges = merges;
  }

  readonly stations: readonly Station[] = $derived.by(() => stationsOf(this.#merges()));
  /** Index of the nearest one. */
  readonly station: number = $derived.by(() => nearestStation(this.stations, this.time ?? 0));
  readonly step: StageStep = $derived.by(() => this.stations[this.station]?.id ?? 'group');

  /** What of it is remembered: a station while it plays. */
  readonly kept: number | null = $derived(
    this.time !== null && this.playing ? this.#timeOf(this.station) : this.time,
  );

  /** Plays on from here, from the beginning when it stood at the end. */
  play(): void {
    if (this.time === null || this.time >= STAGE_END) this.time = 0;
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
    this.time = Math.max(0, Math.min(STAGE_END, time));
  }

  /** Goes to the next or previous station. */
  go(by: 1 | -1): void {
    this.scrub(this.time === null ? 0 : this.#timeOf(this.station + by));
  }

  /** Back to the finished result. */
  close(): void {
    this.pause();
    this.time = null;
  }

  /** Rests at a station until `until`, then travels to the next one. */
  #run(until: number): void {
    cancelAnimationFrame(this.#frame);
    const from = this.#timeOf(this.station);
    const to = this.#timeOf(this.station + 1);
    const tick = (now: number) => {
      if (!this.playing) return;
      const way = prefersReducedMotion.current ? 1 : (now - until) / TRAVEL;
      if (now >= until) this.time = from + (to - from) * Math.min(1, Math.max(0, way));
      if (this.time === to) {
        if (this.time >= STAGE_END) this.pause();
        else this.#run(now + REST);
      } else this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  /** Of the station with this index, or of the first or last one. */
  #timeOf(station: number): number {
    const within = Math.max(0, Math.min(this.stations.length - 1, station));
    return this.stations[within]?.time ?? 0;
  }
}
