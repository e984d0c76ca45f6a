import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

// Stands in for the electron module: records calls, and lets a test emit what Electron would.
// What is not here does not exist: a call of anything else fails the test.

export class FakeEvent {
  defaultPrevented = false;
  constructor(fields: object = {}) {
    Object.assign(this, fields);
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

let lastId = 0;

export class FakeWebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly mainFrame = {
    origin: 'app://normscope',
    parent: null as unknown,
    detached: false,
  };
  readonly send = vi.fn();
  readonly reload = vi.fn();
  readonly forcefullyCrashRenderer = vi.fn();
  readonly isCrashed = vi.fn(() => false);
  readonly getURL = vi.fn(() => 'app://normscope/index.html');
  zoom = 0;
  readonly getZoomLevel = vi.fn(() => this.zoom);
  readonly setZoomLevel = vi.fn((level: number) => void (this.zoom = level));
  readonly print = vi.fn<(options: object, over: () => void) => void>();
  readonly startDrag = vi.fn();
  readonly setWindowOpenHandler = vi.fn<(handler: WindowOpenHandler) => void>();
}

type WindowOpenHandler = (details: { url: string }) => { action: string };

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static readonly getAllWindows = () => BrowserWindow.all.filter((one) => !one.destroyed);
  readonly webContents = new FakeWebContents();
  readonly options: Record<string, unknown>;
  destroyed = false;
  visible = false;
  minimised = false;
  maximised = false;
  fullScreen = false;
  bounds = { x: 0, y: 0, width: 0, height: 0 };
  readonly loadURL = vi.fn((_url: string) => Promise.resolve());
  readonly focus = vi.fn();
  readonly setBackgroundColor = vi.fn();
  readonly setDocumentEdited = vi.fn();
  readonly setRepresentedFilename = vi.fn();
  readonly setProgressBar = vi.fn();
  readonly removeMenu = vi.fn();
  readonly setBounds = vi.fn();
  getBounds = () => this.bounds;
  focused = true;
  isFocused = () => this.focused;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', new FakeEvent(), this.webContents);
  }
  isDestroyed = () => this.destroyed;
  isVisible = () => this.visible;
  show = vi.fn(() => void (this.visible = true));
  isMinimized = () => this.minimised;
  restore = vi.fn(() => void (this.minimised = false));
  isMaximized = () => this.maximised;
  maximize = vi.fn(() => void (this.maximised = true));
  isFullScreen = () => this.fullScreen;
  setFullScreen = vi.fn((flag: boolean) => void (this.fullScreen = flag));
  getNormalBounds = () => this.bounds;
  close = vi.fn(() => {
    const event = new FakeEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.destroyed = true;
    this.emit('closed');
  });
}

class FakeApp extends EventEmitter {
  isPackaged = true;
  lockIsFree = true;
  paths: Record<string, string> = {};
  locale = 'en-GB';
  #ready!: () => void;
  #whenReady!: Promise<void>;
  isReady = vi.fn(() => false);
  quit = vi.fn();
  exit = vi.fn();
  getVersion = vi.fn(() => '1.2.3');
  getLocale = vi.fn(() => this.locale);
  getPreferredSystemLanguages = vi.fn(() => [this.locale]);
  getPath = vi.fn((name: string) => this.paths[name] ?? `/profile/${name}`);
  setAppUserModelId = vi.fn();
  enableSandbox = vi.fn();
  relaunch = vi.fn();
  addRecentDocument = vi.fn();
  clearRecentDocuments = vi.fn();
  requestSingleInstanceLock = vi.fn((_data?: unknown) => this.lockIsFree);
  whenReady = vi.fn(() => this.#whenReady);

  constructor() {
    super();
    this.reset();
  }
  reset(): void {
    this.removeAllListeners();
    this.isPackaged = true;
    this.lockIsFree = true;
    this.paths = {};
    this.locale = 'en-GB';
    this.#whenReady = new Promise((resolve) => (this.#ready = resolve));
  }
  /** What Electron does when it has started. */
  async becomeReady(): Promise<void> {
    this.isReady.mockReturnValue(true);
    this.#ready();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
export const app = new FakeApp();

export type SchemeHandler = (request: Request) => Promise<Response>;
export const protocol = {
  registerSchemesAsPrivileged: vi.fn(),
  handle: vi.fn<(scheme: string, handler: SchemeHandler) => void>(),
};

export class FakeSession extends EventEmitter {
  readonly setPermissionRequestHandler = vi.fn();
  readonly setPermissionCheckHandler = vi.fn();
  readonly setDevicePermissionHandler = vi.fn();
  readonly setDisplayMediaRequestHandler = vi.fn();
  readonly setSpellCheckerEnabled = vi.fn();
}
export const session = { defaultSession: new FakeSession() };

type IpcListener = (event: unknown, ...args: unknown[]) => unknown;
export const ipcMain = {
  handlers: new Map<string, IpcListener>(),
  listeners: new Map<string, IpcListener>(),
  handle: vi.fn((name: string, listener: IpcListener) => {
    ipcMain.handlers.set(name, listener);
  }),
  on: vi.fn((name: string, listener: IpcListener) => {
    ipcMain.listeners.set(name, listener);
  }),
};

export const dialog = {
  showErrorBox: vi.fn(),
  showMessageBox: vi.fn(() => Promise.resolve({ response: 0, checkboxChecked: false })),
  showOpenDialog: vi.fn(() => Promise.resolve({ canceled: true, filePaths: [] as string[] })),
  showSaveDialog: vi.fn(() => Promise.resolve({ canceled: true, filePath: '' })),
};

export interface FakeMenuItem {
  readonly id?: string;
  readonly role?: string;
  readonly type?: string;
  readonly label?: string;
  readonly toolTip?: string;
  readonly accelerator?: string;
  enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly FakeMenuItem[];
}
const entries = (template: readonly FakeMenuItem[]): readonly FakeMenuItem[] =>
  template.flatMap((item) => [item, ...entries(item.submenu ?? [])]);
export const Menu = {
  buildFromTemplate: vi.fn((template: readonly FakeMenuItem[]) => ({
    template,
    popup: vi.fn(),
    getMenuItemById: (id: string) => entries(template).find((item) => item.id === id) ?? null,
  })),
  setApplicationMenu: vi.fn<(menu: { template: readonly FakeMenuItem[] }) => void>(),
};

class FakeNativeTheme extends EventEmitter {
  themeSource = 'system';
  shouldUseDarkColors = false;
}
export const nativeTheme = new FakeNativeTheme();

export const display = (id: number, x: number, width: number, height: number) => ({
  id,
  workArea: { x, y: 0, width, height },
});
const screenEvents = new EventEmitter();
export const screen = {
  displays: [display(1, 0, 1920, 1040)],
  getPrimaryDisplay: () => screen.displays[0],
  getAllDisplays: () => [...screen.displays].reverse(),
  /** The display on which the middle of the bounds lies. */
  getDisplayMatching: ({ x, width }: { x: number; width: number }) =>
    screen.displays.find(
      ({ workArea }) => x + width / 2 >= workArea.x && x + width / 2 < workArea.x + workArea.width,
    ) ?? screen.displays[0],
  on: vi.fn((name: string, listener: () => void) => void screenEvents.on(name, listener)),
  off: vi.fn((name: string, listener: () => void) => void screenEvents.off(name, listener)),
  emit: (name: string) => screenEvents.emit(name),
};

export const shell = {
  openExternal: vi.fn((_url: string) => Promise.resolve()),
  showItemInFolder: vi.fn(),
};

export const nativeImage = {
  createFromBuffer: vi.fn((bytes: Buffer) => ({
    resize: ({ width }: { width: number }) => ({ width, bytes: [...bytes] }),
  })),
};

export const powerSaveBlocker = { start: vi.fn(() => 7), stop: vi.fn() };

export class Notification extends EventEmitter {
  static readonly all: Notification[] = [];
  static readonly isSupported = () => true;
  readonly options: { title: string; body: string };
  readonly show = vi.fn();
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
    Notification.all.push(this);
  }
}

export class ClipboardItem {
  readonly items: Record<string, unknown>;
  constructor(items: Record<string, unknown>) {
    this.items = items;
  }
}
export const clipboard = {
  writeText: vi.fn((_text: string) => Promise.resolve()),
  write: vi.fn((_items: readonly ClipboardItem[]) => Promise.resolve()),
};

export const contextBridge = { exposeInMainWorld: vi.fn() };
export const ipcRenderer = {
  invoke: vi.fn((_channel: string, ..._args: unknown[]) => Promise.resolve<unknown>(undefined)),
  send: vi.fn(),
  on: vi.fn<(channel: string, listener: IpcListener) => void>(),
};
export const webUtils = { getPathForFile: vi.fn((_file: File) => '') };

/** Forgets every call and listener; for beforeEach. */
export function reset(): void {
  vi.clearAllMocks();
  app.reset();
  app.isReady.mockReturnValue(false);
  BrowserWindow.all.length = 0;
  Notification.all.length = 0;
  ipcMain.handlers.clear();
  ipcMain.listeners.clear();
  session.defaultSession.removeAllListeners();
  nativeTheme.removeAllListeners();
  nativeTheme.themeSource = 'system';
  nativeTheme.shouldUseDarkColors = false;
  screen.displays = [display(1, 0, 1920, 1040)];
  screenEvents.removeAllListeners();
}
