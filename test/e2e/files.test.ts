import { zipSync } from 'fflate';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { npyHeader, writeNpy } from '../../core/io/npy.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import { sliceNumbers, startApp } from './app.ts';
import type { TestApp } from './host.ts';

// Opened files in the window: reading tables, choosing tensors, converting, closing.
let app: TestApp;
let page: Page;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});
beforeEach(async () => {
  page = await app.open({ width: 1366, height: 768 });
});
afterEach(async () => {
  expect(app.troubles).toEqual([]);
  await page.close();
});

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });
const list = () => page.getByRole('complementary', { name: 'Tensor, layer and view' });
const toast = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text });
const dialog = () => page.getByRole('dialog');

function save(name: string, bytes: Uint8Array | string): string {
  const file = path.join(app.folder, name);
  fs.writeFileSync(file, bytes);
  return file;
}

const open = (file: string) =>
  app.pick(page, file, () => list().getByRole('button', { name: 'Open a tensor' }).click());

const floats = (values: readonly number[], shape: readonly number[]) =>
  writeNpy(tensor(Float32Array.from(values), shape));
const integers = (values: readonly number[], shape: readonly number[]) =>
  Buffer.concat([
    npyHeader('<i8', shape),
    new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer),
  ]);

test('a table opens with what was taken for what, and is read in another way on request', async () => {
  await open(save('iris.csv', ',sepal,petal,species\n0,5.1,1.4,setosa\n1,4.9,1.5,virginica\n'));
  await toast('iris.csv').waitFor();
  expect(await toast('iris.csv').textContent()).toMatch(
    /line 1 names the columns · column 1 is an index, left out · columns of text left out: species/,
  );
  // Columns are called as the file calls them.
  const grid = page.getByRole('grid');
  await eventually(() => grid.getByRole('columnheader').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining('sepal'), expect.stringContaining('petal')]),
  );
  expect(await sliceNumbers(page)).toEqual([5.1, 1.4, 4.9, 1.5]);
  await toast('iris.csv').getByRole('button', { name: 'How it is read' }).click();
  await dialog().getByRole('group', { name: 'First column' }).getByText('data').click();
  await eventually(() => dialog().getByRole('table').textContent()).not.toContain('index');
  await dialog().getByRole('button', { name: 'Read it so' }).click();
  await eventually(() => sliceNumbers(page)).toEqual([0, 5.1, 1.4, 1, 4.9, 1.5]);
  expect(await list().getByRole('button', { name: 'iris.csv' }).count()).toBeGreaterThan(0);
});

test('a table that cannot be read as it stands shows its lines, why, and the choices', async () => {
  await open(save('holes.csv', 'a;b\n1,5;NA\n2,5;3,25\n'));
  await dialog().waitFor();
  expect(await dialog().textContent()).toContain('holes.csv');
  await eventually(() => dialog().textContent()).toContain('NA');
  const read = dialog().getByRole('button', { name: 'Open', exact: true });
  expect(await read.isDisabled()).toBe(true);
  await dialog().getByRole('group', { name: 'Missing cells' }).getByText('NaN').click();
  await eventually(() => read.isDisabled()).toBe(false);
  await read.click();
  await eventually(() => dialog().count()).toBe(0);
  await eventually(() => sliceNumbers(page)).toEqual([1.5, NaN, 2.5, 3.25]);
});

test('integers are converted where the error stands, whether the file was chosen or dropped', async () => {
  await open(save('count.npy', integers([1, 2, 3, 6], [2, 2])));
  await toast('count.npy could not be opened')
    .getByRole('button', { name: 'Convert to float32' })
    .click();
  await eventually(() => sliceNumbers(page)).toEqual([1, 2, 3, 6]);
  expect(await toast('count.npy could not be opened').count()).toBe(0);
});

test('all members of a large archive are listed and found by name or shape, with what was left out', async () => {
  const members: Record<string, Uint8Array> = {};
  for (let i = 0; i < 6000; i++) members[`block${i}.norm.npy`] = floats([i, i + 1, 2, 4], [2, 2]);
  members['ids.npy'] = integers([1, 2], [2]);
  await open(save('many.npz', zipSync(members, { level: 0 })));
  await dialog().getByText('6,000 tensors in the file').waitFor();
  await page.keyboard.type('block5432');
  await dialog().getByText('1 of 6,000').waitFor();
  await page.keyboard.press('Enter');
  await eventually(() => sliceNumbers(page)).toEqual([5432, 5433, 2, 4]);
  await list().getByRole('button', { name: 'Choose a tensor of many.npz' }).last().click();
  await dialog().getByText('1 member left out').waitFor();
  expect(await dialog().textContent()).toMatch(/ids.*int64/);
  await dialog().getByText('Convert to float32').click();
  await dialog().getByText('6,001 tensors in the file').waitFor();
  await page.keyboard.press('Escape');
  // What was looked at still is.
  expect(await sliceNumbers(page)).toEqual([5432, 5433, 2, 4]);
});

test('a tensor is closed by keyboard, can be had back as it was, and leaves nothing behind', async () => {
  await open(save('mine.npy', floats([1, 2, 3, 4], [2, 2])));
  await eventually(() => sliceNumbers(page)).toEqual([1, 2, 3, 4]);
  await page.keyboard.press('t');
  await page.getByRole('radio', { name: 'eval' }).isChecked();
  const close = list().getByRole('button', { name: 'Close mine.npy' });
  await close.focus();
  await page.keyboard.press('Enter');
  await eventually(() => close.count()).toBe(0);
  await eventually(async () => (await sliceNumbers(page)).length).toBeGreaterThan(4);
  await toast('Closed mine.npy').getByRole('button', { name: 'Open it again' }).click();
  await eventually(() => sliceNumbers(page)).toEqual([1, 2, 3, 4]);
  await close.click();
  await toast('Closed mine.npy').getByRole('button', { name: 'Close', exact: true }).click();
  // Undo does not lead to what is gone.
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  while (await undo.isEnabled()) await undo.click();
  await page.waitForTimeout(300);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test.each([
  [1366, 768],
  [1024, 640],
])('ten opened tensors leave the form of the layer in sight at %i × %i', async (width, height) => {
  await page.setViewportSize({ width, height });
  for (let i = 0; i < 10; i++) {
    await open(save(`t${i}.npy`, floats([i, 1, 2, 3], [2, 2])));
    await list()
      .getByRole('button', { name: `Close t${i}.npy` })
      .waitFor();
  }
  const box = await list()
    .getByRole('button', { name: /BatchNorm|LayerNorm/ })
    .first()
    .boundingBox();
  expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(height);
  // The one that is looked at is in sight within the list.
  const last = await list()
    .getByRole('button', { name: /^t9\.npy/ })
    .boundingBox();
  expect(last?.y).toBeLessThan(box?.y ?? 0);
  // The list of layers is inside the window, over its button where there is more room.
  await page.getByRole('button', { name: /^Layer:/ }).click();
  const layers = page.getByRole('listbox');
  await layers.getByRole('option', { name: /^InstanceNorm1d/ }).scrollIntoViewIfNeeded();
  const { y, height: high } = (await layers.boundingBox())!;
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y + high).toBeLessThanOrEqual(height);
  expect(high).toBeGreaterThan(height / 3);
  await page.keyboard.press('Escape');
});

test('messages stack beside one another, name their file, and cover no control', async () => {
  for (const name of ['a.npy', 'b.npy', 'c.npy']) await open(save(name, 'no array'));
  await eventually(() => page.locator('.toast').count()).toBe(3);
  const boxes = await page.locator('.toast').evaluateAll((all) =>
    all.map((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return { top, bottom };
    }),
  );
  boxes.slice(1).forEach(({ top }, i) => expect(top).toBeGreaterThanOrEqual(boxes[i]!.bottom));
  for (const name of ['a.npy', 'b.npy', 'c.npy'])
    await toast(`${name} could not be opened`).waitFor();
  // Everything else ends where they begin.
  const screen = await page.locator('.frame').boundingBox();
  expect((screen?.y ?? 0) + (screen?.height ?? Infinity)).toBeLessThanOrEqual(boxes[0]!.top);
  expect(boxes.at(-1).bottom).toBeLessThanOrEqual(768);
  for (const name of ['a.npy', 'b.npy', 'c.npy'])
    await toast(name).getByRole('button', { name: 'Close', exact: true }).click();
  expect(await page.locator('.toast').count()).toBe(0);
});
