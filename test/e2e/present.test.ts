import { afterAll, beforeAll, expect, test } from 'vitest';
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

test.each([
  [1920, 1080, 28],
  [1280, 720, 16],
] as const)(
  'at %i × %i a presentation is picture, sentence and formula, and a clicker walks the steps',
  async (width, height, least) => {
    const page = await app.open({ width, height });
    await page.locator('button[data-group]').first().waitFor();
    await page.keyboard.press('F5');
    const formula = page.locator('[data-presented-formula]');
    await formula.waitFor();
    expect(await page.locator('header, aside, nav, input').count()).toBe(0);
    const box = (await page.locator('canvas').first().boundingBox())!;
    expect(box.width).toBe(width);
    expect(box.height).toBeGreaterThan(height * 0.6);
    for (const step of ['1', '2', '3']) {
      await page.keyboard.press('PageDown');
      await expect.poll(() => formula.locator('output').textContent()).toContain(`${step} /`);
    }
    await page.keyboard.press('PageUp');
    await expect.poll(() => formula.locator('output').textContent()).toContain('2 /');
    await page.keyboard.press('PageDown');
    const size = await formula
      .locator('.katex')
      .first()
      .evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    expect(size).toBeGreaterThanOrEqual(least);
    await page.keyboard.press('b');
    await page.locator('[data-blank]').waitFor();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('b');
    expect(await page.locator('[data-blank]').count()).toBe(0);
    expect(await formula.locator('output').textContent()).toContain('3 /');
    // the steps, the pin, the presentation
    for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
    await page.locator('aside').first().waitFor();
    await page.close();
  },
);

test('a lesson asks, a wrong click says so, the right one reveals, and a clicker turns the page', async () => {
  const page = await app.open({ width: 1280, height: 720 });
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-lesson=paddingLeak]').click();
  await page.locator('[data-question=paddingLeak]').waitFor();
  expect(await page.locator('[data-fact]').count()).toBe(0);
  await page.locator('[data-pick=layerPadded]').click();
  await page.getByText('Not that one').waitFor();
  await page.locator('[data-pick=batchPadded]').click();
  await page.locator('[data-fact=batch]').waitFor();
  const tops = await page
    .locator('main article')
    .evaluateAll((cards) => cards.map((card) => Math.round(card.getBoundingClientRect().top)));
  // four cards as two by two
  expect(new Set(tops).size).toBe(2);
  await page.keyboard.press('F5');
  // presented, the short lessons are one of eighteen scenes: its question, its answer, the next one's
  await page.locator('[data-scene="16"] [data-reveal]').waitFor();
  await page.keyboard.press('PageDown');
  await page.locator('[data-scene="16"] [data-fact=batch]').waitFor();
  await page.keyboard.press('PageDown');
  await page.locator('[data-scene="17"] [data-reveal]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-question=nanBlast]').waitFor();
  await page.getByRole('button', { name: 'Lessons', exact: true }).waitFor();
  await page.locator('[data-lesson=kerasMomentum]').click();
  await page.getByRole('button', { name: 'Show the answer' }).click();
  // three layers with the mean and the variance that each remembers
  await expect.poll(() => page.locator('[data-running-bars]').count()).toBe(6);
  await page.locator('[data-lesson=squareTrap]').click();
  await page.locator('[data-pick=nlc]').click();
  await page.locator('[data-difference] canvas').waitFor();
  await page.close();
});
