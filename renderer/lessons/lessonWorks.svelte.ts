import { untrack } from 'svelte';
import { LONG_LESSONS } from '../../core/lessons/documents/long.ts';
import { LESSON_IDS, type LessonId } from '../../core/lessons/lesson.ts';
import { shortLessons } from '../../core/lessons/ofLesson.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { Shelf } from './mine/shelf.svelte.ts';
import { Playing } from './playing.svelte.ts';
import { Quizzing } from './quiz/quizzing.svelte.ts';

/** A lesson of several scenes, and the scene that is read. */
export interface LongPlace {
  readonly id: string;
  readonly scene: number;
}

/** The short lesson that is read, and how another is chosen. */
interface ShortPlace {
  lesson: LessonId;
}

/** What the screen of the lessons works with, beyond the short ones; its code comes with the screen's. */
export class LessonWorks {
  /** The lesson of several scenes that is open; null while a short one is read. */
  long = $state.raw<Playing | null>(null);
  /** The short lessons, one scene each, as a class is led through them. */
  readonly #all = new Playing(shortLessons);
  readonly #desk: Desk;
  readonly quizzing = new Quizzing();
  /** Lessons of one's own. */
  readonly shelf: Shelf;

  /** Made within an effect. */
  constructor(desk: Desk, long: LongPlace | null, place: ShortPlace) {
    this.#desk = desk;
    $effect(() => {
      if (this.short) untrack(() => this.#begin(place.lesson));
    });
    $effect(() => {
      const led = LESSON_IDS[this.#all.at];
      untrack(() => {
        if (this.short && led && led !== place.lesson) place.lesson = led;
      });
    });
    this.shelf = new Shelf(desk);
    if (long) this.openLong(long.id, long.scene);
    void this.shelf.load();
  }

  openLong(id: string, scene = 0): void {
    const lesson = LONG_LESSONS.find((one) => one.id === id);
    this.long = lesson ? new Playing(() => lesson, scene) : null;
  }

  /** A short lesson while it is presented; what comes after it are the other short ones. */
  get short(): Playing | null {
    return this.#desk.presenting && !this.long ? this.#all : null;
  }

  #begin(lesson: LessonId): void {
    this.#all.visit(LESSON_IDS.indexOf(lesson));
    this.#all.fresh();
  }

  /** Where a lesson of several scenes is read, to be remembered. */
  get longPlace(): LongPlace | null {
    const { long } = this;
    return long?.lesson.id === undefined ? null : { id: long.lesson.id, scene: long.at };
  }
}
