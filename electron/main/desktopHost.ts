import { once } from 'node:events';
import path from 'node:path';
import { clipboard, ClipboardItem, type BrowserWindow } from 'electron';
import type { Language, Settings } from '../../core/settings.ts';
import type { HostEvents } from '../ipc/contract.ts';
import type { MenuCommand } from '../ipc/types.ts';
import type { Host, SaveRequest } from '../service/host.ts';
import { writeFileAtomic } from '../service/writeFileAtomic.ts';
import { askForTensors, askWhereToSave, type DialogTitle } from './dialogs.ts';
import { openExternal } from './externalLinks.ts';
import { HELP_PAGES } from '../service/helpPages.ts';
import type { Document } from './document.ts';
import { dragOut } from './dragOut.ts';
import { Folders } from './dialogs.ts';
import { systemLocale } from './language.ts';
import type { LongWork } from './longWork.ts';
import type { OneDialog } from './oneDialog.ts';
import type { RecentFiles } from './recentFiles.ts';
import type { SpeakerWindow } from './speakerWindow.ts';
import { sendEvent } from './sendEvent.ts';

export interface DesktopHostOptions {
  readonly window: () => BrowserWindow | null;
  readonly language: () => Language;
  /** File in which the folders of the last dialogs are remembered. */
  readonly folders: string;
  readonly dialogs: OneDialog;
  readonly document: Document;
  readonly recent: RecentFiles;
  readonly work: LongWork;
  readonly speaker: Pick<SpeakerWindow, 'show'>;
  readonly presenting: (on: boolean) => void;
  readonly settingsChanged: (settings: Settings) => void;
  readonly commandsApply: (commands: readonly MenuCommand[]) => void;
}

/** Asks by native dialogs, copies to the system's clipboard, writes where the user chose. */
export function createDesktopHost(options: DesktopHostOptions): Host {
  const { window, language, dialogs, document, recent, work, speaker } = options;
  const folders = new Folders(options.folders);

  async function ask(
    request: Omit<SaveRequest, 'bytes'>,
    title: DialogTitle = 'saveTitle',
  ): Promise<string | null> {
    const parent = window();
    if (!parent) return null;
    const from = folders.of('save');
    const file = await dialogs.ifFree(() =>
      askWhereToSave(parent, language(), { folder: from, title }, request),
    );
    if (file) folders.remember('save', path.dirname(file));
    return file;
  }

  return {
    kind: 'desktop',
    get locale() {
      return systemLocale();
    },
    async openFiles() {
      const parent = window();
      if (!parent) return [];
      const from = folders.of('open');
      const files = (await dialogs.ifFree(() => askForTensors(parent, language(), from))) ?? [];
      const [first] = files;
      if (first) folders.remember('open', path.dirname(first));
      return files;
    },
    async placeFor(request) {
      const file = await ask(request);
      if (!file) return null;
      return {
        path: file,
        done: () => Promise.resolve({ path: file }),
        dropped: () => Promise.resolve(),
      };
    },
    async saveFile(request) {
      const file = await ask(request);
      if (!file) return null;
      await writeFileAtomic(file, request.bytes);
      return { path: file };
    },
    async saveFiles(requests, stem) {
      const [first, ...others] = requests;
      const asked = first && (await ask(first));
      if (!asked) return null;
      await writeFileAtomic(asked, first.bytes);
      const chosen = asked.slice(0, asked.length - path.extname(asked).length);
      const base = chosen.replace(/-0*1$/, '');
      for (const { name, bytes } of others)
        await writeFileAtomic(`${base}${name.slice(stem.length)}`, bytes);
      return { path: asked };
    },
    async saveOver(file, { bytes }) {
      await writeFileAtomic(file, bytes);
      recent.add(file);
      return { path: file };
    },
    async saveDocument(request, as) {
      const file = (as ? null : document.path) ?? (await ask(request, 'save'));
      if (!file) return null;
      await writeFileAtomic(file, request.bytes);
      document.path = file;
      recent.add(file);
      return { path: file };
    },
    documentState: (state) => document.told(state),
    fileOpened(file, isDocument) {
      recent.add(file);
      if (isDocument) document.path = file;
    },
    async copyImage(png) {
      const picture = new Blob([new Uint8Array(png)], { type: 'image/png' });
      await clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    },
    copyText: (text) => clipboard.writeText(text),
    async dragImage(png, name) {
      const target = window();
      if (target) await dragOut(target.webContents, png, name);
    },
    recentFiles: () => recent.list(),
    async fullScreen(on) {
      const target = window();
      return target ? setFullScreen(target, on) : false;
    },
    speaker(key) {
      speaker.show(key);
      return Promise.resolve(true);
    },
    async print() {
      const target = window();
      if (target) await dialogs.ifFree(() => print(target));
    },
    async openHelp(page) {
      await openExternal(HELP_PAGES[page]);
    },
    emit(event, payload) {
      if (event === 'progress') work.report(payload as HostEvents['progress']);
      sendEvent(window(), event, payload);
    },
    presenting: options.presenting,
    settingsChanged: options.settingsChanged,
    commandsApply: options.commandsApply,
  };
}

/** Shows the system's dialog. Resolves when it is gone; the system itself says what went wrong with the printer. */
const print = ({ webContents }: BrowserWindow) =>
  new Promise<void>((resolve) => webContents.print({ printBackground: true }, () => resolve()));

/** Longer than the animation of any system. */
const PATIENCE_MILLISECONDS = 2000;

/** Enters or leaves full screen and waits for it. @returns the state that the window is in then */
async function setFullScreen(window: BrowserWindow, on: boolean): Promise<boolean> {
  if (window.isFullScreen() !== on) {
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const done = once(window, on ? 'enter-full-screen' : 'leave-full-screen', { signal });
    window.setFullScreen(on);
    await done.catch(() => undefined);
  }
  return !window.isDestroyed() && window.isFullScreen();
}
