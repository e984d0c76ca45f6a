import type { SpeakerLink } from '../speaker/speakerLink.ts';

/** A line that was drawn: x and y in turn, in shares of the picture's width and height. */
export type Stroke = readonly number[];

/** What a presenter has in hand beside the scene itself. */
export class Presenting {
  /** The grid of all scenes; the scene that Enter would show. */
  overview = $state.raw<number | null>(null);
  /** Number of the scene to go to, as it is typed. */
  goTo = $state.raw<string | null>(null);
  /** The pointer draws. */
  pen = $state(false);
  /** A ring follows the pointer. */
  ring = $state(false);
  strokes = $state.raw<readonly Stroke[]>([]);
  /** Milliseconds since the epoch; null while nothing is presented. */
  since = $state.raw<number | null>(null);

  /** To the speaker's window, once it was asked for. */
  link = $state.raw<SpeakerLink | null>(null);

  /** Another scene: what was drawn belonged to the one before. */
  turn(): void {
    this.strokes = [];
    this.overview = this.goTo = null;
  }

  /** The presentation is over. */
  end(): void {
    this.turn();
    this.pen = this.ring = false;
    this.since = null;
    this.link?.close();
    this.link = null;
  }
}
