import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startDesktopApp } from './app.ts';
import type { DesktopApp } from './desktopApp.ts';

// What the desktop's shell does around the page: menu, full screen, dialogs, hanging, closing.
let app: DesktopApp;
let page: Page;
beforeAll(async () => {
  app = await startDesktopApp();
});
afterAll(async () => {
  await app?.close();
});
beforeEach(async () => {
  page = await app.open();
});
afterEach(() => {
  expect(app.troubles).toEqual([]);
});

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });
const go = (tab: string) => page.getByRole('button', { name: tab, exact: true }).click();
const saves = () => app.dialogs.filter(({ type }) => type === 'save').length;

test('a change of screen just before the window closes is there at the next start', async () => {
  await go('Compare');
  await app.closeWindow(page);
  page = await app.open({ keep: true });
  await page.getByLabel('Layer', { exact: true }).first().waitFor();
});

test('undo of the menu and of the keyboard is that of the field in which a number is half typed', async () => {
  const mode = page.getByRole('radio', { name: 'eval' });
  await page.keyboard.press('t');
  await eventually(() => mode.isChecked()).toBe(true);
  const eps = page.getByRole('textbox', { name: 'eps' });
  await eps.click();
  await page.keyboard.press('End');
  await page.keyboard.type('0');
  expect(await eps.inputValue()).toBe('1e-50');
  await app.menu('undo');
  await eventually(() => eps.inputValue()).toBe('1e-5');
  expect(await mode.isChecked()).toBe(true);
  // Nor is it in a field that is untouched. Chromium undoes after the key was heard, so nothing may be typed after it.
  const momentum = page.getByRole('textbox', { name: 'momentum' });
  await momentum.click();
  await page.keyboard.press('Control+z');
  expect(await mode.isChecked()).toBe(true);
  // Elsewhere it is the program's, which takes back what was typed and then the mode.
  await momentum.blur();
  await eventually(async () => {
    await app.menu('undo');
    return mode.isChecked();
  }).toBe(false);
});

test('on the other screens what is about the cube of Explore is greyed, and its keys do nothing', async () => {
  await go('Compare');
  await eventually(async () => (await app.menuState())['export-npy']).toBe(false);
  expect(await app.menuState()).toMatchObject({
    open: true,
    undo: true,
    present: true,
    about: true,
    'export-png': true,
    'export-json': true,
    'export-npy': false,
    'view-top': false,
    'view-reset': false,
  });
  const before = saves();
  for (const keys of ['Control+Shift+s', 'Control+2', 'Control+Shift+r'])
    await page.keyboard.press(keys);
  await page.waitForTimeout(500);
  expect(saves()).toBe(before);
  await go('Explore');
  await eventually(async () => (await app.menuState())['export-npy']).toBe(true);
});

test('leaving full screen by the system brings the panels back', async () => {
  await page.keyboard.press('F5');
  await eventually(() => page.locator('aside').count()).toBe(0);
  app.fullScreen(false);
  await eventually(() => page.locator('aside').count()).toBe(2);
});

test('formulas are drawn under the policy that lets no string become markup', async () => {
  await page.getByRole('slider', { name: 'Step through the layer' }).fill('5');
  await page.locator('.formula .katex').first().waitFor();
});

test('beneath a dialog of the page nothing acts, and a second one does not open', async () => {
  await app.menu('about');
  await page.getByRole('dialog').waitFor();
  await eventually(async () => (await app.menuState())['shortcuts']).toBe(false);
  await page.keyboard.press('F5');
  await page.keyboard.press('Control+e');
  await page.waitForTimeout(300);
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(await page.locator('aside').count()).toBe(2);
  await page.keyboard.press('Escape');
  await eventually(() => page.getByRole('dialog').count()).toBe(0);
});

test('a window that hangs is loaded again in a new page after its process has ended', async () => {
  const asked = app.answer('message', () => ({ response: 0 }));
  app.unresponsive();
  expect((await asked).buttons).toEqual(['Reload', 'Wait']);
  await eventually(() => app.page !== page).toBe(true);
  page = app.page;
  await page.locator('canvas').first().waitFor();
  expect(app.dialogs.filter(({ type }) => type === 'message').length).toBe(1);
});
