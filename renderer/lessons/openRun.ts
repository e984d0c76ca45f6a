import type { ComputeRequest } from '../../core/request.ts';
import type { PresetId } from '../explore/slice/presets.ts';
import type { App } from '../app/app.svelte.ts';
import { callHost } from '../ui/host.ts';

/** Shows a run on the Explore screen, with its options, layout and changed cells. */
export async function openRun(app: App, request: ComputeRequest, preset?: PresetId): Promise<void> {
  const described = await callHost(app.api, 'tensor.describe', request.tensor);
  if (!described.ok) {
    app.toasts.add('failed', app.i18n.t('open.failed'), app.i18n.failure(described));
    return;
  }
  app.explore.openRun(described.value, request, preset);
  app.tab = 'explore';
}
