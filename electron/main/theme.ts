import { nativeTheme } from 'electron';
import { THEMES } from '../../core/figure/theme.ts';
import type { Settings } from '../../core/settings.ts';

/** Menus, dialogs and prefers-color-scheme follow the chosen theme; contrast is black on white. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme === 'contrast' ? 'light' : theme;
}

/** What the window shows before the page has painted. */
export function windowBackground(theme: Settings['theme']): string {
  if (theme === 'contrast') return THEMES.contrast.background;
  return (nativeTheme.shouldUseDarkColors ? THEMES.dark : THEMES.light).background;
}
