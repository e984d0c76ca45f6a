import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  expect(app.troubles).toEqual([]);
  await app.close();
});

const card = (page: Page, name: string) => page.locator(`[data-card="${name}"]`);
const picture = (page: Page, name: string) =>
  card(page, name)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** Points somewhere on the card's cube: the first place about its middle that lights the others. */
async function pointAtCube(page: Page, name: string, other: string): Promise<void> {
  const box = (await card(page, name).locator('canvas').boundingBox())!;
  const before = await picture(page, other);
  for (const across of [0.52, 0.56, 0.6])
    for (let down = 0.2; down < 0.8; down += 0.1) {
      await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
      await page.waitForTimeout(60);
      if ((await picture(page, other)) !== before) return;
    }
  throw new Error(`no cell of ${name} lights ${other}`);
}

test('a first start shows every layer of the example, without scrolling on a class laptop', async () => {
  const page = await app.open({ width: 1366, height: 768, first: true });
  await card(page, 'BatchNorm1d').waitFor();
  for (const name of ['BatchNorm1d', 'LayerNorm([6, 4])', 'GroupNorm(3)', 'InstanceNorm1d'])
    expect(await card(page, name).isVisible()).toBe(true);
  const bottoms = await page
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((each) => each.getBoundingClientRect().bottom));
  expect(Math.max(...bottoms)).toBeLessThanOrEqual(768);
  // Cards of the statistics too; those that are far from the others say so.
  await card(page, 'BatchNorm1d').click();
  const statistics = page.locator('button[data-group]');
  await expect.poll(() => statistics.count()).toBe(6);
  const scroller = page.locator('.scroller');
  expect(await scroller.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
  expect(await statistics.nth(2).innerText()).toContain('▲\u00a0far');
  await statistics.nth(2).hover();
  await page.getByText('σ² far from those of the others', { exact: false }).last().waitFor();
  // Where there is no room for all, the side fades.
  await page.setViewportSize({ width: 1024, height: 640 });
  await expect.poll(() => page.locator('.scroller[data-more-right]').count()).toBe(1);
  await page.close();
});

test('pointing at a cell lights its statistic in every other layer, and leaving puts them back', async () => {
  const page = await app.open({ width: 1366, height: 768, first: true });
  await card(page, 'BatchNorm1d').locator('canvas').waitFor();
  const names = await page
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((each) => each.getAttribute('data-card')!));
  const before = await Promise.all(names.map((name) => picture(page, name)));
  await pointAtCube(page, 'LayerNorm([6, 4])', 'BatchNorm1d');
  const lit = await Promise.all(names.map((name) => picture(page, name)));
  names.forEach((name, i) => expect([name, lit[i] === before[i]]).toEqual([name, false]));
  await page.mouse.move(4, 4);
  await expect.poll(() => picture(page, 'BatchNorm1d')).toBe(before[names.indexOf('BatchNorm1d')]);
  await page.close();
});

test('a click opens the layer with its options in Explore', async () => {
  const page = await app.open({ width: 1280, height: 720, first: true, locale: 'ko' });
  await card(page, 'GroupNorm(3)').click();
  await expect
    .poll(() => page.getByLabel('num_groups', { exact: true }).first().inputValue())
    .toBe('3');
  // 2 groups would be the default; of the other options nothing was changed.
  expect(await page.locator('label.changed').allTextContents()).toEqual(['num_groups']);
  await page.locator('nav button').first().click();
  await card(page, 'BatchNorm1d').click();
  await expect.poll(() => page.getByLabel('num_features').first().inputValue()).toBe('6');
  expect(await page.locator('label.changed').count()).toBe(0);
  // So they follow the layout: 4 channels, and a warning in place of an error.
  await page.getByText('NLC', { exact: true }).click();
  await page.locator('.banner').waitFor();
  expect(await page.getByLabel('num_features').first().inputValue()).toBe('4');
  expect(await page.locator('[role=alert]').count()).toBe(0);
  await page.close();
});

test('families of layers are shown on their own', async () => {
  const page = await app.open({ width: 1024, height: 640, first: true });
  await page.getByText('Mistakes', { exact: true }).click();
  const names = await page
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((each) => each.getAttribute('data-card')));
  expect(names).toEqual(['UnbiasedBatchNorm', 'EpsOutsideBatchNorm']);
  await page.close();
});

test('the shelf of all has layers whose scale and shift come with the samples, and opens them with both beside x', async () => {
  const page = await app.open({ width: 1366, height: 768, first: true });
  await page.getByText('All', { exact: true }).click();
  await card(page, 'AdaLayerNorm').click();
  for (const name of ['scale', 'shift']) await page.getByText(`Beside x: ${name} (N, L)`).waitFor();
  await expect.poll(() => page.locator('[data-notice="drawnInput"]').count()).toBe(2);
  await page.close();
});
