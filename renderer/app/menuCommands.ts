import type { ArgumentOf, HostEvents } from '../../electron/ipc/contract.ts';
import { perform } from './actions.ts';
import type { App } from './app.svelte.ts';
import { applies, TEXTUAL } from './commands.ts';
import type { Action } from './keymap.ts';

type MenuCommand = HostEvents['menu'];

/** Every command of the menu with what it does; a key does the same by the same name. */
const MENU: Readonly<Record<MenuCommand, Action>> = {
  open: 'open',
  save: 'save',
  'save-as': 'saveAs',
  'export-png': 'exportPng',
  'export-svg': 'exportSvg',
  'export-json': 'exportJson',
  'export-npy': 'exportNpy',
  print: 'print',
  'add-scene': 'addScene',
  'copy-image': 'copyImage',
  'copy-values': 'copyValues',
  undo: 'undo',
  redo: 'redo',
  'view-front': 'viewFront',
  'view-top': 'viewTop',
  'view-side': 'viewSide',
  'view-isometric': 'viewIsometric',
  'view-reset': 'viewReset',
  present: 'present',
  shortcuts: 'shortcuts',
  about: 'about',
};

/** Does what the desktop's menu asks for. */
export function performMenu(app: App, command: MenuCommand): void {
  const action = MENU[command];
  if ((action === 'undo' || action === 'redo') && document.activeElement?.matches(TEXTUAL)) {
    // A field in which someone types has an undo of its own, which the menu stands for then.
    document.execCommand(action);
    return;
  }
  if (applies(app, action)) perform(app, action);
}

/** The menu's commands that apply; undo and redo always do, for the field that someone types in. */
export function applying(app: App): ArgumentOf<'window.commands'> {
  return (Object.keys(MENU) as MenuCommand[]).filter(
    (command) => command === 'undo' || command === 'redo' || applies(app, MENU[command]),
  );
}
