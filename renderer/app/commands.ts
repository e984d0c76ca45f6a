import type { ArgumentOf, HostEvents } from '../../electron/ipc/contract.ts';
import type { App } from './app.svelte.ts';
import { perform } from './actions.ts';
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

/** What applies on every screen, each of which exports a page of its own; the rest is about the cube of Explore. */
const EVERYWHERE: ReadonlySet<Action> = new Set([
  'open',
  'addScene',
  'exportPng',
  'exportSvg',
  'exportJson',
  'copyImage',
  'present',
  'shortcuts',
  'about',
  'undo',
  'redo',
]);

/** What needs a picture on screen. */
const PICTURES: ReadonlySet<Action> = new Set([
  'exportPng',
  'exportSvg',
  'exportJson',
  'copyImage',
]);

/** Fields that undo their own typing. */
export const TEXTUAL =
  'textarea, input:is([type=text], [type=number], [type=search], :not([type]))';

/** Whether a command applies to what is shown: nothing acts beneath a dialog. */
export function applies(app: App, action: Action): boolean {
  // Their code is fetched first, so that a dialog may be asked for and not yet there.
  const coming = app.helpOpen || app.aboutOpen || app.designed || app.large.shown;
  if (coming || app.desk.dialogs > 0) return false;
  if ((action === 'save' || action === 'saveAs') && app.writesLesson) return true;
  if (!app.pictured && PICTURES.has(action)) return false;
  return app.tab === 'explore' || EVERYWHERE.has(action);
}

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
