import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberOf, startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

/** Longer than a change waits until it is kept. */
const KEPT = 1200;

const go = (page: Page, tab: string) =>
  page.getByRole('button', { name: tab, exact: true }).click();
const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();
const timeline = (page: Page) => page.getByRole('slider', { name: 'Step through the layer' });
const values = (page: Page, name: string) =>
  page
    .getByLabel(name, { exact: true })
    .evaluateAll((found) => found.map((field) => (field as HTMLSelectElement).value));

async function restarted(page: Page): Promise<Page> {
  await page.waitForTimeout(KEPT);
  await page.context().close();
  return app.open({ keep: true });
}

async function exported(page: Page, item: string): Promise<string> {
  const { file } = await app.save(page, async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  });
  return file;
}

/** The notebook's channel 2: 8 values, σ² = 1.1125. */
const VARIANCE =
  'Add the 8 squared deviations of channel 2 and divide by n = 8, which is the biased variance: σ² = 1.1125.';

const openFile = (page: Page, file: string) =>
  app.pick(page, file, () => page.keyboard.press('Control+o'));

test('the step is in the JSON and the SVG report, and a report that is opened brings it back', async () => {
  let page = await app.open();
  await timeline(page).fill('5');
  await expect.poll(() => texts(page, '.caption p')).toContain(VARIANCE);
  const json = await exported(page, 'JSON');
  const report = JSON.parse(fs.readFileSync(json, 'utf8')) as {
    view: { step: number };
    step: { name: string; formula: string };
  };
  expect(report.view.step).toBe(5);
  expect(report.step.name).toBe('variance');
  // the notebook's σ² of channel 2
  expect(report.step.formula).toMatch(/ \/ 8 = 1\.1125$/);
  const svg = fs.readFileSync(await exported(page, 'SVG'), 'utf8');
  expect(svg.replace(/<[^>]*>/g, '')).toContain(VARIANCE);
  expect(svg).toContain('(x − μ)²');
  await page.context().close();

  page = await app.open();
  await page.keyboard.press('t');
  await openFile(page, json);
  await expect.poll(() => timeline(page).inputValue()).toBe('5');
  await expect.poll(() => texts(page, '.caption p')).toContain(VARIANCE);
  expect(await page.getByRole('radio', { name: 'train' }).isChecked()).toBe(true);
  await page.context().close();
});

test('the step is there again after a restart', async () => {
  const page = await app.open();
  await timeline(page).fill('7');
  const again = await restarted(page);
  await expect.poll(() => timeline(again).inputValue()).toBe('7');
  await expect
    .poll(() => texts(again, '.caption p'))
    .toContain(
      'Divide every deviation of channel 2 by 1.0548; 1.6918 becomes 1.6039. The 8 values now have mean 0 and variance 1.0000.',
    );
  await again.context().close();
});

test('Compare is there again after a restart: runs, scale, pinned cell, camera', async () => {
  const page = await app.open();
  await go(page, 'Compare');
  await page.getByRole('button', { name: 'Remove', exact: false }).first().click();
  await page.getByLabel('Layer', { exact: true }).first().selectOption('GroupNorm');
  await page.getByLabel('Mode', { exact: true }).last().selectOption('eval');
  await page.getByRole('switch').click();
  await page.getByLabel('C', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'Top' }).click();
  const state = async (one: Page) => ({
    layers: await values(one, 'Layer'),
    modes: await values(one, 'Mode'),
    locked: await one.getByRole('switch').getAttribute('aria-checked'),
    cell: await one.getByLabel('C', { exact: true }).inputValue(),
    top: await one.getByRole('button', { name: 'Top' }).getAttribute('aria-pressed'),
  });
  const before = await state(page);
  expect(before).toMatchObject({ locked: 'false', cell: '4', top: 'true' });
  expect(before.layers).toHaveLength(3);
  const again = await restarted(page);
  await expect.poll(() => state(again)).toEqual(before);
  await again.context().close();
});

test('Compare undoes and redoes its changes with the keys of Explore', async () => {
  const page = await app.open();
  await go(page, 'Compare');
  const layers = () => values(page, 'Layer');
  const first = await layers();
  await page.getByLabel('Layer', { exact: true }).first().selectOption('RMSNorm');
  await page.getByRole('switch').click();
  await page.getByRole('button', { name: 'Remove', exact: false }).last().click();
  const last = await layers();
  expect(last).toEqual(['RMSNorm', ...first.slice(1, -1)]);
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect.poll(layers).toEqual(['RMSNorm', ...first.slice(1)]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByRole('switch').getAttribute('aria-checked')).toBe('true');
  await page.keyboard.press('Control+z');
  await expect.poll(layers).toEqual(first);
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+Shift+z');
  await expect.poll(layers).toEqual(last);
  expect(await page.getByRole('switch').getAttribute('aria-checked')).toBe('false');
  await page.context().close();
});

test('training undoes what changes its numbers, and is there again after a restart', async () => {
  const page = await app.open();
  await go(page, 'Train & eval');
  const mean = async () =>
    numberOf((await page.locator('[data-running=mean]').textContent()) ?? '');
  const field = page.getByLabel('momentum', { exact: true });
  await page.getByRole('slider').fill('17');
  const before = await mean();
  await field.fill('0.5');
  await field.press('Enter');
  await expect.poll(mean).not.toBe(before);
  await page.getByText('4 + 4', { exact: true }).click();
  await page.getByRole('switch').click();
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByRole('switch').getAttribute('aria-checked')).toBe('false');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.getByRole('radio', { name: '2 + 6' }).isChecked()).toBe(true);
  await page.keyboard.press('Control+z');
  await expect.poll(mean).toBe(before);
  expect(await field.inputValue()).toBe('0.1');
  await page.keyboard.press('Control+y');
  await expect.poll(() => field.inputValue()).toBe('0.5');
  await page.getByText('Keras', { exact: true }).click();
  await page.getByText('C 2', { exact: true }).click();
  const kept = await mean();

  const again = await restarted(page);
  await again.locator('[data-running=mean]').waitFor();
  expect(await again.getByRole('slider').inputValue()).toBe('17');
  expect(await again.getByLabel('momentum', { exact: true }).inputValue()).toBe('0.5');
  expect(await again.getByRole('radio', { name: 'Keras' }).isChecked()).toBe(true);
  expect(await again.getByRole('radio', { name: 'C 2' }).isChecked()).toBe(true);
  expect(numberOf((await again.locator('[data-running=mean]').textContent()) ?? '')).toBe(kept);
  await again.context().close();
});

test('a comparison that was damaged on disk begins anew', async () => {
  const file = path.join(app.folder, 'settings', 'settings.json');
  const page = await app.open();
  await go(page, 'Compare');
  await page.waitForTimeout(KEPT);
  const settings = JSON.parse(fs.readFileSync(file, 'utf8')) as { session: string };
  const session = JSON.parse(settings.session) as { compare: { runs: object[] } };
  session.compare.runs = [{ layer: 'NoSuchNorm' }];
  await page.evaluate(
    (text) =>
      (
        window as unknown as {
          normscope: { call(name: string, argument: object): Promise<unknown> };
        }
      ).normscope.call('settings.set', { session: text }),
    JSON.stringify(session),
  );
  await page.context().close();
  const again = await app.open({ keep: true });
  await expect.poll(() => values(again, 'Layer')).toHaveLength(4);
  await again.context().close();
});

test('no error was left behind', () => {
  expect(app.troubles).toEqual([]);
});
