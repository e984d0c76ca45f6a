import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { startDesktopApp } from './app.ts';
import type { DesktopApp } from './desktopApp.ts';

// What a desktop program has beside its window, in the real main process over the stand-in for Electron.
/** The program answers in its own time. */
const PATIENCE = { timeout: 15_000 };
let app: DesktopApp;
let page: Page;
beforeAll(async () => {
  app = await startDesktopApp();
  page = await app.open();
});
afterAll(() => app.close());

const title = () => page.title();
const choose = (name: string) =>
  page.getByRole('group', { name: 'Mode' }).getByText(name, { exact: true }).click();

test('the work is saved as a report, saved again without asking, and the window says so', async () => {
  expect(await title()).toBe('Normscope');
  const file = path.join(app.folder, 'work.normscope.json');
  const asked = app.answer('save', () => ({ canceled: false, filePath: file }));
  await app.menu('save');
  expect((await asked).defaultPath).toMatch(/nlp-BatchNorm1d\.normscope\.json$/);
  await expect.poll(title, PATIENCE).toBe('work.normscope.json — Normscope');
  expect(app.frame).toMatchObject({ file, edited: false });
  expect(app.recent).toContain(file);

  await choose('eval');
  await expect.poll(title, PATIENCE).toBe('• work.normscope.json — Normscope');
  await expect.poll(() => app.frame['edited'], PATIENCE).toBe(true);
  const asking = app.dialogs.length;
  await page.keyboard.press('Control+s');
  await expect.poll(title, PATIENCE).toBe('work.normscope.json — Normscope');
  expect(app.dialogs.length).toBe(asking);
  expect(fs.readFileSync(file, 'utf8')).toMatch(/"mode":\s*"eval"/);
});

test('undo back to what was saved takes the mark away', async () => {
  await choose('train');
  await expect.poll(title, PATIENCE).toMatch(/^• /);
  await app.menu('undo');
  await expect.poll(title, PATIENCE).toMatch(/^work/);
});

test('Ctrl+Shift+S saves under another name, which the menu opens again', async () => {
  const other = path.join(app.folder, 'other.normscope.json');
  const asked = app.answer('save', () => ({ canceled: false, filePath: other }));
  await page.keyboard.press('Control+Shift+s');
  await asked;
  await expect.poll(title, PATIENCE).toBe('other.normscope.json — Normscope');
  await expect.poll(() => app.menuLabel('work.normscope.json'), PATIENCE).toBe(true);
  await expect.poll(title, PATIENCE).toBe('work.normscope.json — Normscope');
});

test('the slice is copied as numbers that a table reads', async () => {
  app.copied.length = 0;
  await app.menu('copy-values');
  await expect.poll(() => app.copied.length, PATIENCE).toBe(1);
  const rows = app.copied[0]?.text?.split('\n').map((line) => line.split('\t').map(Number));
  const shown = await page.getByRole('grid').getByRole('gridcell').count();
  expect(rows?.flat().length).toBe(shown);
  expect(rows?.flat().every(Number.isFinite)).toBe(true);
});

test('the native menu on the picture copies it', async () => {
  app.contextMenu({ isEditable: false, selectionText: '', mediaType: 'canvas', editFlags: {} });
  await expect
    .poll(() => app.shown.at(-1)?.['entries'], PATIENCE)
    .toEqual(['copy-image', 'copy-values', 'export-png', 'export-svg']);
  app.copied.length = 0;
  expect(await app.popup('copy-image')).toBe(true);
  await expect
    .poll(() => app.copied.map(({ type }) => type), { timeout: 30_000 })
    .toEqual(['image/png']);
});

test('the picture is dragged out of the window as a PNG', async () => {
  const export_ = page.getByRole('button', { name: 'Export', exact: true });
  await export_.locator('xpath=..').dispatchEvent('dragstart');
  const dragged = () => app.shown.find(({ what }) => what === 'drag');
  await expect.poll(dragged, { timeout: 30_000 }).toMatchObject({ name: 'nlp-BatchNorm1d.png' });
  const bytes = Buffer.from(String(dragged()?.['bytes']), 'base64');
  // The signature of every PNG file.
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
});

test('a recent file is opened from the screen, and no other path by its call', async () => {
  await page.getByRole('button', { name: 'Recent files' }).click();
  await page.getByRole('menuitem', { name: 'other.normscope.json' }).click();
  await expect.poll(title, PATIENCE).toBe('other.normscope.json — Normscope');
  const opened = await page.evaluate(() =>
    (window as unknown as { normscope: NormscopeApi }).normscope.call(
      'files.openRecent',
      '/etc/passwd',
    ),
  );
  expect(opened).toEqual({ ok: true, value: false });
  await page.getByRole('button', { name: 'Recent files' }).click();
  await page.getByRole('menuitem', { name: 'work.normscope.json' }).click();
  await expect.poll(title, PATIENCE).toBe('work.normscope.json — Normscope');
});

test('what is printed is the picture of the screen, on one page', async () => {
  await app.menu('print');
  await expect.poll(() => app.printed !== null, { timeout: 30_000 }).toBe(true);
  const pdf = app.printed?.toString('latin1') ?? '';
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBe(1);
  // Landscape, whatever the paper: wider than high.
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  expect(Number(width)).toBeGreaterThan(Number(height));
  await expect.poll(() => page.locator('[data-sheet]').count()).toBe(0);
});

test('a projector stays on while it presents; the log is in the menu', async () => {
  await app.menu('present');
  await expect.poll(() => app.frame['awake'], PATIENCE).toBe('prevent-display-sleep');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F5');
  await expect.poll(() => app.frame['awake'], PATIENCE).toBe(null);
  await app.menu('log');
  await expect.poll(() => app.shown.map(({ what }) => what), PATIENCE).toContain('file');
});

test('About shows the licences of what is in the program', async () => {
  await app.menu('about');
  await page.getByText('Licences of what is in it').click();
  const text = await page.getByRole('region', { name: 'Licences of what is in it' }).textContent();
  for (const name of ['svelte', 'katex', 'pretendard', '@napi-rs/canvas'])
    expect(text).toContain(name);
  await page.keyboard.press('Escape');
});

test('unsaved changes are asked about before the window closes, and saved', async () => {
  await choose('eval');
  await choose('train');
  await expect.poll(() => app.frame['edited'], PATIENCE).toBe(true);
  const kept = app.answer('message', () => ({ response: 2 }));
  app.requestClose();
  expect((await kept).buttons).toEqual(['Save', "Don't save", 'Cancel']);
  expect(page.isClosed()).toBe(false);

  const questions = () => app.dialogs.filter(({ type }) => type === 'message').length;
  void app.answer('message', () => ({ response: 0 }));
  // Ignored until the first answer has arrived.
  await expect
    .poll(() => {
      app.requestClose();
      return questions();
    })
    .toBe(2);
  expect(await app.ended).toBe(0);
  const file = path.join(app.folder, 'work.normscope.json');
  expect(fs.readFileSync(file, 'utf8')).toMatch(/"mode":\s*"train"/);
});
