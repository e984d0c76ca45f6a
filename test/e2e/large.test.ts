import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as axe from 'axe-core';
import { npyHeader, readNpy } from '../../core/io/npy.ts';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { choose, startApp } from './app.ts';
import type { TestApp } from './host.ts';

interface WithApi {
  readonly normscope: NormscopeApi;
}

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startApp();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-large-'));
});
afterAll(async () => {
  await app?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** As expect.poll, with the patience that a busy machine needs. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

const dialog = (page: Page) => page.getByRole('dialog', { name: 'This file is large' });

/** float32 rows of 1024 values, 1 and 3 in turn: `samples` × 4 KiB. */
function alternating(name: string, samples: number): string {
  const at = path.join(folder, name);
  const values = Float32Array.from({ length: samples * 1024 }, (_, i) => 1 + 2 * (i % 2));
  fs.writeFileSync(
    at,
    Buffer.concat([npyHeader('<f4', [samples, 1024]), Buffer.from(values.buffer)]),
  );
  return at;
}

/** A window with a memory limit of 128 MiB in which a file was opened by the button. */
async function openLarge(file: string): Promise<Page> {
  const page = await app.open();
  await page.evaluate(
    (settings) => (window as unknown as WithApi).normscope.call('settings.set', settings),
    { memoryLimit: 128 },
  );
  await page.reload();
  await page.locator('canvas').waitFor();
  await app.pick(page, file, () =>
    page.getByRole('button', { name: 'Open a tensor or a report' }).click(),
  );
  await dialog(page).waitFor({ timeout: 30_000 });
  return page;
}

/** What axe finds wrong in the dialog, each with the first element that it concerns. */
async function violations(page: Page): Promise<string[]> {
  const require = createRequire(import.meta.url);
  await page.evaluate(fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe: runner } = window as unknown as { axe: typeof axe };
    const found = (await runner.run('dialog')).violations;
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

async function chooseLayer(page: Page, name: string): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /^Layer:/ })
    .click();
  await page.getByRole('option', { name: new RegExp(`^${name}(?!2d)`) }).click();
}

test('a file beyond the limit is normalized into a download, whose numbers are those of the arithmetic', async () => {
  // 40 MiB, of which four copies are beyond 128 MiB
  const page = await openLarge(alternating('x.npy', 10_240));
  const text = (await dialog(page).textContent()) ?? '';
  expect(text).toContain('x.npy');
  expect(text.replace(/\s+/g, ' ')).toContain('N 10,240 × C 1,024');
  expect(text).toContain('memory limit of 128 MiB');

  await choose(page, 'What to do with it', 'Normalize all of it');
  await chooseLayer(page, 'LayerNorm');
  const outlook = dialog(page).locator('[data-outlook]');
  await eventually(() => outlook.textContent()).toContain('10,240, each of 1,024 values');
  expect(await outlook.textContent()).toContain('LayerNorm averages over C');
  expect(await outlook.textContent()).toContain('once, within 128 MiB');
  expect(await outlook.textContent()).toContain('40 MiB of float32');

  const saved = await app.save(page, () =>
    dialog(page).getByRole('button', { name: 'Normalize …' }).click(),
  );
  expect(saved.name).toBe('x-LayerNorm.npy');
  const { shape, data } = readNpy(fs.readFileSync(saved.file)).tensor;
  expect(shape).toEqual([10_240, 1024]);
  // mean 2, variance 1: (1 − 2)/√(1 + 1e-5) and (3 − 2)/√(1 + 1e-5), one float32 step either way
  const y = 1 / Math.sqrt(1 + 1e-5);
  expect(data.every((value, i) => Math.abs(value - (i % 2 ? y : -y)) < 1.2e-7)).toBe(true);

  const result = dialog(page).locator('[data-large-result]');
  await eventually(() => result.textContent()).toContain('First statistics: 16 of 10,240');
  const rows = result.locator('tbody tr');
  expect(await rows.count()).toBe(16);
  expect(await rows.first().locator('th, td').allTextContents()).toEqual([
    'N 0',
    '2.000000',
    '1.000000',
  ]);
  expect(await result.textContent()).toContain('1 pass in');
  await eventually(() => page.locator('.toasts').textContent()).toContain('x-LayerNorm.npy');
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

test('what a layer refuses is said in place, and nothing can be started', async () => {
  const page = await openLarge(alternating('r.npy', 10_240));
  await choose(page, 'What to do with it', 'Normalize all of it');
  await chooseLayer(page, 'GroupNorm');
  await dialog(page).getByLabel('num_groups').fill('5');
  // 1024 channels are no multiple of 5
  await eventually(() => dialog(page).getByRole('alert').textContent()).toContain('1024');
  expect(await dialog(page).getByRole('button', { name: 'Normalize …' }).isDisabled()).toBe(true);
  await dialog(page).getByLabel('num_groups').fill('4');
  await eventually(() => dialog(page).locator('[data-outlook]').textContent()).toContain(
    '40,960, each of 256 values',
  );
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

test('a run shows rate and remaining time, is cancelled, and leaves no file', async () => {
  const file = path.join(folder, 'c.npy');
  // float64 takes the plain loops and BatchNorm two passes: long enough to be cancelled in time
  const header = npyHeader('<f8', [131_072, 1024]);
  fs.writeFileSync(file, header);
  // 1 GiB of zeros that take no room on the disk
  fs.truncateSync(file, header.length + 2 ** 30);
  const page = await openLarge(file);
  await choose(page, 'What to do with it', 'Normalize all of it');
  await chooseLayer(page, 'BatchNorm1d');
  const before = fs.readdirSync(folder);
  let downloads = 0;
  page.on('download', () => downloads++);
  await app.place(page, path.join(folder, 'y.npy'), () =>
    dialog(page).getByRole('button', { name: 'Normalize …' }).click(),
  );
  const jobs = dialog(page).getByRole('list', { name: 'Under way' });
  await jobs.waitFor({ timeout: 30_000 });
  expect(await jobs.textContent()).toMatch(
    /BatchNorm1d · c\.npy.*\d+ % · [\d.]+ [MG]B\/s · .+ left/s,
  );
  await jobs.getByRole('button', { name: 'Cancel' }).click();
  await eventually(() => dialog(page).getByRole('alert').textContent()).toContain(
    'Cancelled. No file was written.',
  );
  await eventually(() => jobs.count()).toBe(0);
  expect(downloads).toBe(0);
  expect(fs.readdirSync(folder)).toEqual(before);
  // the dialog is there for another try
  await dialog(page).getByRole('button', { name: 'Normalize …' }).waitFor();
  expect(app.troubles).toEqual([]);
  await page.context().close();
}, 120_000);

test('a part of a large file is opened in Explore', async () => {
  const page = await openLarge(alternating('p.npy', 10_240));
  // a quarter of 128 MiB holds 8192 rows of 4 KiB
  expect(await dialog(page).getByLabel('to', { exact: true }).inputValue()).toBe('8192');
  await dialog(page).getByLabel('from', { exact: true }).fill('4');
  await dialog(page).getByLabel('to', { exact: true }).fill('4');
  await eventually(() =>
    dialog(page).getByRole('button', { name: 'Open the part' }).isDisabled(),
  ).toBe(true);
  await dialog(page).getByLabel('to', { exact: true }).fill('6');
  await dialog(page).getByRole('button', { name: 'Open the part' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  const opened = page.getByRole('button', { name: /^p\.npy\[4:6\]/ });
  await opened.waitFor();
  expect(await opened.getAttribute('aria-pressed')).toBe('true');
  expect((await opened.textContent())?.replace(/\s+/g, ' ')).toContain('N 2 × C 1024');
  const code = () => page.locator('aside').last().textContent();
  await eventually(code).toContain('np.load("p.npy", mmap_mode="r")[4:6]');
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

test('integers wait until their conversion is allowed; the dialog passes axe', async () => {
  const at = path.join(folder, 'i.npy');
  const counts = Int32Array.from({ length: 10_240 * 1024 }, (_, i) => i % 3);
  fs.writeFileSync(
    at,
    Buffer.concat([npyHeader('<i4', [10_240, 1024]), Buffer.from(counts.buffer)]),
  );
  const page = await openLarge(at);
  const start = dialog(page).getByRole('button', { name: 'Open the part' });
  expect(await start.isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await choose(page, 'What to do with it', 'Normalize all of it');
  expect(await violations(page)).toEqual([]);
  await choose(page, 'What to do with it', 'Open a part');
  await dialog(page).getByRole('switch', { name: 'Convert int32 to float32' }).click();
  await dialog(page).getByLabel('to', { exact: true }).fill('3');
  await start.click();
  await page.getByRole('button', { name: /^i\.npy\[0:3\]/ }).waitFor();
  expect(app.troubles).toEqual([]);
  await page.context().close();
});

test('the memory limit is set among the preferences and kept', async () => {
  const page = await app.open();
  await page.evaluate(
    (settings) => (window as unknown as WithApi).normscope.call('settings.set', settings),
    { memoryLimit: 512 },
  );
  await page.reload();
  await page.locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Appearance and language' }).click();
  await page.getByRole('button', { name: 'More memory' }).click();
  await eventually(() => page.getByText('1 GiB', { exact: true }).count()).toBe(1);
  await page.getByRole('button', { name: 'Less memory' }).click();
  await page.getByRole('button', { name: 'Less memory' }).click();
  const kept = () =>
    page.evaluate(async () => {
      const api = (window as unknown as WithApi).normscope;
      const reply = await api.call('settings.get', undefined);
      return reply.ok ? reply.value.memoryLimit : null;
    });
  await eventually(kept).toBe(256);
  expect(app.troubles).toEqual([]);
  await page.context().close();
});
