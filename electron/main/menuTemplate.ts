import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';
import { COMMANDS } from './commands.ts';
import { MENU_TEXTS } from '../../core/texts/menu.ts';

type Item = MenuItemConstructorOptions;
/** Entries that Electron carries out itself and that have a name of ours. */
type Role = Exclude<
  keyof typeof MENU_TEXTS,
  'file' | 'edit' | 'view' | 'pytorchHelp' | 'openRecent' | 'clearRecent' | 'showLog'
>;

export interface MenuOptions {
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  /** Shows the developer tools, in a run from source. */
  readonly developer: boolean;
  readonly send: (command: MenuCommand) => void;
  /** Absolute paths of the files that were opened last. */
  readonly recent: readonly string[];
  readonly openRecent: (file: string) => void;
  readonly clearRecent: () => void;
  readonly showLog: () => void;
  readonly openPytorchHelp: () => void;
}

const SEPARATOR: Item = { type: 'separator' };

/** The whole native menu as data, from the table of commands. */
export function menuTemplate(options: MenuOptions): Item[] {
  const { language, platform, developer } = options;
  const isMac = platform === 'darwin';
  const text = (key: keyof typeof MENU_TEXTS) => MENU_TEXTS[key][language];
  const role = (name: Role): Item => ({ role: name, label: text(name) });
  const command = (id: MenuCommand): Item => {
    const { label, accelerator: everywhere, onWindows } = COMMANDS[id];
    const accelerator = (platform === 'win32' && onWindows) || everywhere;
    const click = () => options.send(id);
    return { id, label: label[language], click, ...(accelerator && { accelerator }) };
  };
  const commands = (...ids: MenuCommand[]) => ids.map(command);

  const application: Item = {
    label: 'Normscope',
    submenu: [
      command('about'),
      SEPARATOR,
      role('services'),
      SEPARATOR,
      role('hide'),
      role('hideOthers'),
      role('unhide'),
      SEPARATOR,
      role('quit'),
    ],
  };
  const recent: Item = {
    id: 'recent',
    label: text('openRecent'),
    enabled: options.recent.length > 0,
    submenu: [
      ...options.recent.map((file) => ({
        // A single "&" would mark a letter.
        label: path.basename(file).replaceAll('&', '&&'),
        toolTip: file,
        click: () => options.openRecent(file),
      })),
      SEPARATOR,
      { label: text('clearRecent'), click: options.clearRecent },
    ],
  };
  const file: Item = {
    label: text('file'),
    submenu: [
      command('open'),
      recent,
      SEPARATOR,
      ...commands('save', 'save-as'),
      SEPARATOR,
      ...commands('export-png', 'export-svg', 'export-json', 'export-npy'),
      SEPARATOR,
      command('print'),
      SEPARATOR,
      role(isMac ? 'close' : 'quit'),
    ],
  };
  const edit: Item = {
    label: text('edit'),
    submenu: [
      ...commands('undo', 'redo'),
      SEPARATOR,
      ...(['cut', 'copy', 'paste', 'selectAll'] as const).map(role),
      SEPARATOR,
      ...commands('copy-image', 'copy-values'),
      SEPARATOR,
      command('add-scene'),
    ],
  };
  const view: Item = {
    label: text('view'),
    submenu: [
      ...commands('view-isometric', 'view-front', 'view-top', 'view-side', 'view-reset'),
      SEPARATOR,
      ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map(role),
      SEPARATOR,
      command('present'),
      role('togglefullscreen'),
      ...(developer ? [role('toggleDevTools')] : []),
    ],
  };
  const window: Item = {
    ...role('window'),
    submenu: isMac
      ? [role('minimize'), role('zoom'), SEPARATOR, role('front')]
      : [role('minimize'), role('close')],
  };
  const help: Item = {
    ...role('help'),
    submenu: [
      command('shortcuts'),
      { id: 'pytorch', label: text('pytorchHelp'), click: options.openPytorchHelp },
      { id: 'log', label: text('showLog'), click: options.showLog },
      ...(isMac ? [] : [SEPARATOR, command('about')]),
    ],
  };
  return [...(isMac ? [application] : []), file, edit, view, window, help];
}
