// The desktop app: what is set up, in order.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { SettingsStore } from '../service/settings.ts';
import { AppWindow } from './appWindow.ts';
import type { Backend } from './backend.ts';
import { setUpCrashHandling } from './crashes.ts';
import { Document } from './document.ts';
import { setUpIpc } from './ipc.ts';
import { setUpLifecycle } from './lifecycle.ts';
import { Log } from './log.ts';
import { LongWork } from './longWork.ts';
import { OneDialog } from './oneDialog.ts';
import { setUpNavigation } from './navigation.ts';
import { fileArguments, OpenFiles, setUpOpenFileEvents, setUpSingleInstance } from './openFiles.ts';
import { RecentFiles } from './recentFiles.ts';
import { setUpPermissions } from './permissions.ts';
import { sendEvent } from './sendEvent.ts';
import { SpeakerWindow } from './speakerWindow.ts';
import { registerAppScheme, serveBundle } from './protocol.ts';

const dist = new URL('../', import.meta.url);
const inDist = (name: string) => fileURLToPath(new URL(name, dist));
/** Where worker threads, kernels and fonts lie as real files: beside the archive of a packaged app. */
const unpacked = new URL(dist.href.replace('/app.asar/', '/app.asar.unpacked/'));
const profile = app.getPath('userData');
const log = new Log(path.join(app.getPath('logs'), 'main.log'));

const dialogs = new OneDialog();
const settings = new SettingsStore(profile);
let started: Promise<Backend> | null = null;
const files = new OpenFiles((paths) => void backend().then((it) => it.openPaths(paths)));
const recent = new RecentFiles(path.join(profile, 'recent.json'), () => {
  window.makeMenu();
  sendEvent(window.current(), 'recent', recent.list());
});
const window = new AppWindow({
  files: {
    preload: inDist('preload/preload.cjs'),
    icon: inDist('icon.png'),
    state: path.join(profile, 'window.json'),
  },
  log,
  dialogs,
  recent: () => recent.list(),
  openRecent: (file) => open([file]),
  clearRecent: () => recent.clear(),
  showLog: () => log.show(),
  opened: (opened) => document.watch(opened),
  unloaded: () => files.setListening(false),
});

const document = new Document({
  language: window.language,
  dialogs,
  save: () => sendEvent(window.current(), 'saveDocument', true),
});
const speaker = new SpeakerWindow(path.join(profile, 'speaker.json'), window.current);
const work = new LongWork({
  window: window.current,
  language: window.language,
  dialogs,
  show: () => window.show(),
});

/** What answers the window, from the first time that it is needed. */
function backend(): Promise<Backend> {
  started ??= import('./backend.ts').then(({ createBackend }) =>
    createBackend({
      version: app.getVersion(),
      dist: unpacked,
      settings,
      log,
      window: window.current,
      language: window.language,
      dialogs,
      document,
      recent,
      work,
      speaker,
      folders: path.join(profile, 'folders.json'),
      presenting: (on) => window.stayAwake(on),
      settingsChanged: (changed) => window.apply(changed),
      commandsApply: (commands) => window.grey(commands),
    }),
  );
  return started;
}

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
  const current = await settings.get();
  setUpPermissions();
  serveBundle(inDist('renderer'));
  setUpIpc({
    window: window.current,
    call: async (name, argument) => (await backend()).call(name, argument),
    dropped: (paths) => files.add(paths),
    listening: () => {
      files.setListening(true);
      window.listens();
    },
  });
  keptForNextStart = setUpLifecycle({
    hasWindow: () => window.current() !== null,
    openWindow: () => window.show(),
    close: async () => (await started)?.close(),
  });
  window.start(current);
  await backend();
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
