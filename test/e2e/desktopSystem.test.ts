import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { startDesktopApp } from './app.ts';
import type { DesktopApp } from './desktopApp.ts';

// What the system around the window sees of the program, and what happens to it: in the real main process over the
// stand-in for Electron.
let app: DesktopApp;
beforeAll(async () => {
  app = await startDesktopApp();
});
afterAll(() => app.close());
afterEach(() => expect(app.troubles).toEqual([]));

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });
const ONE = inRoot('test/fixtures/npy/one.npy');
const choose = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Mode' }).getByText(name, { exact: true }).click();
const questions = () => app.dialogs.filter(({ type }) => type === 'message').length;
const notices = () => app.shown.filter(({ what }) => what === 'notice');

test('opened files are in the dock and the jump list, work shows there how far it is, and its end is told of unseen', async () => {
  const page = await app.open({ files: [ONE] });
  await eventually(() => app.recent).toContain(ONE);

  app.focus(false);
  const file = inRoot('test/fixtures/npy/big-f4.npy');
  // Reading it takes 20 seconds, by the clock.
  void app.answer('open', () => ({ canceled: false, filePaths: [file], lasting: 20_000 }));
  await app.menu('open');
  await eventually(notices).toEqual([
    expect.objectContaining({ title: 'Normscope', body: 'The computation has ended.' }),
  ]);
  app.clickNotice();
  await eventually(() => app.frame['focused']).toBe(true);

  await app.save(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: /GIF/ }).click();
  });
  expect(app.progress.some((done) => done > 0 && done < 1)).toBe(true);
  await eventually(() => app.progress.at(-1)).toBe(-1);
  // Whoever looks at the window is not told.
  expect(notices()).toHaveLength(1);

  expect(await app.menuLabel('Clear list')).toBe(true);
  await eventually(() => app.recent.at(-1)).toBe(null);
});

test('a dense display is drawn for, zoom is there at the next start, and a dark start shows no white', async () => {
  const page = await app.open({ density: 2, colorScheme: 'dark' });
  // The window's own colour, until the page has painted: the dark theme's.
  expect(app.frame['background']).toBe('#15161b');
  const canvas = page.locator('canvas').first();
  await eventually(() =>
    canvas.evaluate((node: HTMLCanvasElement) => node.width / node.getBoundingClientRect().width),
  ).toBeCloseTo(2, 1);
  app.zoom(1.5);
  await eventually(() => app.frame['zoom']).toBe(1.5);
  await app.closeWindow(page);
  app.frame['zoom'] = null;
  await app.open({ keep: true });
  await eventually(() => app.frame['zoom']).toBe(1.5);
});

test('the speaker’s window comes on the other display, and back when that is unplugged', async () => {
  const page = await app.open({ width: 1280, height: 720 });
  app.displays(2560, 1280);
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-lesson=paddingLeak]').click();
  await page.locator('[data-question=paddingLeak]').waitFor();
  await page.keyboard.press('F5');
  await page.locator('[data-scene] [data-reveal]').first().waitFor();
  await page.keyboard.press('s');
  await eventually(() => app.others.length).toBe(1);
  const [speaker] = app.others;
  expect(speaker?.bounds).toMatchObject({ x: 2650, width: 1100 }); // 2560 + (1280 − 1100) / 2
  await speaker?.page.locator('[data-speaker]').waitFor();
  app.displays(2560);
  await eventually(() => (app.frame['bounds'] as { x: number }).x).toBeLessThan(2560);
});

test('changes are saved from any screen as the window closes, after the dialog that was open; a start meanwhile is not lost', async () => {
  const page = await app.open();
  await choose(page, 'eval');
  let answer: (chosen: object) => void = () => undefined;
  const file = path.join(app.folder, 'kept.normscope.json');
  const first = app.answer('save', () => ({ canceled: false, filePath: file }));
  await app.menu('save');
  await first;
  await eventually(() => page.title()).toMatch(/^kept/);
  await choose(page, 'train');
  await eventually(() => app.frame['edited']).toBe(true);

  const asked = app.answer('save', () => new Promise((resolve) => (answer = resolve)));
  await app.menu('save-as');
  await asked;
  const before = questions();
  app.requestClose();
  await app.menuState();
  expect(questions()).toBe(before);
  answer({ canceled: true });

  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await eventually(async () => (await app.menuState())['save']).toBe(false);
  void app.answer('message', () => ({ response: 0 }));
  await eventually(() => {
    if (questions() === before) app.requestClose();
    return questions();
  }).toBe(before + 1);
  expect(await app.ended).toBe(0);
  expect(fs.readFileSync(file, 'utf8')).toMatch(/"mode":\s*"train"/);

  await app.open();
  app.quitAndStart([ONE]);
  expect(await app.ended).toBe(0);
  expect(app.relaunched?.at(-1)).toBe(ONE);
});

test('after a crash the page comes again; damaged files of the profile and a kill lose nothing but themselves', async () => {
  let page = await app.open();
  void app.answer('message', () => ({ response: 0 }));
  await app.crash();
  await eventually(() => app.page !== page).toBe(true);
  page = app.page;
  await page.locator('canvas').first().waitFor();

  const settings = path.join(app.folder, 'settings');
  await app.kill();
  for (const name of ['settings.json', 'window.json', 'recent.json', 'folders.json'])
    fs.writeFileSync(path.join(settings, name), '{"theme": "da');
  page = await app.open({ keep: true, first: true });
  expect(await page.locator('[data-overview], canvas').count()).toBeGreaterThan(0);
  // As the window tells where it is, a setting is changed and kept, beside what could not be read.
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await app.closeWindow(page);
  expect(JSON.parse(fs.readFileSync(path.join(settings, 'settings.json'), 'utf8'))).toHaveProperty(
    'session',
  );
  expect(fs.readFileSync(path.join(settings, 'settings.broken.json'), 'utf8')).toContain('"da');
});
