import { callHost } from '../ui/host.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import type { Explore } from './explore.svelte.ts';

/** Puts the slice of input or output that is shown on the clipboard, exact: a line a row, tabs between the columns. */
export async function copyValues(desk: Desk, explore: Explore): Promise<void> {
  const { reply, slice, sliceOf: which, cell } = explore;
  if (!reply || !slice) return;
  const { axes, shape } = reply.plan;
  const [rowAxis, colAxis] = [slice.row, slice.col].map((name) => axes.indexOf(name ?? ''));
  const outcome = await callHost(desk.api, 'tensor.slice', {
    request: reply.request,
    which,
    rowAxis: rowAxis!,
    colAxis: colAxis!,
    index: axes.map((name) => cell[name] ?? 0),
    rows: [0, shape[rowAxis!] ?? 1],
    cols: [0, shape[colAxis!] ?? 1],
  });
  if (!outcome.ok) {
    desk.toasts.add('failed', desk.i18n.t('copy.failed'), desk.i18n.failure(outcome));
    return;
  }
  const { values, cols } = outcome.value;
  const width = cols[1] - cols[0];
  const lines = Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)).join('\t'),
  );
  if (await desk.copyText(lines.join('\n'))) desk.toasts.add('done', desk.i18n.t('copy.done'));
}
