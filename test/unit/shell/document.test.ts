import { beforeEach, expect, test, vi } from 'vitest';
import { Document } from '../../../electron/main/document.ts';
import { OneDialog } from '../../../electron/main/oneDialog.ts';
import { app, BrowserWindow, dialog, reset } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

let window: BrowserWindow;
let document: Document;
let dialogs: OneDialog;
const save = vi.fn();

beforeEach(() => {
  reset();
  window = new BrowserWindow({});
  dialogs = new OneDialog();
  document = new Document({ language: () => 'ko', dialogs, save });
  document.watch(window as never);
});

/** Lets pending promises run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
/** What the page tells of its work. */
const told = (edited: boolean, name = 'work.normscope.json') =>
  document.told({ edited, kept: true, name });
/** What is chosen in the question. */
const choose = (response: number) =>
  dialog.showMessageBox.mockResolvedValueOnce({ response, checkboxChecked: false });
const [SAVE, DISCARD, CANCEL] = [0, 1, 2];

test('a window without changes closes unasked', () => {
  window.close();
  expect(window.destroyed).toBe(true);
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
});

test('changes are asked about, once, in the language and by the name of the document', async () => {
  choose(CANCEL);
  told(true);
  expect(window.setDocumentEdited).toHaveBeenLastCalledWith(true);
  window.close();
  window.close();
  expect(dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
    window,
    expect.objectContaining({
      message: 'work.normscope.json의 변경 사항을 저장할까요?',
      buttons: ['저장', '저장 안 함', '취소'],
    }),
  );
  await vi.waitFor(() => expect(window.destroyed).toBe(false));
});

test('without saving it closes, and the whole app where that was meant', async () => {
  told(true);
  choose(DISCARD);
  window.close();
  await vi.waitFor(() => expect(window.destroyed).toBe(true));

  const next = new BrowserWindow({});
  document.watch(next as never);
  told(true);
  choose(DISCARD);
  app.emit('before-quit');
  next.close();
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
});

test('with saving it closes when the page has saved, and not when that was cancelled', async () => {
  told(true);
  choose(SAVE);
  window.close();
  await vi.waitFor(() => expect(save).toHaveBeenCalledOnce());
  document.notSaved();
  told(false);
  expect(window.destroyed).toBe(false);

  told(true);
  choose(SAVE);
  window.close();
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(window.destroyed).toBe(false);
  told(false);
  expect(window.destroyed).toBe(true);
});

test('what is asked about is called as the page calls it, and by no other file', async () => {
  document.path = '/a/work.normscope.json';
  document.told({ edited: true, kept: false, name: 'a $& b.npy' });
  expect(window.setRepresentedFilename).toHaveBeenLastCalledWith('');
  choose(CANCEL);
  window.close();
  expect(dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
    window,
    expect.objectContaining({ message: 'a $& b.npy의 변경 사항을 저장할까요?' }),
  );
  await settle();
  told(true);
  expect(window.setRepresentedFilename).toHaveBeenLastCalledWith('/a/work.normscope.json');
  choose(CANCEL);
  document.told({ edited: true, kept: false, name: '' });
  window.close();
  expect(dialog.showMessageBox).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ message: '제목 없음의 변경 사항을 저장할까요?' }),
  );
});

test('the question does not stand on another dialog: the window stays until that is closed', async () => {
  told(true);
  let answer = (_: string) => {};
  const other = dialogs.ifFree(() => new Promise<string>((resolve) => (answer = resolve)));
  app.emit('before-quit');
  window.close();
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
  expect(window.destroyed).toBe(false);
  answer('chosen');
  expect(await other).toBe('chosen');
  await settle();
  choose(DISCARD);
  window.close();
  // It is the window that closes: the end of the program was given up with the first question.
  await vi.waitFor(() => expect(window.destroyed).toBe(true));
  expect(app.quit).not.toHaveBeenCalled();
});
