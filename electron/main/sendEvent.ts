import type { BrowserWindow } from 'electron';
import type { HostEvents } from '../ipc/contract.ts';
import { TRANSPORT } from '../ipc/electronTransport.ts';

/** Tells the page of something, if there is a page to tell. */
export function sendEvent<E extends keyof HostEvents>(
  window: BrowserWindow | null,
  event: E,
  payload: HostEvents[E],
): void {
  if (!window || window.isDestroyed() || window.webContents.isCrashed()) return;
  window.webContents.send(TRANSPORT.event, event, payload);
}
