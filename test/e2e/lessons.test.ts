import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../core/lessons/lessons.ts';
import { documentOf } from '../../core/lessons/ofLesson.ts';
import { sceneTexts } from '../../core/lessons/sceneText.ts';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';
import { expectFacts, expectNumber, expectNumbers, factByTorch, factsOf } from './lessonNumbers.ts';

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
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

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

test.each([
  { language: 'en', locale: 'en-GB', name: 'Lessons', width: 1920, height: 1080 },
  { language: 'ko', locale: 'ko-KR', name: '배우기', width: 1280, height: 720 },
] as const)(
  'every short lesson runs on a projector by PageDown alone, with PyTorch\u2019s numbers ($language)',
  async ({ language, locale, name, width, height }) => {
    const shown = await app.open({ width, height, locale });
    await shown.getByRole('button', { name, exact: true }).click();
    await shown.locator('[data-lesson=letters]').click();
    await shown.keyboard.press('F5');
    for (const [i, lesson] of LESSONS.entries()) {
      const [own] = documentOf(lesson).scenes;
      const { title, ask, text } = sceneTexts(own!, language);
      const scene = shown.locator(`[data-scene="${i + 1}"]`);
      await scene.locator('[data-reveal]').waitFor();
      const asked = plain(await scene.innerText());
      expect(asked).toContain(plain(title));
      expect(asked).toContain(plain(ask));
      expect(await scene.locator('[data-fact]').count()).toBe(0);
      await shown.keyboard.press('PageDown');
      await scene.locator('[data-scene-text]').waitFor();
      const told = plain(await scene.locator('.words').innerText());
      expect(told).toContain(plain(text));
      expectNumbers(told, lesson.id, 0);
      const values = await factsOf(scene);
      expect(Object.keys(values)).toHaveLength(lesson.facts.length);
      expect(Object.values(values).every((value) => value !== '' && value !== 'NaN')).toBe(true);
      expectFacts(lesson.id, 0, values);
      // all of it is on the screen: a clicker cannot scroll
      const overflow = await shown
        .locator('main')
        .evaluate((main) => main.scrollHeight - main.clientHeight);
      expect(overflow, lesson.id).toBeLessThanOrEqual(0);
      await shown.keyboard.press('PageDown');
    }
    // the last one stays, and is read on
    await shown.locator(`[data-scene="${LESSONS.length}"]`).waitFor();
    await shown.keyboard.press('Escape');
    await shown.locator(`[data-question=${LESSONS.at(-1)!.id}]`).waitFor();
    await shown.close();
  },
);

test('outputs that are the same layer are called identical, others by how far they are apart', async () => {
  const facts = await factsOnScreen('roleSwap');
  expect(facts['overL']).toBe('0 (identical)');
  expect(facts['overC']).toBe('0 (identical)');
  // roleSwap.between of the fixture: 1.8109065
  expect(facts['between']).toBe('1.8109');
});

test('pointing at a number in a text lights its cells, in the run that it is of', async () => {
  await factsOnScreen('replicas');
  const [synced, local] = [0, 1].map((at) =>
    page.getByRole('article').nth(at).locator('svg polygon'),
  );
  await page.locator('[data-about=second]').hover();
  await expect.poll(() => local!.count()).toBeGreaterThan(0);
  expect(await synced!.count()).toBe(0);
  await page.mouse.move(2, 2);
  await expect.poll(() => local!.count()).toBe(0);
  await page.locator('[data-long-lesson=trainEval]').click();
  const picture = () =>
    page
      .locator('[data-scene-stage] canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  let before = '';
  await expect
    .poll(async () => {
      const [last, now] = [before, await picture()];
      before = now;
      return last === now;
    })
    .toBe(true);
  await page.locator('[data-about=x]').hover();
  await expect.poll(picture).not.toBe(before);
  await page.mouse.move(2, 2);
  await expect.poll(picture).toBe(before);
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

test('a lesson fills the window, small or large, and stands above the fold', async () => {
  for (const [width, height] of [
    [1366, 768],
    [2560, 1440],
  ] as const) {
    const shown = await app.open({ width, height });
    await shown.getByRole('button', { name: 'Lessons', exact: true }).click();
    await shown.locator('[data-lesson=layerNormImages]').click();
    await shown.getByRole('button', { name: 'Show the answer' }).click();
    await shown.locator('[data-fact]').last().waitFor();
    const cards = await shown
      .getByRole('article')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()));
    const bottoms = cards.map(({ bottom }) => bottom);
    expect([width, Math.min(...bottoms) > 0.9 * height]).toEqual([width, true]);
    expect([width, Math.max(...bottoms) <= height]).toEqual([width, true]);
    await shown.close();
  }
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
  expectNumber(apart?.trim(), factByTorch('replicas.difference'));
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
