import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNpy } from '../../core/io/npy.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(async () => {
  await app.close();
  expect(app.troubles).toEqual([]);
});

/** Opens 2 × 4096 values, 1 and −3 in turn: drawn as blocks of two. */
async function openLarge(page: Page): Promise<void> {
  const data = Float32Array.from({ length: 2 * 4096 }, (_, i) => (i % 2 === 0 ? 1 : -3));
  const file = path.join(app.folder, 'turns.npy');
  fs.writeFileSync(file, writeNpy(tensor(data, [2, 4096])));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a tensor' }).click();
  await (await chooser).setFiles(file);
  await page.getByRole('group', { name: 'Blocks' }).waitFor();
}

/** Text of the tooltip over the middle of the input. */
async function underPointer(page: Page): Promise<string> {
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('no stage');
  for (let y = 0.2; y < 0.7; y += 0.02) {
    await page.mouse.move(box.x + box.width * 0.27, box.y + box.height * y);
    const tooltip = page.locator('.tooltip');
    if ((await tooltip.count()) === 0) continue;
    await expect.poll(() => tooltip.innerText()).not.toContain('…');
    return tooltip.innerText();
  }
  throw new Error('no cell under the pointer');
}

test('blocks are drawn as means, minima or maxima, and the pointer tells exact values too', async () => {
  const page = await app.open();
  await openLarge(page);
  const mean = await underPointer(page);
  expect(mean).toContain('mean of the block');
  // the block's mean is (1 − 3) / 2, its first value 1
  expect(mean).toMatch(/\nx\s+−1\n/);
  expect(mean).toMatch(/x\[\d, \d+\]\s+1\n/);
  // one cell is outlined in both cubes, in a layer over the canvas
  expect(await page.locator('.stage > svg polygon').count()).toBeGreaterThanOrEqual(2);

  const choose = (name: string) =>
    page.getByRole('group', { name: 'Blocks' }).getByText(name, { exact: true }).click();
  await choose('min');
  expect(await underPointer(page)).toMatch(/smallest of the block\s+x\s+−3\n/);
  await choose('max');
  expect(await underPointer(page)).toMatch(/largest of the block\s+x\s+1\n/);
});

test('a tensor that is drawn cell by cell has no choice of blocks', async () => {
  const page = await app.open();
  expect(await page.getByRole('group', { name: 'Blocks' }).count()).toBe(0);
});
