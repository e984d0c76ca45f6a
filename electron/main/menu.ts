import { app, Menu } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';
import { HELP_PAGES } from '../service/helpPages.ts';
import { openExternal } from './externalLinks.ts';
import { menuTemplate } from './menuTemplate.ts';

/** Sets the native menu in a language; call it again when the language changes. */
export function setUpMenu(language: Language, send: (command: MenuCommand) => void): void {
  const template = menuTemplate({
    language,
    platform: process.platform,
    developer: !app.isPackaged,
    send,
    openPytorchHelp: () => void openExternal(HELP_PAGES.pytorch),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
