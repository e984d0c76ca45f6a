import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../core/lessons/lessons.ts';
import { numberOf, startApp } from './app.ts';
import type { TestApp } from './host.ts';

const fixture = JSON.parse(
  fs.readFileSync(new URL('../fixtures/lessons.json', import.meta.url), 'utf8'),
) as { facts: Record<string, number | string | number[]> };

/** Half a unit of the fourth decimal, and a hair for PyTorch's float32. */
const FOUR_DECIMALS = 5.2e-5;

let app: TestApp;
let page: Page;
beforeAll(async () => {
  app = await startApp();
  page = await app.open();
  await tab('Lessons');
});
afterAll(async () => {
  await app?.close();
});

const tab = (name: string) => page.getByRole('button', { name, exact: true }).click();

/** The facts of the lesson on screen, by their id. */
async function factsOnScreen(lesson: string): Promise<Record<string, string>> {
  await page.locator(`[data-lesson="${lesson}"]`).click();
  const reveal = page.getByRole('button', { name: 'Show the answer' });
  const table = page.locator(`[data-lesson-facts="${lesson}"]`);
  await reveal.or(table).first().waitFor();
  if (await reveal.isVisible()) await reveal.click();
  await table.locator('[data-fact]').first().waitFor({ timeout: 15_000 });
  return Object.fromEntries(
    await table
      .locator('[data-fact]')
      .evaluateAll((cells) =>
        cells.map((cell) => [cell.getAttribute('data-fact') ?? '', cell.textContent ?? '']),
      ),
  );
}

function expectNumber(text: string | undefined, wanted: number): void {
  const found = text === '0 (identical)' ? 0 : numberOf(text ?? '');
  expect(Math.abs(found - wanted), `${text} for ${wanted}`).toBeLessThan(FOUR_DECIMALS);
}

for (const { id, runs } of LESSONS)
  test(`the lesson "${id}" shows PyTorch\u2019s numbers`, async () => {
    const facts = await factsOnScreen(id);
    expect(Object.values(facts).every((text) => text !== '' && text !== 'NaN')).toBe(true);
    for (const [key, wanted] of Object.entries(fixture.facts)) {
      const [lesson, fact = ''] = key.split('.');
      if (lesson !== id) continue;
      const text = facts[fact];
      if (typeof wanted === 'string') expect(text).toContain(wanted.split('torch.Size')[0]);
      else if (typeof wanted === 'number') expectNumber(text, wanted);
      else wanted.forEach((value, i) => expectNumber(text?.split(', ')[i], value));
    }
    expect(await page.locator('main article:not([data-difference])').count()).toBe(runs.length);
  });

test('outputs that are the same layer are called identical, others by how far they are apart', async () => {
  const facts = await factsOnScreen('roleSwap');
  expect(facts['overL']).toBe('0 (identical)');
  expect(facts['overC']).toBe('0 (identical)');
  // roleSwap.between of the fixture: 1.8109065
  expect(facts['between']).toBe('1.8109');
});

test('a run opens in Explore with its changed cells', async () => {
  await factsOnScreen('nanBlast');
  await page.getByRole('button', { name: 'Open in Explore' }).first().click();
  // one NaN spoils the channel: N 2 × L 4 = 8 outputs
  await expect
    .poll(() => page.locator('[data-ripple]').textContent(), { timeout: 15_000 })
    .toContain('8');
  await tab('Lessons');
});

test('layers that are one on this shape are called identical in the comparison', async () => {
  await tab('Compare');
  // (2, 5, 4): InstanceNorm1d and GroupNorm of five groups average over the same cells
  const card = page.getByRole('article', { name: '4 GroupNorm' });
  await card.getByRole('button', { name: 'Options' }).click();
  const groups = page.getByLabel('num_groups');
  await groups.fill('5');
  await groups.press('Enter');
  await page.keyboard.press('Escape');
  await expect
    .poll(() => page.locator('[data-pair="3-4"]').textContent(), { timeout: 15_000 })
    .toContain('identical on this shape');
  const apart = await page.locator('[data-pair="1-3"]').textContent();
  // replicas.difference of the fixture: BatchNorm1d against InstanceNorm1d on this tensor
  expectNumber(apart?.trim(), fixture.facts['replicas.difference'] as number);
});

test('layers are added and removed, between two and six', async () => {
  const cards = page.getByRole('article');
  for (let count = await cards.count(); count < 6; count++) {
    await page.getByRole('button', { name: 'Add a layer' }).click();
    await page.getByRole('menuitem', { name: 'RMSNorm', exact: true }).click();
  }
  await expect.poll(() => cards.count()).toBe(6);
  expect(await page.getByRole('button', { name: 'Add a layer' }).count()).toBe(0);
  for (let left = 6; left > 2; left--)
    await page.getByRole('button', { name: 'Remove this layer' }).last().click();
  await expect.poll(() => cards.count()).toBe(2);
  expect(await page.getByRole('button', { name: 'Remove this layer' }).first().isDisabled()).toBe(
    true,
  );
});

test('the lesson that was read is open again after a restart', async () => {
  await tab('Lessons');
  await factsOnScreen('twoPictures');
  // the session is written half a second after the last change
  await page.waitForTimeout(1500);
  await page.reload();
  await page.locator('[data-question=twoPictures]').waitFor();
});

test('the screens that were opened left no error behind', () => {
  expect(app.troubles).toEqual([]);
});
