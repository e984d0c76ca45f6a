import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { violations } from './axe.ts';
import type { TestApp } from './host.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

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
