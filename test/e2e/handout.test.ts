import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeLesson } from '../../core/lessons/document.ts';
import { builtInLessons } from '../../core/lessons/documents/all.ts';
import { sceneTexts } from '../../core/lessons/sceneText.ts';
import { lessonHtml } from '../../electron/service/lessonHtml.ts';
import { CHROMIUM } from './app.ts';
import { expectFacts, expectNumbers } from './lessonNumbers.ts';

const dist = new URL('../../dist/', import.meta.url);
const folder = mkdtempSync(path.join(tmpdir(), 'normscope-handout-'));
let browser: Browser;
let context: BrowserContext;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    offline: true,
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function open(id: string): Promise<Page> {
  const lesson = builtInLessons().find((one) => one.id === id)!;
  const bytes = await lessonHtml(dist, {
    lesson: writeLesson(lesson),
    language: 'en',
    made: 'Normscope',
  });
  expect(bytes.length).toBeLessThan(2_000_000);
  const file = path.join(folder, `${id}.html`);
  writeFileSync(file, bytes);
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(`${id}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`${id}: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(file|data):/.test(url)) complaints.push(`${id}: asks for ${url}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

describe('a hand-out is one file that works from a stick, without network', () => {
  test.each(builtInLessons().map(({ id }) => id ?? ''))(
    '%s runs from its first scene to its last by PageDown, in both languages',
    async (id) => {
      const lesson = builtInLessons().find((one) => one.id === id)!;
      const page = await open(id);
      for (const [i, scene] of lesson.scenes.entries()) {
        if (await page.locator('[data-do=reveal]').count()) await page.click('[data-do=reveal]');
        for (const language of ['en', 'ko'] as const) {
          if (language === 'ko') await page.click('[data-do=language]');
          const said = sceneTexts(scene, language);
          const shown = await page.locator('main').innerText();
          expect(shown).toContain(said.title);
          expect(shown.replace(/\s+/g, ' ')).toContain(said.text.replace(/\s+/g, ' '));
          const facts: Record<string, string> = {};
          for (const { id: fact, value } of said.facts) {
            facts[fact] = await page.locator(`[data-fact="${fact}"]`).innerText();
            expect(facts[fact]).toBe(value);
          }
          expectFacts(id, i, facts);
          expectNumbers(shown, id, i);
        }
        await page.click('[data-do=language]');
        expect(await page.locator('output').innerText()).toBe(`${i + 1} / ${lesson.scenes.length}`);
        // nothing hangs over the edge of a phone
        expect(await wide(page)).toBeLessThanOrEqual(390);
        await page.keyboard.press('PageDown');
      }
      await page.setViewportSize({ width: 1366, height: 768 });
      expect(await wide(page)).toBeLessThanOrEqual(1366);
      await page.close();
      expect(complaints).toEqual([]);
    },
  );

  test('a value is edited and the text follows, by the kernel in the page', async () => {
    const page = await open('notebook');
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
    // channel 2 without x[0, 2, 1] = 1.6487 sums to −1.9932; with 10 in its place (−1.9932 + 10) / 8 = 1.0008
    expect(await page.locator('.text').innerText()).toContain('μ = \u22120.0431');
    await page.fill('input[inputmode=decimal]', '10');
    await page.press('input[inputmode=decimal]', 'Enter');
    await expect.poll(() => page.locator('.text').innerText()).toContain('μ = 1.0008');
    await page.click('[data-do=reset]');
    expect(await page.locator('.text').innerText()).toContain('μ = \u22120.0431');
    await page.close();
  });

  test('a question is answered by a tap on a cell; a wrong one is told', async () => {
    const page = await open('notebook');
    await page.keyboard.press('PageDown');
    const picture = page.locator('canvas');
    const box = (await picture.boundingBox())!;
    const seen = new Set<string>();
    // taps from the top to the bottom meet cells of other channels, and then those of the pinned one
    for (let y = 0.15; y < 0.95 && !seen.has('right'); y += 0.035) {
      await page.touchscreen.tap(box.x + box.width * 0.42, box.y + box.height * y);
      const text = await page.locator('main').innerText();
      if (text.includes('Not that one')) seen.add('wrong');
      if (text.includes('Right.')) seen.add('right');
    }
    expect([...seen].sort()).toEqual(['right', 'wrong']);
    await page.close();
  });

  test('all scenes are on paper', async () => {
    const page = await open('four');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.printed section').count()).toBe(8);
    await page.close();
  });
});
