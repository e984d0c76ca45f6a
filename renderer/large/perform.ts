import type { App } from '../app/app.svelte.ts';
import { callHost, type Outcome } from '../ui/host.ts';
import type { TensorInfo } from '../explore/explore.svelte.ts';
import { durationText } from '../ui/amounts.ts';
import type { LargeWork } from './largeWork.svelte.ts';

type Opened = Outcome<readonly TensorInfo[]>;

/** Opens the part of a large file that was typed. */
export async function openPart(app: App, work: LargeWork): Promise<void> {
  const { part, file, convertIntegers } = work;
  if (!part) return;
  const { from, to } = part;
  const argument = { handle: file.handle, from, to, convertIntegers };
  await opening(app, work, () => callHost(app.api, 'large.openPart', argument));
}

/** Opens a large file in spite of the memory limit. */
export async function openWhole(app: App, work: LargeWork): Promise<void> {
  const { file, convertIntegers } = work;
  const argument = { handle: file.handle, convertIntegers };
  await opening(app, work, () => callHost(app.api, 'large.openWhole', argument));
}

async function opening(app: App, work: LargeWork, call: () => Promise<Opened>): Promise<void> {
  work.busy = true;
  work.failure = null;
  const outcome = await call();
  work.busy = false;
  if (!outcome.ok) return failed(app, work, outcome);
  app.showOpened(outcome.value);
  if (app.large.shown === work) app.large.close();
}

/** Normalizes a large file into another; the window stays usable meanwhile. */
export async function normalizeAll(app: App, work: LargeWork): Promise<void> {
  const { file, spec, convertIntegers } = work;
  work.busy = true;
  work.failure = work.result = null;
  const argument = { handle: file.handle, spec, convertIntegers };
  const outcome = await callHost(app.api, 'large.normalize', argument);
  work.busy = false;
  if (!outcome.ok) return failed(app, work, outcome);
  if (!outcome.value) return;
  work.result = outcome.value;
  const { t } = app.i18n;
  const { path, milliseconds } = outcome.value;
  const time = durationText(milliseconds / 1000, app.i18n);
  const show = { text: t('large.showResult'), run: () => (app.large.shown = work) };
  const action = app.large.shown === work ? undefined : show;
  app.toasts.add('done', t('large.done', { time }), path, action);
}

function failed(app: App, work: LargeWork, failure: Outcome<never> & { ok: false }): void {
  work.failure = failure;
  if (app.large.shown === work) return;
  const { t, failure: text } = app.i18n;
  if (failure.code === 'cancelled') app.toasts.add('failed', t('large.cancelled'));
  else app.toasts.add('failed', t('large.failed', { name: work.file.name }), text(failure));
}
