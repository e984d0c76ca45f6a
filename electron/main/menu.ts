import { app, Menu } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';
import { HELP_PAGES } from '../service/helpPages.ts';
import { COMMANDS } from './commands.ts';
import { openExternal } from './externalLinks.ts';
import { menuTemplate } from './menuTemplate.ts';

/** Sets the native menu in a language; call it again when the language changes. */
export function setUpMenu(language: Language, send: (command: MenuCommand) => void): Menu {
  const template = menuTemplate({
    language,
    platform: process.platform,
    developer: !app.isPackaged,
    send,
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
