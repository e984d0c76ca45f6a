// The desktop app: what is set up, in order.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { dispatch } from '../ipc/dispatch.ts';
import { createService } from '../service/service.ts';
import { AppWindow } from './appWindow.ts';
import { cloneable } from './cloneable.ts';
import { setUpCrashHandling } from './crashes.ts';
import { createDesktopHost } from './desktopHost.ts';
import { setUpIpc } from './ipc.ts';
import { setUpLifecycle } from './lifecycle.ts';
import { Log } from './log.ts';
import { setUpNavigation } from './navigation.ts';
import { fileArguments, OpenFiles, setUpOpenFileEvents, setUpSingleInstance } from './openFiles.ts';
import { setUpPermissions } from './permissions.ts';
import { registerAppScheme, serveBundle } from './protocol.ts';

const dist = new URL('../', import.meta.url);
const inDist = (name: string) => fileURLToPath(new URL(name, dist));
/** Where worker threads, kernels and fonts lie as real files: beside the archive of a packaged app. */
const unpacked = new URL(dist.href.replace('/app.asar/', '/app.asar.unpacked/'));
const profile = app.getPath('userData');
const log = new Log(path.join(app.getPath('logs'), 'main.log'));

const service = createService({
  version: app.getVersion(),
  dist: unpacked,
  settingsFolder: profile,
});
const files = new OpenFiles((paths) => void service.openPaths(host, paths));
const window = new AppWindow({
  files: {
    preload: inDist('preload/preload.cjs'),
    icon: inDist('icon.png'),
    state: path.join(profile, 'window.json'),
  },
  log,
  unloaded: () => files.setListening(false),
});
const host = createDesktopHost({
  window: window.current,
  language: window.language,
  folders: path.join(profile, 'folders.json'),
  settingsChanged: (settings) => window.apply(settings),
  commandsApply: (commands) => window.grey(commands),
});
const handlers = service.handlers(host);

/** Takes files while the app ends; not before it has begun. */
let keptForNextStart: (paths: readonly string[]) => boolean = () => false;

/** Shows files from outside: a second start, the Finder, the command line. */
function open(paths: readonly string[]): void {
  if (keptForNextStart(paths)) return;
  window.show();
  files.add(paths);
}

/** What needs a ready app. */
async function start(): Promise<void> {
  const settings = await service.settings.get();
  setUpPermissions();
  serveBundle(inDist('renderer'));
  setUpIpc({
    window: window.current,
    call: async (name, argument) =>
      cloneable(await dispatch(handlers, name, argument, (error) => log.add('call', error))),
    dropped: (paths) => files.add(paths),
    listening: () => {
      files.setListening(true);
      window.listens();
    },
  });
  keptForNextStart = setUpLifecycle({
    hasWindow: () => window.current() !== null,
    openWindow: () => window.show(),
    close: () => service.close(),
  });
  window.start(settings);
}

const fatal = setUpCrashHandling(log, window.language);
const named = fileArguments(process.argv, process.cwd(), process.defaultApp);

// Every page of a packaged app is sandboxed, whatever a window asks for.
if (app.isPackaged) app.enableSandbox();
if (process.platform === 'win32') app.setAppUserModelId('org.normscope.app');
if (setUpSingleInstance(named, open)) {
  registerAppScheme();
  setUpNavigation();
  setUpOpenFileEvents(open);
  files.add(named);
  app.whenReady().then(start).catch(fatal);
} else {
  app.quit();
}
