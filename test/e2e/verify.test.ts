import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNpy } from '../../core/io/npy.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import { startApp } from './app.ts';
import { violations } from './axe.ts';
import type { TestApp } from './host.ts';

// The screen that finds out which layer made one tensor of another.
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

/** Each row of x less its mean, over the square root of its biased variance and 1e-5: a LayerNorm by hand. */
function pair(): readonly [x: Float32Array, y: Float32Array] {
  const x = Float32Array.from({ length: 96 }, (_, i) => Math.sin(1 + i * 1.7) * 3 + (i % 5));
  const y = x.slice();
  for (let row = 0; row < 12; row++) {
    const values = x.subarray(row * 8, row * 8 + 8);
    const mean = values.reduce((sum, value) => sum + value, 0) / 8;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8;
    values.forEach((value, i) => (y[row * 8 + i] = (value - mean) / Math.sqrt(variance + 1e-5)));
  }
  return [x, y];
}

test('x and y are chosen, the layer is named with what it leaves, and opens in Explore', async () => {
  const page = await app.open({ width: 1024, height: 640 });
  const save = (name: string, values: Float32Array) => {
    const file = path.join(app.folder, name);
    fs.writeFileSync(file, writeNpy(tensor(values, [12, 8])));
    return file;
  };
  const [x, y] = pair();
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByText('Which layer?').click();
  await app.pick(page, save('x.npy', x), () =>
    page.getByRole('button', { name: 'Open a file' }).click(),
  );
  await page.getByRole('button', { name: /Input x.*x\.npy/s }).waitFor();
  // The second one goes where it is asked for.
  await page.getByRole('button', { name: /Output y/ }).click();
  const dialog = page.getByRole('dialog');
  await app.pick(page, save('second.npy', y), () =>
    dialog.getByRole('button', { name: 'Open a file' }).click(),
  );
  await page.getByRole('heading', { name: 'LayerNorm made y of x' }).waitFor();
  const list = page.getByRole('list', { name: /What was found/ });
  const entries = list.getByRole('button');
  expect(await entries.first().textContent()).toMatch(/LayerNorm over C.*variance ÷ n/s);
  await eventually(() => page.locator('main canvas').count()).toBe(2);
  expect(await violations(page)).toEqual([]);
  // A near miss by keyboard: what differs is in its words, and its own lines come.
  await entries.nth(1).focus();
  await page.keyboard.press('Enter');
  await eventually(() => entries.nth(1).getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('main pre').textContent()).toContain('unbiased=True');
  const saved = await app.save(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: /^JSON report/ }).click();
  });
  expect(JSON.parse(fs.readFileSync(saved.file, 'utf8'))).toMatchObject({
    ...{ format: 'normscope-page', kind: 'verification' },
    given: { x: { name: 'x.npy', shape: [12, 8] }, y: { name: 'second.npy' } },
    verification: { verdict: 'explained', explanations: [{ layer: 'LayerNorm' }] },
  });
  await entries.first().click();
  await page.getByRole('button', { name: 'Open in Explore' }).click();
  await eventually(() => page.locator('header [aria-current=page]').textContent()).toMatch(
    /Explore/,
  );
  await page.getByRole('complementary', { name: 'Tensor, layer and view' }).waitFor();
  expect(app.troubles).toEqual([]);
  await page.close();
});
