import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as axe from 'axe-core';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

const source = fs.readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

/** What axe finds wrong on the page, each with the first element that it concerns. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe: runner } = window as unknown as { axe: typeof axe };
    return (await runner.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  return found;
}

const SIZES = [
  [1024, 640],
  [1920, 1080],
] as const;

for (const [width, height] of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const locale of ['en-GB', 'ko-KR']) {
      test(`every screen passes axe at ${width} × ${height}, ${colorScheme}, ${locale}`, async () => {
        const page = await app.open({ width, height, colorScheme, locale });
        const tabs = page
          .locator('header nav button, nav[aria-label] button')
          .filter({ visible: true });
        for (let i = 0; i < (await tabs.count()); i++) {
          await tabs.nth(i).click();
          await page.locator('canvas, svg[role=img]').first().waitFor();
          expect(await violations(page), (await tabs.nth(i).textContent()) ?? '').toEqual([]);
        }
        await page.context().close();
      });
    }
  }
}

test('the steps of the layer pass axe', async () => {
  const page = await app.open();
  await page.keyboard.press('.');
  await page.getByRole('math').first().waitFor();
  expect(await violations(page)).toEqual([]);
});

test('nothing is wider than the window at the smallest size', async () => {
  const page = await app.open({ width: 1024, height: 640 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBe(0);
});
