import { prefersReducedMotion } from 'svelte/motion';
import type { Station, StationId } from '../../../core/station/station.ts';
import { momentAt, placeOf, restAt, timeAt } from '../../../core/station/moment.ts';
import { Animation } from '../../canvas/animation.ts';

/** How long the way from one station to the next takes, and how long each is looked at, in milliseconds. */
const TRAVEL = 900;
const REST = 1400;
const SPEEDS: readonly number[] = [1, 2, 0.5];

/** Where the stage stands in a layer's arithmetic. The figure is a pure function of `time`. */
export class Timeline {
  #asked = $state<number | null>(null);
  playing = $state(false);
  /** How fast the steps are played: 1 as usual. */
  speed = $state(1);
  #frame = 0;
  /** Station that is on its way. */
  #goal: number | null = null;
  readonly #animation = new Animation();

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
    this.#run(performance.now() + REST / this.speed);
  }

  pause(): void {
    this.playing = false;
    this.#goal = null;
    this.#animation.stop();
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
    const at = this.#goal ?? this.station;
    if (this.time === null) this.scrub(0);
    else this.visit(Math.max(0, Math.min(this.stations.length - 1, at + by)));
  }

  /** Goes to the station with this index: shown on its way, and at once where motion is not wanted. */
  visit(station: number): void {
    const [from, to] = [this.time, this.#timeOf(station)];
    if (from === null || prefersReducedMotion.current) return this.scrub(to);
    this.pause();
    this.#goal = station;
    const stations = this.stations;
    const [start, end] = [placeOf(stations, from), placeOf(stations, to)];
    this.#animation.run((share) => {
      this.#asked = share < 1 ? timeAt(stations, start + (end - start) * share) : to;
      if (share >= 1) this.#goal = null;
    });
  }

  /** Slower, as usual, faster, in turn. */
  nextSpeed(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
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
      const way = prefersReducedMotion.current ? 1 : ((now - until) * this.speed) / TRAVEL;
      if (now >= until) this.#asked = from + (to - from) * Math.min(1, Math.max(0, way));
      if (this.time === to || this.time === null) {
        if ((this.time ?? 0) >= this.#end) this.pause();
        else this.#run(now + REST / this.speed);
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
