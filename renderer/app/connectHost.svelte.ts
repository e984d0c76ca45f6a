import type { ArgumentOf, HostEvents } from '../../electron/ipc/contract.ts';
import { callHost } from '../ui/host.ts';
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
function performMenu(app: App, command: MenuCommand): void {
  const action = MENU[command];
  if ((action === 'undo' || action === 'redo') && document.activeElement?.matches(TEXTUAL)) {
    // A field in which someone types has an undo of its own, which the menu stands for then.
    document.execCommand(action);
    return;
  }
  if (applies(app, action)) perform(app, action);
}

/** The menu's commands that apply; undo and redo always do, for the field that someone types in. */
function applying(app: App): ArgumentOf<'window.commands'> {
  return (Object.keys(MENU) as MenuCommand[]).filter(
    (command) => command === 'undo' || command === 'redo' || applies(app, MENU[command]),
  );
}

/**
 * Listens to what the host says of its own accord, such as menu commands, files that were dropped or opened
 * elsewhere, failures outside a call; and tells it what its frame and menu show.
 * @returns ends both
 */
export function connectHost(app: App): () => void {
  const { api } = app.desk;
  /** What came is no tensor: whatever was to be filled with it is not. */
  const nothingFor = () => (app.verify.wanted = null);
  const stops = [
    api.on('menu', (command) => performMenu(app, command)),
    api.on('saveDocument', () => void app.saveDocument(false)),
    api.on('fullScreen', (on) => app.desk.wentFullScreen(on)),
    api.on('large', (file) => app.askAbout(file)),
    api.on('restored', (report) => {
      nothingFor();
      app.restore(report);
    }),
    api.on('document', (opened) => {
      nothingFor();
      void showDocument(app, opened);
    }),
    api.on('lesson', (opened) => {
      nothingFor();
      void app.openLesson(opened);
    }),
    api.on('opened', (tensors) => app.showOpened(tensors)),
    api.on('recent', (files) => (app.desk.recent = files)),
    api.on('progress', (progress) => app.desk.jobs.report(progress)),
    api.on('skipped', (skipped) => app.files.passedOver(skipped)),
    api.on('failed', (failure) => {
      nothingFor();
      app.files.failed({ ok: false, ...failure });
    }),
  ];
  void callHost(api, 'files.recent', undefined).then((outcome) => {
    if (outcome.ok) app.desk.recent = outcome.value;
  });
  const told = $effect.root(() => {
    $effect(() => tellDocument(app));
    $effect(() => tellCommands(app));
    $effect(() => tellPresenting(app));
  });
  return () => [...stops, told].forEach((stop) => stop());
}

async function showDocument(app: App, opened: HostEvents['document']): Promise<void> {
  const { openDocument } = await import('./openDocument.ts');
  await openDocument(app, opened);
}

/** Names the window after the document, and tells the host whether closing would lose something. */
function tellDocument(app: App): void {
  const { title, edited, kept, name } = app.document;
  window.document.title = title;
  void callHost(app.desk.api, 'document.state', { edited, kept, name: name ?? '' });
}

/** Tells the host that something is presented, so that the screen stays on. */
function tellPresenting({ desk }: App): void {
  void callHost(desk.api, 'window.presenting', desk.presenting);
}

/** Tells the host which of its menu's commands apply; again whenever that changes. */
function tellCommands(app: App): void {
  void callHost(app.desk.api, 'window.commands', applying(app));
}
