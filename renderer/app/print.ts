import { PRESETS } from '../../core/report/preset.ts';
import { callHost } from '../ui/host.ts';
import type { App } from './app.svelte.ts';
import { subjectOf } from './subjectOf.ts';

/** Prints what an export of the shown screen would hold, on white: the window itself is made for a screen. */
export async function print(app: App): Promise<void> {
  const { i18n, toasts } = app.desk;
  // A lesson has pages of its own, which it brings as the window is printed.
  if (app.tab === 'lessons') return printWindow(app);
  app.exports.busy = true;
  const outcome = await picture(app);
  app.exports.busy = false;
  if (!outcome.ok) {
    toasts.add('failed', i18n.t('print.failed'), i18n.failure(outcome));
    return;
  }
  const bytes = outcome.value as Uint8Array<ArrayBuffer>;
  const address = URL.createObjectURL(new Blob([bytes], { type: 'image/svg+xml' }));
  const sheet = document.createElement('img');
  sheet.src = address;
  try {
    await sheet.decode();
    sheet.dataset['sheet'] = sheet.naturalWidth < sheet.naturalHeight ? 'tall' : 'wide';
    document.body.append(sheet);
    await printWindow(app);
  } finally {
    sheet.remove();
    URL.revokeObjectURL(address);
  }
}

async function printWindow({ desk }: App): Promise<void> {
  const printed = await callHost(desk.api, 'window.print', undefined);
  if (printed.ok && !printed.value) window.print();
}

/** Lines, not dots; letters as outlines, as a picture knows no fonts of the page. */
function picture(app: App) {
  const { api, i18n } = app.desk;
  const subject = subjectOf(app);
  const { language } = i18n;
  const preset = {
    ...(app.exports.preset ?? PRESETS.report),
    look: 'light',
    letters: 'outlines',
  } as const;
  return subject
    ? callHost(api, 'page.preview', { subject, format: 'svg', scale: 1, language, preset })
    : callHost(api, 'report.preview', { ...app.exports.request('svg', 1), preset });
}
