import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, numberOf, startApp } from './app.ts';
import type { TestApp } from './host.ts';

interface Course {
  readonly mean: number[][];
  readonly var: number[][];
  readonly train: number[];
  readonly eval: number[];
}

const fixture = JSON.parse(
  fs.readFileSync(new URL('../fixtures/training.json', import.meta.url), 'utf8'),
) as Record<'momentum' | 'cumulative' | 'frozen', Course>;

/** Half a unit of the fourth decimal, and a hair for PyTorch's float32. */
const FOUR_DECIMALS = 5.2e-5;

let app: TestApp;
let page: Page;
beforeAll(async () => {
  app = await startApp();
  page = await app.open();
  await page.getByRole('button', { name: 'Train & eval', exact: true }).click();
});
afterAll(async () => {
  await app?.close();
});

const shown = async (selector: string) =>
  numberOf((await page.locator(selector).textContent()) ?? '');

async function expectShown(selector: string, wanted: number | undefined): Promise<void> {
  await expect
    .poll(async () => Math.abs((await shown(selector)) - (wanted ?? NaN)))
    .toBeLessThan(FOUR_DECIMALS);
}

async function scrub(batch: number): Promise<void> {
  await page.getByRole('slider').fill(String(batch));
}

async function setMomentum(text: string): Promise<void> {
  const field = page.getByLabel('momentum', { exact: true });
  await field.fill(text);
  await field.press('Enter');
}

async function expectRunning(course: Course, batch: number, channel: number): Promise<void> {
  await expectShown('[data-running=mean]', course.mean[batch]?.[channel]);
  await expectShown('[data-running=var]', course.var[batch]?.[channel]);
}

test('running statistics of every channel follow PyTorch from batch to batch', async () => {
  await expectRunning(fixture.momentum, 0, 0);
  await page.getByRole('button', { name: 'Next batch' }).click();
  await expectRunning(fixture.momentum, 1, 0);
  await scrub(17);
  for (const channel of [0, 1, 2]) {
    await choose(page, 'Channel', `C ${channel}`);
    await expectRunning(fixture.momentum, 17, channel);
  }
  await choose(page, 'Channel', 'C 0');
});

test('the same momentum is 0.9 in Keras, and gives the same numbers', async () => {
  await choose(page, 'Who writes momentum', 'Keras');
  const field = page.getByLabel('momentum', { exact: true });
  await expect.poll(() => field.inputValue()).toBe('0.9');
  await expectRunning(fixture.momentum, 17, 0);
  await choose(page, 'Who writes momentum', 'PyTorch');
});

test('momentum None is the average of all batches', async () => {
  await setMomentum('None');
  await expectRunning(fixture.cumulative, 17, 0);
  await setMomentum('0.1');
});

test('what is no momentum is refused and changes nothing', async () => {
  await setMomentum('2');
  const field = page.getByLabel('momentum', { exact: true });
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  await expectRunning(fixture.momentum, 17, 0);
  await setMomentum('0.1');
});

test('eval from a batch on stops the running statistics', async () => {
  await page.getByRole('switch').click();
  await expectRunning(fixture.frozen, 17, 0);
  await scrub(29);
  await expectRunning(fixture.frozen, 29, 0);
  await page.getByRole('switch').click();
});

test('a fresh batch comes out as PyTorch says in both modes', async () => {
  await scrub(29);
  await expectShown('[data-gap=train]', fixture.momentum.train[0]);
  await expectShown('[data-gap=eval]', fixture.momentum.eval[0]);
});

test('the merged statistics of the devices are those of the whole batch, their average is not', async () => {
  const numbers = (row: string) =>
    page.locator('[data-replicas] tr', { hasText: row }).locator('td').allTextContents();
  const whole = await page
    .locator('[data-training] tr', { hasText: 'this batch' })
    .first()
    .locator('td')
    .allTextContents();
  for (const shares of ['4 + 4', '2 + 6', '2 + 2 + 4']) {
    await choose(page, 'Samples of each device', shares);
    await expect.poll(async () => (await numbers('synced')).slice(1)).toEqual(whole);
    const average = await numbers('plain average');
    expect(average[2]).not.toBe(whole[1]);
  }
});

test('no error was left behind', () => {
  expect(app.troubles).toEqual([]);
});
