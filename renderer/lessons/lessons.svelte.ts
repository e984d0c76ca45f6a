import { createContext } from 'svelte';
import type { LessonId } from '../../core/lessons/lesson.ts';
import { Camera } from '../canvas/camera.svelte.ts';
import { initialLook, type Look } from '../canvas/look.ts';
import { LONG_LESSONS } from '../../core/lessons/documents/long.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { Shelf } from './mine/shelf.svelte.ts';
import { Playing } from './playing.svelte.ts';
import { Presenting } from './present/presenting.svelte.ts';

export const SECTIONS = ['lessons', 'quiz', 'mine'] as const;
export type Section = (typeof SECTIONS)[number];

/** A lesson of several scenes, and the scene that is read. */
export interface LongPlace {
  readonly id: string;
  readonly scene: number;
}

/** Which lesson is read, and how it is looked at. */
export class Lessons {
  #lesson = $state.raw<LessonId>() as LessonId;
  section = $state.raw<Section>('lessons');
  /** The lesson of several scenes that is open; null while a short one is read. */
  long = $state.raw<Playing | null>(null);
  readonly presenting = new Presenting();
  readonly camera = new Camera(initialLook());
  /** The cell that was chosen, by its place in the stored tensor, null for none; undefined for the one that the lesson tells of. */
  chosen = $state.raw<number | null | undefined>(undefined);
  /** The question is answered, or its answer was asked for; and whether the last click was wrong. */
  revealed = $state(false);
  wrong = $state(false);
  /** The class found the answer itself. */
  clicked = $state(false);

  /** Lessons of one's own. */
  readonly shelf: Shelf;

  /** Made during a component's initialisation. */
  constructor(desk: Desk, lesson: LessonId, long: LongPlace | null = null) {
    this.shelf = new Shelf(desk);
    this.#lesson = lesson;
    if (long) this.openLong(long.id, long.scene);
  }

  /** What is walked through scene by scene, and presented so. */
  readonly playing: Playing | null = $derived.by(() => {
    switch (this.section) {
      case 'lessons':
        return this.long;
      case 'mine':
        return this.shelf.current?.playing ?? null;
      case 'quiz':
        return null;
      default:
        return this.section satisfies never;
    }
  });

  openLong(id: string, scene = 0): void {
    const lesson = LONG_LESSONS.find((one) => one.id === id);
    this.long = lesson ? new Playing(() => lesson, scene) : null;
  }

  /** Where a lesson of several scenes is read, to be remembered. */
  get longPlace(): LongPlace | null {
    const { long } = this;
    return long?.lesson.id === undefined ? null : { id: long.lesson.id, scene: long.at };
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
    this.long = null;
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
