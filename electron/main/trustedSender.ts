import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { APP_ORIGIN } from './appOrigin.ts';

/** Whether a message comes from the main frame of the app's own page, in the app's own window. */
export function isTrustedSender(
  { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
  contents: WebContents | undefined,
): boolean {
  if (!contents || sender.id !== contents.id) return false;
  if (!senderFrame || senderFrame.detached || senderFrame.parent !== null) return false;
  return senderFrame.origin === APP_ORIGIN;
}
