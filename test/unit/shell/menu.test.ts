import { beforeEach, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../../electron/main/commands.ts';
import { setUpMenu } from '../../../electron/main/menu.ts';
import { menuTemplate, type MenuOptions } from '../../../electron/main/menuTemplate.ts';
import { MENU_TEXTS } from '../../../core/texts/menu.ts';
import { app, type FakeMenuItem, Menu, reset, shell } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));
beforeEach(reset);

/** What Electron's documentation gives for the accelerators of roles, per platform. */
const ROLE_ACCELERATORS: Readonly<Record<string, readonly [other: string, mac: string]>> = {
  cut: ['CmdOrCtrl+X', 'CmdOrCtrl+X'],
  copy: ['CmdOrCtrl+C', 'CmdOrCtrl+C'],
  paste: ['CmdOrCtrl+V', 'CmdOrCtrl+V'],
  selectAll: ['CmdOrCtrl+A', 'CmdOrCtrl+A'],
  resetZoom: ['CmdOrCtrl+0', 'CmdOrCtrl+0'],
  zoomIn: ['CmdOrCtrl+Plus', 'CmdOrCtrl+Plus'],
  zoomOut: ['CmdOrCtrl+-', 'CmdOrCtrl+-'],
  togglefullscreen: ['F11', 'Control+Command+F'],
  toggleDevTools: ['CmdOrCtrl+Shift+I', 'Alt+Command+I'],
  minimize: ['CmdOrCtrl+M', 'CmdOrCtrl+M'],
  close: ['CmdOrCtrl+W', 'CmdOrCtrl+W'],
  quit: ['CmdOrCtrl+Q', 'CmdOrCtrl+Q'],
  hide: ['', 'Command+H'],
  hideOthers: ['', 'Command+Alt+H'],
};

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;
const LANGUAGES = ['en', 'ko'] as const;

function template(options: Partial<MenuOptions> = {}): readonly FakeMenuItem[] {
  return menuTemplate({
    language: 'en',
    platform: 'linux',
    developer: true,
    send: () => undefined,
    recent: [],
    openRecent: () => undefined,
    clearRecent: () => undefined,
    showLog: () => undefined,
    openPytorchHelp: () => undefined,
    ...options,
  }) as readonly FakeMenuItem[];
}

/** Every entry of a menu, with those of its submenus. */
const flatten = (items: readonly FakeMenuItem[]): FakeMenuItem[] =>
  items.flatMap((item) => [item, ...flatten(item.submenu ?? [])]);

test.each(PLATFORMS)('every command can be reached once from the menu on %s', (platform) => {
  const sent: string[] = [];
  for (const { id, click } of flatten(template({ platform, send: (name) => sent.push(name) })))
    if (id && id in COMMANDS) click?.();
  expect(sent.sort()).toEqual(Object.keys(COMMANDS).sort());
});

test.each(PLATFORMS)('no two entries share an accelerator on %s', (platform) => {
  const column = platform === 'darwin' ? 1 : 0;
  const accelerators = flatten(template({ platform }))
    .map(({ accelerator, role }) => accelerator ?? ROLE_ACCELERATORS[role ?? '']?.[column])
    .filter((accelerator) => accelerator);
  expect(accelerators.length).toBeGreaterThan(20);
  expect(new Set(accelerators).size).toBe(accelerators.length);
});

test('redo has the key of its system', () => {
  const keyOf = (platform: NodeJS.Platform) =>
    flatten(template({ platform })).find(({ id }) => id === 'redo')?.accelerator;
  expect(PLATFORMS.map(keyOf)).toEqual(['CmdOrCtrl+Shift+Z', 'Ctrl+Y', 'CmdOrCtrl+Shift+Z']);
});

test('no accelerator is a character that someone could be typing', () => {
  for (const { accelerator } of Object.values(COMMANDS))
    if (accelerator) expect(accelerator).toMatch(/^(F\d+|CmdOrCtrl\+(Shift\+)?[A-Z0-9/])$/);
});

test.each(LANGUAGES)('every entry has its own name in %s', (language) => {
  for (const platform of PLATFORMS)
    for (const { submenu } of template({ platform, language })) {
      const names = flatten(submenu ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ label }) => label);
      expect(names).not.toContain(undefined);
      expect(new Set(names).size).toBe(names.length);
    }
});

test('every Korean text is Korean, and every menu keeps its letter', () => {
  for (const { label } of Object.values(COMMANDS)) expect(label.ko).toMatch(/[가-힣]/);
  for (const { en, ko } of Object.values(MENU_TEXTS)) {
    expect(ko).toMatch(/[가-힣]/);
    expect(/&(.)/.exec(ko)?.[1]).toBe(/&(.)/.exec(en)?.[1]);
  }
});

test('on macOS the first menu is that of the app, with its roles', () => {
  const [first] = template({ platform: 'darwin' });
  const roles = (first?.submenu ?? []).map(({ role }) => role).filter((role) => role);
  expect(roles).toEqual(['services', 'hide', 'hideOthers', 'unhide', 'quit']);
  expect(template({ platform: 'linux' })[0]?.label).toBe('&File');
});

test('developer tools are in the menu only when the app runs from source', () => {
  const roles = (developer: boolean) => flatten(template({ developer })).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
  for (const reload of ['reload', 'forceReload']) expect(roles(true)).not.toContain(reload);
});

test('the menu is set in the language, and its help leads to PyTorch', () => {
  app.isPackaged = true;
  setUpMenu({
    language: 'ko',
    send: () => undefined,
    recent: [],
    openRecent: () => undefined,
    clearRecent: () => undefined,
    showLog: () => undefined,
  });
  const items = flatten(Menu.setApplicationMenu.mock.lastCall?.[0].template ?? []);
  expect(items.map(({ label }) => label)).toContain('텐서 열기…');
  expect(items.map(({ role }) => role)).not.toContain('toggleDevTools');
  items.find(({ id }) => id === 'pytorch')?.click?.();
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith(
    'https://docs.pytorch.org/docs/stable/nn.html#normalization-layers',
  );
});
