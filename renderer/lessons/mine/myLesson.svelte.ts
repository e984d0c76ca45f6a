import type { LessonDocument, Scene } from '../../../core/lessons/document.ts';
import {
  withoutScene,
  withScene,
  withSceneMoved,
  withScenesAt,
} from '../../../core/lessons/edit.ts';
import { Undo } from '../../ui/undo.svelte.ts';
import { Playing } from '../playing.svelte.ts';

/** A lesson that is being written. */
export class MyLesson {
  readonly id: string;
  readonly history: Undo<LessonDocument>;
  /** What its file is called, and where the service says that it lies; null while there is none. */
  name = $state.raw<string | null>(null);
  place = $state.raw<string | null>(null);
  /** As it is in its file. */
  #saved = $state.raw<LessonDocument | null>(null);
  readonly playing: Playing;

  /** @param saved  it is as in its file, if it has one */
  constructor(id: string, lesson: LessonDocument, saved: boolean) {
    this.id = id;
    this.history = new Undo(lesson);
    this.#saved = saved ? lesson : null;
    this.playing = new Playing(() => this.lesson);
  }

  readonly lesson: LessonDocument = $derived.by(() => this.history.present);
  readonly edited: boolean = $derived(this.#saved !== this.lesson);

  saved(lesson: LessonDocument, name: string, place: string): void {
    this.#saved = lesson;
    this.name = name;
    this.place = place;
  }

  change(lesson: LessonDocument, topic: string | null = null): void {
    this.history.change(lesson, topic);
  }

  /** Changes the scene that is shown. */
  changeScene(change: (scene: Scene) => Scene, topic: string | null = null): void {
    const { at } = this.playing;
    this.change(withScene(this.lesson, at, change), topic && `${topic} ${at}`);
  }

  /** Puts scenes behind the one that is shown, and shows the last of them. */
  add(scenes: readonly Scene[]): void {
    const at = this.playing.at + 1;
    this.change(withScenesAt(this.lesson, at, scenes));
    this.playing.visit(at + scenes.length - 1);
  }

  move(by: 1 | -1): void {
    const { at } = this.playing;
    this.change(withSceneMoved(this.lesson, at, at + by));
    this.playing.visit(at + by);
  }

  remove(): void {
    const { at } = this.playing;
    this.change(withoutScene(this.lesson, at));
    this.playing.fresh();
  }
}
