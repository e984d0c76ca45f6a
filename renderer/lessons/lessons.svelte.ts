import { createContext } from 'svelte';
import type { LessonId } from '../../core/lessons/lesson.ts';
import { Camera } from '../canvas/camera.svelte.ts';
import { initialLook, type Look } from '../canvas/look.ts';

/** Which lesson is read, and how it is looked at. */
export class Lessons {
  #lesson = $state.raw<LessonId>() as LessonId;
  readonly camera = new Camera(initialLook());
  /** The cell that was chosen, by its place in the stored tensor, null for none; undefined for the one that the lesson tells of. */
  chosen = $state.raw<number | null | undefined>(undefined);
  /** The question is answered, or its answer was asked for; and whether the last click was wrong. */
  revealed = $state(false);
  wrong = $state(false);
  /** The class found the answer itself. */
  clicked = $state(false);

  constructor(lesson: LessonId) {
    this.#lesson = lesson;
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
