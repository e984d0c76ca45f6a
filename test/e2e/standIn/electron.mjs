// Stands in for the electron module of the main process: its window is a page in the test's Chromium.
//
// What runs for real: main's bundle, service and worker threads, the preload, the app's own protocol
// handler with its policy, calls and events as copies, and the renderer.
// What this cannot show: the privileges of the scheme (the page has an https address that leads here),
// the sandbox, Electron's own clone and bridge, fuses, packages, native dialogs, menus and focus, how
// the system routes accelerators, the lock of the single instance, and exact times of quitting.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode, encode } from './codec.mjs';
import { ask, hear, tell } from './remote.mjs';

const { profile, locale, dark, packaged, second } = JSON.parse(process.env.STAND_IN);
const ORIGIN = 'app://normscope';
const nothing = () => undefined;

/** An event with preventDefault. */
class Preventable {
  defaultPrevented = false;
  constructor(fields) {
    Object.assign(this, fields);
  }
  preventDefault() {
    this.defaultPrevented = true;
  }
}

/** Emits an event that listeners may prevent. @returns whether none did */
function isAllowed(emitter, name, fields = {}, ...rest) {
  const event = new Preventable(fields);
  emitter.emit(name, event, ...rest);
  return !event.defaultPrevented;
}

let becomeReady = nothing;
const ready = new Promise((resolve) => (becomeReady = resolve));
let isReady = false;
export function start() {
  isReady = true;
  becomeReady();
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: packaged,
  getPath: (name) =>
    name === 'temp' ? tmpdir() : path.join(profile, name === 'userData' ? 'settings' : name),
  getVersion: () => '0.1.0',
  getLocale: () => locale,
  getPreferredSystemLanguages: () => [locale],
  isReady: () => isReady,
  whenReady: () => ready,
  setAppUserModelId: nothing,
  enableSandbox: nothing,
  addRecentDocument: (file) => tell('recent', { file }),
  clearRecentDocuments: () => tell('recent', { file: null }),
  requestSingleInstanceLock(data) {
    if (second) tell('second-start', { data, argv: process.argv, folder: process.cwd() });
    return !second;
  },
  quit() {
    if (!isAllowed(app, 'before-quit')) return;
    for (const window of BrowserWindow.getAllWindows()) if (!window.requestClose()) return;
    if (isAllowed(app, 'will-quit')) process.exit(0);
  },
  exit: (status) => process.exit(status),
  relaunch: ({ args }) => tell('relaunch', { args }),
});
hear('second-start', ({ argv, folder, data }) =>
  app.emit('second-instance', new Preventable(), argv, folder, data),
);
// A start that falls into the end of this one.
hear('quit-and-start', ({ files }) => {
  app.quit();
  app.emit('second-instance', new Preventable(), [], profile, { files });
});

/** Time can go on faster than it does: what follows a dialog lasts as long as its answer says. */
const realNow = Date.now;
let ahead = 0;
Date.now = () => realNow() + ahead;

class WebContents extends EventEmitter {
  #crashed = false;
  #openHandler = () => ({ action: 'allow' });
  id = 1;
  mainFrame = { origin: ORIGIN, parent: null, detached: false };
  isCrashed = () => this.#crashed;
  getURL = () => `${ORIGIN}/index.html`;
  setWindowOpenHandler = (handler) => (this.#openHandler = handler);
  send = (channel, ...args) => tell('event', { channel, args: encode(args) });
  #zoom = 0;
  getZoomLevel = () => this.#zoom;
  setZoomLevel(level) {
    this.#zoom = level;
    tell('frame', { zoom: level });
  }
  startDrag({ file, icon }) {
    const bytes = readFileSync(file).toString('base64');
    tell('shown', { what: 'drag', name: path.basename(file), bytes, icon: icon.width });
  }
  print = (options, done) => void ask('print', { options }).then(() => done(true, ''));
  openWindow = (url) => this.#openHandler({ url });
  reload() {
    tell('load', { fresh: this.#crashed });
    this.#crashed = false;
  }
  forcefullyCrashRenderer() {
    void ask('crash').then(() => this.gone('killed'));
  }
  gone(reason) {
    this.#crashed = true;
    this.emit('render-process-gone', new Preventable(), { reason, exitCode: 9 });
  }
}

export class BrowserWindow extends EventEmitter {
  static #all = new Set();
  static getAllWindows = () => [...BrowserWindow.#all];
  #destroyed = false;
  #fullScreen = false;
  #shown = false;
  #bounds;
  webContents = new WebContents();
  constructor(options) {
    super();
    this.options = options;
    const { x, y, width, height } = options;
    this.#bounds = { x, y, width, height };
    BrowserWindow.#all.add(this);
    app.emit('web-contents-created', new Preventable(), this.webContents);
  }
  async loadURL(url) {
    const { webPreferences, backgroundColor } = this.options;
    const { preload } = webPreferences;
    if (preload) {
      tell('frame', { background: backgroundColor, bounds: this.#bounds });
      await ask('open', { url, preload });
    } else await ask('open-other', { url, bounds: this.#bounds });
    this.emit('ready-to-show');
  }
  removeMenu = nothing;
  setBackgroundColor = (background) => tell('frame', { background });
  setDocumentEdited = (edited) => tell('frame', { edited });
  setRepresentedFilename = (file) => tell('frame', { file });
  setProgressBar = (progress) => tell('frame', { progress });
  isFocused = () => hasFocus;
  isDestroyed = () => this.#destroyed;
  isVisible = () => this.#shown;
  isMinimized = () => false;
  isMaximized = () => false;
  isFullScreen = () => this.#fullScreen;
  getBounds = () => this.#bounds;
  getNormalBounds = () => this.#bounds;
  setBounds(bounds) {
    this.#bounds = bounds;
    tell('frame', { bounds });
  }
  show = () => void (this.#shown = true);
  focus() {
    hasFocus = true;
    tell('frame', { focused: true });
  }
  maximize = nothing;
  restore = nothing;
  setFullScreen(on) {
    if (on === this.#fullScreen) return;
    this.#fullScreen = on;
    setImmediate(() => this.emit(on ? 'enter-full-screen' : 'leave-full-screen'));
  }
  close() {
    this.requestClose();
  }
  /** @returns whether it closes */
  requestClose() {
    if (!isAllowed(this, 'close')) return false;
    tell(this.options.webPreferences.preload ? 'close' : 'close-other');
    this.closed();
    return true;
  }
  closed() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    BrowserWindow.#all.delete(this);
    this.emit('closed');
    if (BrowserWindow.#all.size === 0) app.emit('window-all-closed');
  }
}
const current = () => BrowserWindow.getAllWindows()[0];
let hasFocus = true;
hear('focus', ({ on }) => void (hasFocus = on));
/** As the menu's entries for it do, which Electron carries out itself. */
hear('zoom', ({ level }) => current()?.webContents.setZoomLevel(level));
hear('close-window', () => current()?.requestClose());
hear('full-screen', ({ on }) => current()?.setFullScreen(on));
hear('navigated', () => {
  const { webContents } = current() ?? {};
  webContents?.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  webContents?.emit('did-navigate', new Preventable());
});
hear('loaded', () => current()?.webContents.emit('did-finish-load'));
hear('crashed', () => current()?.webContents.gone('crashed'));
hear('unresponsive', () => current()?.emit('unresponsive'));

/** Whether the page's own wish to go somewhere is granted. */
hear('navigation', ({ url }) => {
  const { webContents } = current();
  const granted = isAllowed(webContents, 'will-frame-navigate', { url, isMainFrame: true });
  return isAllowed(webContents, 'will-navigate', { url }) && granted;
});
hear('window-open', ({ url }) => current()?.webContents.openWindow(url).action);

const channels = new Map();
export const ipcMain = {
  handle: (channel, listener) => channels.set(channel, listener),
  on: (channel, listener) => channels.set(channel, listener),
};
const sender = () => {
  const { webContents } = current();
  return { sender: webContents, senderFrame: webContents.mainFrame };
};
hear('send', ({ channel, args }) => void channels.get(channel)?.(sender(), ...decode(args)));
hear('invoke', async ({ channel, args }) => {
  try {
    const value = await channels.get(channel)(sender(), ...decode(args));
    return { ok: true, value: encode(value) };
  } catch (error) {
    return { ok: false, value: `Error invoking remote method '${channel}': ${String(error)}` };
  }
});

let handler = null;
export const protocol = {
  registerSchemesAsPrivileged: nothing,
  handle: (_scheme, serve) => (handler = serve),
};
hear('serve', async ({ url, method }) => {
  const response = await handler(new Request(url, { method }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
});

export const dialog = {
  showErrorBox: (title, text) => tell('error-box', { title, text }),
  showOpenDialog: (_window, options) => answerTo('open', options),
  showSaveDialog: (_window, options) => answerTo('save', options),
  showMessageBox: (_window, options) => answerTo('message', options),
};
async function answerTo(type, options) {
  const { lasting = 0, ...answer } = await ask('dialog', { type, options });
  // After those who wait for the dialog have noted when it was closed.
  setImmediate(() => (ahead += lasting));
  return answer;
}

/** Menus as far as they are data: entries with ids, found again, switched and clicked. */
class StandInMenu {
  constructor(template) {
    this.items = template.map((item) => ({
      enabled: true,
      visible: true,
      ...item,
      submenu: Array.isArray(item.submenu) ? new StandInMenu(item.submenu) : undefined,
    }));
  }
  /** Shown where someone asked for it: the test sees its entries. */
  popup = () => {
    popup = this;
    tell('shown', { what: 'popup', entries: this.items.map(({ id, label }) => id ?? label) });
  };
  all = () => this.items.flatMap((item) => [item, ...(item.submenu?.all() ?? [])]);
  getMenuItemById = (id) => this.all().find((item) => item.id === id) ?? null;
}
let menu = null;
let popup = null;
export const Menu = {
  buildFromTemplate: (template) => new StandInMenu(template),
  setApplicationMenu: (next) => (menu = next),
  getApplicationMenu: () => menu,
};
const click = (item) => {
  if (!item?.enabled) return false;
  item.click?.(item, current());
  return true;
};
hear('menu', ({ item }) => click(menu?.getMenuItemById(item)));
hear('popup', ({ item }) => click(popup?.items.find(({ id, label }) => (id ?? label) === item)));
hear('context-menu', (params) =>
  current()?.webContents.emit('context-menu', new Preventable(), params),
);
hear('menu-label', ({ label }) => click(menu?.all().find((item) => item.label === label)));
hear('menu-labels', () => (menu?.items ?? []).map(labels));
const labels = ({ label, submenu }) =>
  [label, ...(submenu?.items ?? []).map(labels)].filter(Boolean).flat();
hear('menu-state', () =>
  Object.fromEntries(
    (menu?.all() ?? []).filter(({ id }) => id).map(({ id, enabled }) => [id, enabled]),
  ),
);
const named = { ' ': 'Space' };
hear('key', ({ key, ctrl, shift, alt }) => {
  const name = named[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const modifiers = [ctrl && 'CmdOrCtrl', alt && 'Alt', shift && 'Shift'].filter(Boolean);
  const accelerator = [...modifiers, name].join('+');
  click(menu?.all().find((item) => item.accelerator === accelerator));
});

class NativeTheme extends EventEmitter {
  #source = 'system';
  get themeSource() {
    return this.#source;
  }
  set themeSource(source) {
    this.#source = source;
    tell('theme', { source });
  }
  get shouldUseDarkColors() {
    return this.#source === 'system' ? dark : this.#source === 'dark';
  }
}
export const nativeTheme = new NativeTheme();

/** Displays beside one another, of these widths. */
let displays = displaysOf([2560]);
function displaysOf(widths) {
  const from = (at) => widths.slice(0, at).reduce((sum, width) => sum + width, 0);
  return widths.map((width, at) => ({
    id: at + 1,
    workArea: { x: from(at), y: 0, width, height: 1400 },
  }));
}
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => displays[0],
  getAllDisplays: () => displays,
  getDisplayMatching: ({ x }) =>
    displays.find(({ workArea }) => x >= workArea.x && x < workArea.x + workArea.width) ??
    displays[0],
});
hear('displays', ({ widths }) => {
  const fewer = widths.length < displays.length;
  displays = displaysOf(widths);
  screen.emit(fewer ? 'display-removed' : 'display-added', new Preventable());
});

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
    setDisplayMediaRequestHandler: nothing,
    setSpellCheckerEnabled: nothing,
  }),
};
export const shell = {
  showItemInFolder: (file) => tell('shown', { what: 'file', file }),
  openExternal: (url) => {
    tell('external', { url });
    return Promise.resolve();
  },
};

/** Pictures as far as their size goes. */
export const nativeImage = {
  createFromBuffer: (png) => ({
    width: png.readUInt32BE(16),
    resize: ({ width }) => ({ width }),
  }),
};

export const powerSaveBlocker = {
  start(kind) {
    tell('frame', { awake: kind });
    return 1;
  },
  stop: () => tell('frame', { awake: null }),
};

export class Notification extends EventEmitter {
  static isSupported = () => true;
  constructor(options) {
    super();
    this.options = options;
  }
  show() {
    tell('shown', { what: 'notice', ...this.options });
    hear('click-notice', () => void this.emit('click'));
  }
}

export class ClipboardItem {
  constructor(items) {
    this.items = items;
  }
}
export const clipboard = {
  async write([item]) {
    const [[type, blob]] = Object.entries(item.items);
    const bytes = Buffer.from(await blob.arrayBuffer()).toString('base64');
    tell('copied', { type, bytes });
  },
  writeText(text) {
    tell('copied', { type: 'text/plain', text });
    return Promise.resolve();
  },
};
