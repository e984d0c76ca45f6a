import { lessonFrom } from '../../core/lessons/document.ts';
import { callHost } from '../ui/host.ts';
import type { App } from './app.svelte.ts';
import { viewScenes } from './viewScenes.ts';

/** Adds what the screen shows to the lesson that is being written. */
export async function addView(app: App): Promise<void> {
  const { toasts, i18n } = app.desk;
  const { shelf } = await app.lessons.load();
  const found = await viewScenes(app);
  if (!found.ok) return toasts.add('failed', i18n.t('editor.notAdded'), i18n.failure(found));
  if (found.value.length === 0)
    return toasts.add('failed', i18n.t('editor.notAdded'), i18n.t('editor.noView'));
  const mine = shelf.add(found.value);
  const told = { title: shelf.titleOf(mine), n: mine.playing.at + 1 };
  toasts.add('done', i18n.t('editor.added', told));
}

/** Writes what the screen shows as a hand-out; of a lesson all of it. */
export async function handout(app: App): Promise<void> {
  const { api, toasts, i18n } = app.desk;
  const { playing } = app.lessons;
  const whole = app.tab === 'lessons' && playing ? playing.lesson : null;
  const found = whole ? ({ ok: true, value: whole.scenes } as const) : await viewScenes(app);
  if (!found.ok || found.value.length === 0) {
    const why = found.ok ? i18n.t('editor.noView') : i18n.failure(found);
    return toasts.add('failed', i18n.t('export.failed'), why);
  }
  const lesson = whole ?? lessonFrom(found.value[0]?.title ?? {}, found.value);
  const { language } = i18n;
  app.exports.busy = true;
  await app.desk.saved(callHost(api, 'lesson.export', { lesson, format: 'html', language }));
  app.exports.busy = false;
}
