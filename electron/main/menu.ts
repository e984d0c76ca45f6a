import { app, Menu } from 'electron';
import type { MenuCommand } from '../ipc/types.ts';
import { HELP_PAGES } from '../service/helpPages.ts';
import { COMMANDS } from './commands.ts';
import { openExternal } from './externalLinks.ts';
import { menuTemplate, type MenuOptions } from './menuTemplate.ts';

/** Sets the native menu; call it again when the language or the list of recent files changes. */
export function setUpMenu(
  options: Omit<MenuOptions, 'platform' | 'developer' | 'openPytorchHelp'>,
): Menu {
  const template = menuTemplate({
    ...options,
    platform: process.platform,
    developer: !app.isPackaged,
    openPytorchHelp: () => void openExternal(HELP_PAGES.pytorch),
  });
  const menu = Menu.buildFromTemplate(template);
  Menu.setApplicationMenu(menu);
  return menu;
}

/** Greys the commands that do not apply. */
export function greyMenu(menu: Menu, applies: (command: MenuCommand) => boolean): void {
  for (const id of Object.keys(COMMANDS) as MenuCommand[]) {
    const item = menu.getMenuItemById(id);
    if (item) item.enabled = applies(id);
  }
}
