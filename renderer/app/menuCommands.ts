import type { App } from './app.svelte.ts';
import { perform } from './actions.ts';
import type { HostEvents } from '../../electron/ipc/contract.ts';

/** Does what the desktop's menu asks for. */
export function performMenu(app: App, command: HostEvents['menu']): void {
  switch (command) {
    case 'open':
    case 'undo':
    case 'redo':
    case 'present':
    case 'shortcuts':
      return perform(app, command);
    case 'export-png':
      return perform(app, 'exportPng');
    case 'export-svg':
      void app.export('svg');
      return;
    case 'export-json':
      void app.export('json');
      return;
    case 'export-npy':
      void app.export('npy');
      return;
    case 'copy-image':
      return perform(app, 'copyImage');
    case 'view-front':
      return perform(app, 'viewFront');
    case 'view-top':
      return perform(app, 'viewTop');
    case 'view-side':
      return perform(app, 'viewSide');
    case 'view-isometric':
      return perform(app, 'viewIsometric');
    case 'view-reset':
      return perform(app, 'viewReset');
    case 'about':
      app.aboutOpen = true;
      return;
    default:
      return command satisfies never;
  }
}
