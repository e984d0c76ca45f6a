import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { LESSONS } from '../../core/lessons/lessons.ts';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';
import { hardCoded } from './hardCoded.ts';

let app: TestApp;
let page: Page;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  page = await app.open({ locale: 'en-XA', width: 1600, height: 1000 });
});
afterEach(() => page.context().close());
afterAll(async () => {
  await app?.close();
});

const tab = (number: number) => page.locator('nav button').nth(number).click();

test('the messages are marked in the pseudo-language', async () => {
  expect(await page.locator('nav button').nth(1).textContent()).toContain('⟦Explore⟧');
});

test('Explore has no text that is not translated', async () => {
  expect(await hardCoded(page)).toEqual([]);
});

test('no step of the stage has one', async () => {
  for (let step = 0; step < 11; step++) {
    await page.keyboard.press('.');
    expect(await hardCoded(page), `step ${step}`).toEqual([]);
  }
});

test.each(['⟦Export⟧', '⟦Appearance and language⟧', '⟦Try⟧'])(
  'the menu %s has none',
  async (name) => {
    await page.getByRole('button', { name }).first().click();
    expect(await hardCoded(page)).toEqual([]);
  },
);

test('the keys and what the program says of itself have none', async () => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  expect(await hardCoded(page)).toEqual([]);
});

test.each(['⟦Padding leak⟧', '⟦Batch of one⟧', '⟦Large offset⟧', '⟦Role swap⟧'])(
  'the preset %s has none',
  async (name) => {
    await page.getByRole('button', { name: '⟦Try⟧' }).click();
    await page.getByRole('menuitem', { name }).click();
    await page.locator('[data-preset]').waitFor();
    expect(await hardCoded(page)).toEqual([]);
  },
);

test('Compare has none', async () => {
  await tab(2);
  await page.locator('canvas').first().waitFor();
  expect(await hardCoded(page)).toEqual([]);
});

test('no lesson has one', async () => {
  await tab(3);
  for (const { id } of LESSONS) {
    await page.locator(`[data-lesson="${id}"]`).click();
    await page.getByRole('button', { name: /^⟦Show the answer/ }).click();
    await page.locator(`[data-lesson-facts="${id}"] td`).first().waitFor();
    expect(await hardCoded(page), id).toEqual([]);
  }
});

test('Train & eval has none', async () => {
  await tab(4);
  await page.locator('[data-training]').waitFor();
  expect(await hardCoded(page)).toEqual([]);
});
