import { createContext } from 'svelte';
import type { LessonId } from '../../core/lessons/lesson.ts';
import { Camera } from '../canvas/camera.svelte.ts';
import { initialLook, type Look } from '../canvas/look.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import type { LessonWorks, LongPlace } from './lessonWorks.svelte.ts';
import type { Playing } from './playing.svelte.ts';
import { Presenting } from './present/presenting.svelte.ts';

export const SECTIONS = ['lessons', 'quiz', 'mine'] as const;
export type Section = (typeof SECTIONS)[number];

/** Which lesson is read, and how it is looked at. */
export class Lessons {
  #lesson = $state.raw<LessonId>() as LessonId;
  section = $state.raw<Section>('lessons');
  readonly presenting = new Presenting();
  /** What else is worked with; null until it is asked for. */
  works = $state.raw<LessonWorks | null>(null);
  #loading: Promise<LessonWorks> | null = null;
  readonly camera = new Camera(initialLook());
  /** The cell that was chosen, by its place in the stored tensor, null for none; undefined for the one that the lesson tells of. */
  chosen = $state.raw<number | null | undefined>(undefined);
  /** The question is answered, or its answer was asked for; and whether the last click was wrong. */
  revealed = $state(false);
  wrong = $state(false);
  /** The class found the answer itself. */
  clicked = $state(false);

  readonly #desk: Desk;
  readonly #longAtFirst: LongPlace | null;

  constructor(desk: Desk, lesson: LessonId, long: LongPlace | null = null) {
    this.#desk = desk;
    this.#lesson = lesson;
    this.#longAtFirst = long;
  }

  /** Fetches what the screen needs, once. */
  load(): Promise<LessonWorks> {
    this.#loading ??= import('./lessonWorks.svelte.ts').then(({ LessonWorks }) => {
      // Lives as long as the window.
      $effect.root(() => {
        this.works = new LessonWorks(this.#desk, this.#longAtFirst, this);
      });
      return this.works!;
    });
    return this.#loading;
  }

  /** What is walked through scene by scene, and presented so. */
  readonly playing: Playing | null = $derived.by(() => {
    switch (this.section) {
      case 'lessons':
        return this.works?.long ?? this.works?.short ?? null;
      case 'mine':
        return this.works?.shelf.current?.playing ?? null;
      case 'quiz':
        return null;
      default:
        return this.section satisfies never;
    }
  });

  /** Where a lesson of several scenes is read, to be remembered. */
  get longPlace(): LongPlace | null {
    return this.works ? this.works.longPlace : this.#longAtFirst;
  }

  /** A click of the class. */
  answer(right: boolean): void {
    this.wrong = !right;
    if (!right) return;
    this.clicked = true;
    this.revealed = true;
  }

  reveal(): void {
    this.revealed = true;
  }

  get look(): Look {
    return this.camera.look;
  }

  set look(look: Look) {
    this.camera.look = look;
  }

  get lesson(): LessonId {
    return this.#lesson;
  }

  /** Another lesson is looked at as from the beginning. */
  set lesson(lesson: LessonId) {
    if (this.works) this.works.long = null;
    if (lesson === this.#lesson) return;
    this.#lesson = lesson;
    this.look = initialLook();
    this.chosen = undefined;
    this.revealed = false;
    this.wrong = false;
    this.clicked = false;
  }
}

export const [getLessons, setLessons] = createContext<Lessons>();
/** For what is shown once they are there. */
export const [getLessonWorks, setLessonWorks] = createContext<LessonWorks>();
