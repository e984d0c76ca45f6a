import { beforeEach, expect, test, vi } from 'vitest';
import { Document } from '../../../electron/main/document.ts';
import { app, BrowserWindow, dialog, reset } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

let window: BrowserWindow;
let document: Document;
const save = vi.fn();

beforeEach(() => {
  reset();
  window = new BrowserWindow({});
  document = new Document({ language: () => 'ko', save });
  document.watch(window as never);
});

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
  document.path = '/a/work.normscope.json';
  document.edited = true;
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
  document.edited = true;
  choose(DISCARD);
  window.close();
  await vi.waitFor(() => expect(window.destroyed).toBe(true));

  const next = new BrowserWindow({});
  document.watch(next as never);
  document.edited = true;
  choose(DISCARD);
  app.emit('before-quit');
  next.close();
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
});

test('with saving it closes when the page has saved, and not when that was cancelled', async () => {
  document.edited = true;
  choose(SAVE);
  window.close();
  await vi.waitFor(() => expect(save).toHaveBeenCalledOnce());
  document.notSaved();
  document.edited = false;
  expect(window.destroyed).toBe(false);

  document.edited = true;
  choose(SAVE);
  window.close();
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(window.destroyed).toBe(false);
  document.edited = false;
  expect(window.destroyed).toBe(true);
});
