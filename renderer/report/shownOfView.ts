import { stationsOf } from '../../core/explain/stations.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { computeLayer } from '../ui/computeLayer.ts';
import type { Shown } from './shown.ts';

/** A page of a report of several as it is designed. @returns null, and a message, where its run fails */
export async function shownOfView(
  { api, toasts, i18n }: Desk,
  view: OneView,
): Promise<Shown | null> {
  if (view.kind === 'page') return { kind: 'page', subject: view.subject };
  const { request } = view;
  const outcome = await computeLayer(api, request);
  if (!outcome.ok) {
    toasts.add('failed', i18n.t('open.failed'), i18n.failure(outcome));
    return null;
  }
  const { plan } = outcome.value;
  return { kind: 'run', request, view: view.view, stations: stationsOf(plan), axes: plan.axes };
}
