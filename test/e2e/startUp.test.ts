import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FONT_FILES } from '../../build/fonts.mjs';
import { inRoot } from '../../build/paths.mjs';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

// What is loaded before the first picture: no more bytes than are meant to be, and nothing that it does not need.
const KILOBYTE = 1000;
const IMPORT = /(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g;

/** A built script and all that it imports at once, by their paths. */
function closure(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name = ''] of fs.readFileSync(file, 'utf8').matchAll(IMPORT))
    closure(path.resolve(path.dirname(file), name), found);
  return found;
}
const bytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + fs.statSync(file).size, 0);

const assets = inRoot('dist/renderer/assets');
const script = (name: string) =>
  path.join(
    assets,
    fs.readdirSync(assets).find((file) => file.startsWith(`${name}-`) && file.endsWith('.js')) ??
      '',
  );

test("the desktop's window opens after less than 150 kB of script", () => {
  const main = closure(inRoot('dist/main/main.js'));
  expect(bytes(main)).toBeLessThan(150 * KILOBYTE);
  expect([...main].filter((file) => file.includes('service-'))).toEqual([]);
});

test("the overview's picture takes less than 350 kB of script, in one piece", () => {
  const page = fs.readFileSync(inRoot('dist/renderer/index.html'), 'utf8');
  const entries = [...page.matchAll(/<script[^>]+src="\.\/assets\/([^"]+)"/g)];
  const first = new Set<string>();
  for (const [, entry = ''] of entries) closure(path.join(assets, entry), first);
  expect(bytes(first)).toBeLessThan(350 * KILOBYTE);
  expect(first.size).toBeLessThanOrEqual(3);
  expect(fs.readdirSync(assets).filter((file) => /^OverviewTab-.*\.js$/.test(file))).toEqual([]);
  for (const later of ['katexWithStyle', 'wholeCatalogue', 'ExploreScreen', 'TrainingScreen'])
    expect(first).not.toContain(script(later));
});

test('page and rasteriser share one copy of every font, in one format', () => {
  const fonts = FONT_FILES.map((file) => path.basename(file)).sort();
  expect(fs.readdirSync(inRoot('dist/renderer/fonts')).sort()).toEqual(fonts);
  const all = fs.readdirSync(inRoot('dist'), { recursive: true, encoding: 'utf8' });
  const copies = all.filter((file) => /(?:Inter|Pretendard|JetBrainsMono)-/.test(file));
  expect(copies.length).toBe(fonts.length);
  expect(all.filter((file) => /\.(?:ttf|woff)$/.test(file))).toEqual([]);
});

let app: TestApp;
beforeAll(async () => (app = await startApp()));
afterAll(() => app.close());

test('the overview is there before its later texts, the other screens and any computation', async () => {
  const page = await app.open({ first: true });
  const address = page.url();
  await page.goto('about:blank');
  const asked: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => asked.push(payload.toString('latin1'))),
  );
  const later: string[] = [];
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/wholeCatalogue-.*\.js$/, async (route) => {
    later.push(route.request().url());
    await held;
    await route.continue();
  });
  page.on('request', (request) => {
    if (/ExploreScreen|katex/.test(request.url())) later.push(request.url());
  });
  await page.goto(address);
  await page.locator('[data-overview] canvas').first().waitFor();
  // However many files the texts are, nothing else is asked for while they are on their way.
  await expect.poll(() => later.length).toBeGreaterThan(0);
  expect(later.filter((url) => !url.includes('wholeCatalogue'))).toEqual([]);
  // Whatever can be pressed or chosen has its name already.
  const nameless = await page
    .locator('button, select, [role=radio]')
    .evaluateAll((all) =>
      all.filter((each) => !(each.textContent?.trim() || each.getAttribute('aria-label'))),
    );
  expect(nameless).toEqual([]);
  expect(asked.some((frame) => frame.includes('tensor.examples'))).toBe(true);
  expect(asked.some((frame) => frame.includes('layer.compute'))).toBe(false);

  answer();
  await expect.poll(() => asked.some((frame) => frame.includes('layer.compute'))).toBe(true);
  await expect.poll(() => later.some((url) => url.includes('ExploreScreen'))).toBe(true);
  await page.getByRole('button', { name: 'Explore', exact: true }).click();
  await page.getByRole('grid').first().waitFor();
  expect(app.troubles).toEqual([]);
});
