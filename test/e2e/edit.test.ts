import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

/** As expect.poll, with the patience that a busy machine needs. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });

const headline = (page: Page) => page.locator('main h2').first();
const ripple = async (page: Page) =>
  ((await page.locator('[data-ripple]').textContent()) ?? '').replace(/\s+/g, ' ').trim();
const firstCell = (page: Page) => page.getByRole('grid').getByRole('gridcell').first();

/** Types a value into the first cell of the slice. */
async function edit(page: Page, value: string): Promise<void> {
  await firstCell(page).dblclick();
  await page.getByRole('textbox', { name: /^New value of/ }).fill(value);
  await page.keyboard.press('Enter');
}

test('with BatchNorm1d an edit of one sample changes the other sample too, with LayerNorm over C it does not', async () => {
  const page = await app.open();
  await edit(page, '3');
  // the channel's 2 samples × 4 positions share one mean
  await eventually(() => ripple(page)).toBe('Changed outputs: 8 of 40 (sample 0: 4, sample 1: 4)');
  await eventually(() => firstCell(page).textContent()).toContain('3.0000');

  // statistics over C of each position: only the position's own 5 channels
  await page.locator('[data-also-known]').waitFor();
  const axes = page.getByRole('group', { name: 'Reduce', exact: true });
  for (const name of ['N', 'L', 'C']) await toggle(axes.getByRole('button', { name }));
  await eventually(() => ripple(page)).toBe('Changed outputs: 5 of 40 (sample 0: 5, sample 1: 0)');
  await page.getByRole('button', { name: /^LayerNorm\(\[5\]/ }).click();
  await eventually(() => headline(page).textContent()).toContain('LayerNorm averages over C');
  await eventually(() => ripple(page)).toBe('Changed outputs: 5 of 40 (sample 0: 5, sample 1: 0)');
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

/** Presses a toggle and waits until it has changed. */
async function toggle(button: ReturnType<Page['locator']>): Promise<void> {
  const before = await button.getAttribute('aria-pressed');
  await button.click();
  await eventually(() => button.getAttribute('aria-pressed')).not.toBe(before);
}

test('an edit is undone, redone, cancelled by Escape and reset', async () => {
  const page = await app.open();
  const original = await firstCell(page).textContent();
  await page.getByRole('grid').focus();
  await page.keyboard.press('e');
  const input = page.getByRole('textbox', { name: /^New value of/ });
  await input.fill('7');
  await page.keyboard.press('Escape');
  await input.waitFor({ state: 'detached' });
  expect(await firstCell(page).textContent()).toBe(original);

  await edit(page, 'inf');
  await eventually(() => firstCell(page).textContent()).toContain('∞');
  await page.keyboard.press('Control+z');
  await eventually(() => firstCell(page).textContent()).toBe(original);
  await page.keyboard.press('Control+y');
  await eventually(() => firstCell(page).textContent()).toContain('∞');
  await page.getByRole('button', { name: 'Reset edits' }).click();
  await eventually(() => firstCell(page).textContent()).toBe(original);
  await eventually(() => ripple(page)).toBe('');
  await page.context().close();
});

test('a NaN spoils the outputs that share its statistic', async () => {
  const page = await app.open();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByRole('menuitem', { name: 'NaN blast radius' }).click();
  await eventually(() => ripple(page)).toBe('Changed outputs: 8 of 40 (sample 0: 4, sample 1: 4)');
  await page.getByText('output y', { exact: true }).first().click();
  await eventually(() => page.getByRole('gridcell').allTextContents()).toEqual(
    Array<string>(8).fill('NaN'),
  );
  await page.context().close();
});

test('\u03b3 of a channel changes that channel only', async () => {
  const page = await app.open();
  await page.getByText('γ and β', { exact: true }).click();
  await page.getByRole('textbox', { name: 'γ of C 1' }).fill('2');
  await page.keyboard.press('Enter');
  await eventually(() => ripple(page)).toBe('Changed outputs: 8 of 40 (sample 0: 4, sample 1: 4)');
  await page.context().close();
});

test('axes of one\u2019s own are named by the layer that they are; identities are measured', async () => {
  const page = await app.open();
  const axes = page.getByRole('group', { name: 'Reduce', exact: true });
  const known = page.locator('[data-also-known]');
  // N and L without L leaves the batch alone
  await toggle(axes.getByRole('button', { name: 'L' }));
  await eventually(() => headline(page).textContent()).toContain('averages over N');
  await toggle(axes.getByRole('button', { name: 'N' }));
  await toggle(axes.getByRole('button', { name: 'L' }));
  // L alone is what InstanceNorm1d does, as it is fed
  await eventually(() => known.getByRole('button').allTextContents()).toContainEqual(
    expect.stringContaining('InstanceNorm1d(5) on (N, C, L)'),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(() => headline(page).textContent()).toContain('averages over nothing');

  await known.getByText('Identities on this input').click();
  const identity = page.locator('[data-identity="groupNormOfEachChannel"]');
  await eventually(() => identity.textContent()).toContain('GroupNorm(5, 5) = InstanceNorm1d(5)');
  expect(await identity.textContent()).toContain('largest difference 0');
  await page.context().close();
});
