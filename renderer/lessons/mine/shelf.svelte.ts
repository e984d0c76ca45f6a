import {
  localizedIn,
  lessonFrom,
  type LessonDocument,
  type Scene,
} from '../../../core/lessons/document.ts';
import type { Desk } from '../../ui/desk.svelte.ts';
import { lastPart } from '../../files/openedFile.ts';
import { callHost } from '../../ui/host.ts';
import { readDraft, writeDraft } from './draftText.ts';
import { MyLesson } from './myLesson.svelte.ts';

/** Milliseconds after the last change in which a lesson is kept. */
const KEEP_AFTER = 400;

/** The lessons that a teacher writes: all of them are kept by the program, saved as files or not. */
export class Shelf {
  readonly #desk: Desk;
  lessons = $state.raw<readonly MyLesson[]>([]);
  current = $state.raw<MyLesson | null>(null);
  /** Drafts of another version, which are left alone. */
  unreadable = $state(0);
  /** The lesson that was removed last, until another is: it can be brought back. */
  removed = $state.raw<MyLesson | null>(null);
  /** What the service has of every lesson. */
  readonly #kept = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Made during a component's initialisation. */
  constructor(desk: Desk) {
    this.#desk = desk;
    $effect(() => this.#keepSoon());
  }

  /** Fetches what was kept. */
  async load(): Promise<void> {
    const outcome = await callHost(this.#desk.api, 'lesson.drafts', undefined);
    if (!outcome.ok) return;
    const found = outcome.value.flatMap(({ id, text }) => {
      const draft = readDraft(text);
      if (!draft) {
        this.unreadable++;
        return [];
      }
      this.#kept.set(id, text);
      const lesson = new MyLesson(id, draft.lesson, !draft.edited);
      lesson.name = draft.name;
      return [lesson];
    });
    this.lessons = [...found, ...this.lessons];
    this.current ??= found.at(-1) ?? null;
  }

  titleOf({ lesson }: Pick<MyLesson, 'lesson'>): string {
    const { language, t } = this.#desk.i18n;
    return localizedIn(lesson.title, language) || t('editor.untitled');
  }

  /** Puts a lesson on the shelf and shows it. */
  put(
    lesson: LessonDocument,
    file: { readonly name: string; readonly place: string } | null = null,
  ) {
    const put = new MyLesson(crypto.randomUUID(), lesson, file !== null);
    if (file) put.saved(lesson, lastPart(file.name), file.place);
    this.lessons = [...this.lessons, put];
    this.current = put;
    return put;
  }

  /** Adds scenes to the lesson that is shown, or begins one with them. */
  add(scenes: readonly Scene[]): MyLesson {
    const { current } = this;
    if (!current) return this.put(lessonFrom({}, scenes));
    current.add(scenes);
    return current;
  }

  /** Takes a lesson from the shelf; its file stays. */
  remove(lesson: MyLesson): void {
    this.lessons = this.lessons.filter((one) => one !== lesson);
    if (this.current === lesson) this.current = this.lessons.at(-1) ?? null;
    this.removed = lesson;
    this.#kept.delete(lesson.id);
    void callHost(this.#desk.api, 'lesson.keep', { id: lesson.id, text: null });
  }

  restore(): void {
    const { removed } = this;
    if (!removed) return;
    this.lessons = [...this.lessons, removed];
    this.current = removed;
    this.removed = null;
  }

  /** @param as  asks where, even if it is kept somewhere already */
  async save(as: boolean): Promise<void> {
    const { current } = this;
    if (!current) return;
    const { lesson, place } = current;
    const { api, i18n } = this.#desk;
    const argument = { lesson, language: i18n.language, place, as };
    const saved = await this.#desk.saved(callHost(api, 'lesson.save', argument));
    if (saved) current.saved(lesson, lastPart(saved.path), saved.place);
  }

  #keepSoon(): () => void {
    // all that is kept is read here, so that a change of it is noticed
    for (const { lesson, name, edited } of this.lessons) void [lesson, name, edited];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), KEEP_AFTER);
    return () => clearTimeout(this.#timer);
  }

  /** Keeps what has changed: now, as the window may close. */
  async keep(): Promise<void> {
    for (const { id, lesson, name, edited } of this.lessons) {
      const text = writeDraft({ name, edited, lesson });
      if (text === this.#kept.get(id)) continue;
      this.#kept.set(id, text);
      const outcome = await callHost(this.#desk.api, 'lesson.keep', { id, text });
      if (outcome.ok) continue;
      this.#kept.delete(id);
      const { toasts, i18n } = this.#desk;
      toasts.add('failed', i18n.t('editor.notKept'), i18n.failure(outcome));
    }
  }
}
