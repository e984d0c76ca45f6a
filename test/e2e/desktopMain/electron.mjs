// As much of the electron module as the built main needs to start and answer, on plain Node.
import { EventEmitter } from 'node:events';
import path from 'node:path';

const profile = process.env.PROFILE;
const nothing = () => undefined;
let becomeReady = nothing;
const whenReady = new Promise((resolve) => (becomeReady = resolve));

/** What the driver uses: how to go on, and what main registered or sent. */
export const recorded = { becomeReady, window: null, ipc: {}, serve: null, sent: [], copied: null };

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  getPath: (name) => path.join(profile, name),
  getVersion: () => '0.1.0',
  getLocale: () => 'en',
  getPreferredSystemLanguages: () => ['en-GB'],
  isReady: () => true,
  requestSingleInstanceLock: () => true,
  whenReady: () => whenReady,
  setAppUserModelId: nothing,
  quit: () => process.exit(0),
  exit: (status) => process.exit(status),
});

export class BrowserWindow extends EventEmitter {
  constructor(options) {
    super();
    this.options = options;
    this.webContents = Object.assign(new EventEmitter(), {
      id: 1,
      mainFrame: { origin: 'app://normscope', parent: null, detached: false },
      isCrashed: () => false,
      send: (_channel, event, payload) => recorded.sent.push([event, structuredClone(payload)]),
      setWindowOpenHandler: nothing,
    });
    recorded.window = this;
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL = (url) => Promise.resolve(url);
  setBackgroundColor = nothing;
  isDestroyed = () => false;
  isVisible = () => true;
  isMinimized = () => false;
  focus = nothing;
}

export class ClipboardItem {
  constructor(items) {
    this.items = items;
  }
}
export const clipboard = {
  write: async ([item]) => {
    recorded.copied = item.items['image/png'].type;
  },
  writeText: nothing,
};
export const dialog = {
  showErrorBox: (title, text) => console.error(title, text),
  showSaveDialog: (_window, { defaultPath }) =>
    Promise.resolve({ canceled: false, filePath: defaultPath }),
};
const on = (name, listener) => (recorded.ipc[name] = listener);
export const ipcMain = { handle: on, on };
export const Menu = { buildFromTemplate: (template) => template, setApplicationMenu: nothing };
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false });
export const protocol = {
  registerSchemesAsPrivileged: nothing,
  handle: (_scheme, handler) => (recorded.serve = handler),
};
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
    setDisplayMediaRequestHandler: nothing,
    setSpellCheckerEnabled: nothing,
  }),
};
export const shell = { openExternal: () => Promise.resolve() };
