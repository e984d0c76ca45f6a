import { Menu, type BrowserWindow, type ContextMenuParams } from 'electron';
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';
import { COMMANDS } from './commands.ts';
import { MENU_TEXTS } from '../../core/texts/menu.ts';

const ON_PICTURE: readonly MenuCommand[] = [
  'copy-image',
  'copy-values',
  'export-png',
  'export-svg',
];

export interface ContextMenuOptions {
  readonly language: () => Language;
  /** Whether a command applies to what is shown. */
  readonly applies: (command: MenuCommand) => boolean;
  readonly send: (command: MenuCommand) => void;
}

/** The entries for what the pointer is on: a field, selected text, or the picture; none elsewhere. */
export function contextTemplate(
  { isEditable, selectionText, editFlags, mediaType }: ContextMenuParams,
  { language, applies, send }: ContextMenuOptions,
): Item[] {
  const role = (name: 'cut' | 'copy' | 'paste' | 'selectAll', enabled: boolean): Item => ({
    role: name,
    label: MENU_TEXTS[name][language()],
    enabled,
  });
  if (isEditable)
    return [
      role('cut', editFlags.canCut),
      role('copy', editFlags.canCopy),
      role('paste', editFlags.canPaste),
      role('selectAll', editFlags.canSelectAll),
    ];
  if (selectionText.trim() !== '') return [role('copy', editFlags.canCopy)];
  if (mediaType !== 'canvas') return [];
  return ON_PICTURE.filter(applies).map((id) => ({
    id,
    label: COMMANDS[id].label[language()],
    click: () => send(id),
  }));
}

/** Shows the system's own menu where someone asks for one. */
export function setUpContextMenu(window: BrowserWindow, options: ContextMenuOptions): void {
  window.webContents.on('context-menu', (_event, params) => {
    const template = contextTemplate(params, options);
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
}
