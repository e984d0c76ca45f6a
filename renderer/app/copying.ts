import { tellStations } from '../../core/explain/stations.ts';
import { latex } from '../../core/report/formats/latex.ts';
import { tsv } from '../../core/report/formats/tsv.ts';
import { callHost } from '../ui/host.ts';
import type { App } from './app.svelte.ts';

/** Copies the output's values as a spreadsheet takes them. */
export async function copyOutput({ desk, explore }: App): Promise<void> {
  const y = explore.reply?.y;
  if (y && (await desk.copyText(tsv(y))))
    desk.toasts.add('done', desk.i18n.t('export.valuesCopied'));
}

/** Copies the arithmetic of the pinned cell, for a paper. */
export async function copyLatex({ desk, explore }: App): Promise<void> {
  const trace = explore.trace.value;
  if (trace && (await desk.copyText(latex(tellStations(trace)))))
    desk.toasts.add('done', desk.i18n.t('export.latexCopied'));
}

/** Copies the program in PyTorch. */
export async function copyCode({ desk, explore }: App): Promise<void> {
  const { reply } = explore;
  if (!reply) return;
  const programs = await callHost(desk.api, 'layer.programs', reply.request);
  if (!programs.ok)
    return desk.toasts.add('failed', desk.i18n.t('copy.failed'), desk.i18n.failure(programs));
  const code = programs.value[0]?.code;
  if (code !== undefined && (await desk.copyText(code)))
    desk.toasts.add('done', desk.i18n.t('export.codeCopied'));
}
