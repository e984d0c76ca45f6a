import type { ComputeRequest } from '../../core/request.ts';
import type { App } from '../state/app.svelte.ts';
import { sameTensor } from '../state/work.ts';

/** Shows a run on the Explore screen, with its options, layout and changed cells. */
export function openRun(app: App, request: ComputeRequest): void {
  const info = app.explore.tensors.find(({ ref }) => sameTensor(ref, request.tensor));
  if (!info) return;
  app.explore.openRun(info, request);
  app.tab = 'explore';
}
