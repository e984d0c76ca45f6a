import { prefersReducedMotion } from 'svelte/motion';
import { placeOf, restAt, timeAt } from '../../core/station/moment.ts';
import type { LessonDocument, Scene } from '../../core/lessons/document.ts';
import { clickIsRight } from '../../core/lessons/sceneAnswer.ts';
import {
  FRESH,
  sceneAsSeen,
  sceneIn,
  stationsIn,
  type SceneState,
} from '../../core/lessons/sceneState.ts';
import type { SceneHit } from '../../core/pages/sceneHit.ts';
import { Animation } from '../canvas/animation.ts';

/** Milliseconds from one step of the arithmetic to the next, at the usual speed. */
const TRAVEL = 900;
const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4];

/** A lesson that is walked through scene by scene, and what was done in the scene that is shown. */
export class Playing {
  readonly #lesson: () => LessonDocument;
  #at = $state(0);
  state = $state.raw<SceneState>(FRESH);
  /** How fast a step is reached: 1 as usual. */
  speed = $state(1);
  /** The moment on the way from one step to the next. */
  #moment = $state.raw<number | null>(null);
  /** Counts the scenes that were not reached by steps: their pictures move into one another. */
  #cut = $state(0);
  readonly #animation = new Animation();

  /** @param lesson  of at least one scene */
  constructor(lesson: () => LessonDocument, at = 0) {
    this.#lesson = lesson;
    this.#at = at;
  }

  readonly lesson: LessonDocument = $derived.by(() => this.#lesson());
  readonly count: number = $derived(this.lesson.scenes.length);
  /** Index of the scene; scenes may have been taken out. */
  readonly at: number = $derived(Math.min(this.#at, this.count - 1));
  readonly own: Scene = $derived(this.lesson.scenes[this.at]!);
  /** The scene as it is shown. */
  readonly scene: Scene = $derived.by(() => {
    const scene = sceneIn(this.own, this.state);
    return this.#moment === null ? scene : { ...scene, step: this.#moment };
  });
  /** The scene with what was done in it, as a picture or a file shows it. */
  get seen(): Scene {
    return sceneAsSeen(this.own, this.state);
  }

  readonly cut: number = $derived(this.#cut);

  /** Goes to a scene, whose steps follow those of the one before. */
  visit(at: number): void {
    const to = Math.max(0, Math.min(this.count - 1, at));
    if (to === this.at) return;
    const from = this.scene;
    this.#at = to;
    this.fresh();
    if (!this.#walk(from, this.own)) this.#cut++;
  }

  /** The scene as it is first seen. */
  fresh(): void {
    this.#animation.stop();
    this.#moment = null;
    this.state = FRESH;
  }

  /** What a clicker's forward key does: the answer first, then the next scene. */
  forward(): void {
    if (this.own.question && !this.state.revealed) this.reveal();
    else this.visit(this.at + 1);
  }

  back(): void {
    this.visit(this.at - 1);
  }

  change(state: Partial<SceneState>): void {
    this.state = { ...this.state, ...state };
  }

  reveal(): void {
    this.change({ revealed: true });
  }

  answer(right: boolean): void {
    this.change(right ? { answered: 'right', revealed: true } : { answered: 'wrong' });
  }

  /** A click on the picture: an answer while something is asked, else the cell to follow. */
  click({ run, cell }: SceneHit): void {
    const right = this.state.revealed ? null : clickIsRight(this.own, run, cell);
    if (right !== false && cell !== null) this.change({ pinned: cell });
    if (right !== null) this.answer(right);
  }

  /** Slower or faster. */
  hurry(by: 1 | -1): void {
    const next = SPEEDS.indexOf(this.speed) + by;
    this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, next))] ?? 1;
  }

  /** Moves on from one step of the same arithmetic to another. @returns false where there is no way */
  #walk(from: Scene, to: Scene): boolean {
    const same = from.pinned === to.pinned && JSON.stringify(from.runs) === JSON.stringify(to.runs);
    if (!same || from.step === undefined || to.step === undefined) return false;
    if (prefersReducedMotion.current) return true;
    const stations = stationsIn(to);
    const start = placeOf(stations, restAt(stations, from.step));
    const end = placeOf(stations, restAt(stations, to.step));
    this.#animation.run((share) => {
      this.#moment = share < 1 ? timeAt(stations, start + (end - start) * share) : null;
    }, TRAVEL / this.speed);
    return true;
  }
}
