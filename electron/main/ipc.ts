import {
  ipcMain,
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type WebContents,
} from 'electron';
import { TRANSPORT } from '../ipc/electronTransport.ts';
import type { Reply } from '../ipc/types.ts';
import { APP_ORIGIN } from './appOrigin.ts';

export interface Ipc {
  /** The app's window while it is open. */
  readonly window: () => BrowserWindow | null;
  /** Checks name and argument against the contract, and answers; never rejects. */
  readonly call: (name: unknown, argument: unknown) => Promise<Reply<unknown>>;
  /** Files were dropped on the window: absolute paths. */
  readonly dropped: (paths: readonly string[]) => void;
  /** The window listens to `opened` events from now on. */
  readonly listening: () => void;
}

const REFUSED: Reply<never> = {
  ok: false,
  code: 'senderRefused',
  message: 'Only the window of the app may call it.',
  details: {},
};

const isPaths = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((path) => typeof path === 'string' && path !== '');

/** Carries the contract over Electron's IPC; every message is refused unless our own page sent it. */
export function setUpIpc({ window, call, dropped, listening }: Ipc): void {
  const trusts = (event: IpcMainEvent | IpcMainInvokeEvent) =>
    isTrustedSender(event, window()?.webContents);

  ipcMain.handle(TRANSPORT.call, (event, name: unknown, argument: unknown) =>
    trusts(event) ? call(name, argument) : REFUSED,
  );
  ipcMain.on(TRANSPORT.dropped, (event, paths: unknown) => {
    if (trusts(event) && isPaths(paths)) dropped(paths);
  });
  ipcMain.on(TRANSPORT.listening, (event) => {
    if (trusts(event)) listening();
  });
}

/** Whether a message comes from the main frame of the app's own page, in the app's own window. */
function isTrustedSender(
  { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
  contents: WebContents | undefined,
): boolean {
  if (!contents || sender.id !== contents.id) return false;
  if (!senderFrame || senderFrame.detached || senderFrame.parent !== null) return false;
  return senderFrame.origin === APP_ORIGIN;
}
