import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../build/paths.mjs';
import { writeNpy } from '../../core/io/npy.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';
import { CommandLine } from './commandLine.ts';

const cli = new CommandLine();
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  expect(app.troubles).toEqual([]);
  await app.close();
  cli.remove();
});

async function saved(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const file = await download;
  const target = path.join(app.folder, file.suggestedFilename());
  await file.saveAs(target);
  return { name: file.suggestedFilename(), bytes: fs.readFileSync(target) };
}

test('the overview of the window and of the command line are the same bytes, in every format', async () => {
  const page = await app.open({ width: 1280, height: 720, first: true });
  await page.locator('[data-card=BatchNorm1d] canvas').waitFor();
  await page.locator('select').first().selectOption({ index: 2 });
  for (const [item, format] of [
    ['PNG picture', 'png'],
    ['SVG picture', 'svg'],
    ['JSON report', 'json'],
  ] as const) {
    const { name, bytes } = await saved(page, item);
    expect(name).toBe(`channels-overview.${format}`);
    const run = await cli.run('overview', '--example', 'channels', '--out', `o.${format}`);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(bytes.equals(cli.read(`o.${format}`))).toBe(true);
  }
  await page.close();
});

const ITEMS = ['JSON report', 'PNG picture', 'SVG picture', 'PDF'] as const;

/** What a screen exports, in every format without a clock. */
async function all(page: Page): Promise<{ name: string; bytes: Buffer }[]> {
  const files: { name: string; bytes: Buffer }[] = [];
  for (const item of ITEMS) files.push(await saved(page, item));
  return files;
}

/** Opens a document in a window that knows nothing of it, and exports what it shows. */
async function again(json: Buffer, shown: (page: Page) => Promise<unknown>) {
  const file = path.join(app.folder, 'document.json');
  fs.writeFileSync(file, json);
  const page = await app.open({ width: 1920, height: 1080 });
  await app.drop(page, file);
  await shown(page);
  const files = await all(page);
  await page.close();
  return files;
}

const current = (tab: string) => (page: Page) =>
  page.locator(`header [aria-current=page]`, { hasText: tab }).waitFor();

test.each([
  ['Overview', 'image-overview', 'overview'],
  ['Compare', 'nlp-comparison', 'comparison'],
  ['Lessons', 'lesson-letters', 'lesson'],
  ['Train & eval', 'training', 'training'],
] as const)(
  '%s exports its page; closed, opened from its JSON and exported again it is the same bytes in every format',
  async (tab, name, kind) => {
    const page = await app.open({ width: 1920, height: 1080 });
    await page.getByRole('button', { name: tab, exact: true }).click();
    await page.locator('main :is(canvas, svg)').first().waitFor();
    // Something that is not so at the beginning.
    if (kind === 'overview') await page.getByRole('combobox').last().selectOption({ index: 1 });
    if (kind === 'training') await page.keyboard.press('ArrowRight');
    const before = await all(page);
    await page.close();
    expect(before.map((file) => file.name)).toEqual(
      ['json', 'png', 'svg', 'pdf'].map((end) => `${name}.${end}`),
    );
    expect(JSON.parse(before[0]!.bytes.toString('utf8'))).toMatchObject({
      format: 'normscope-page',
      kind,
    });
    const after = await again(before[0]!.bytes, current(tab));
    expect(after.map(({ bytes }, i) => bytes.equals(before[i]!.bytes))).toEqual(
      before.map(() => true),
    );
  },
);

test('so do the pages about a checkpoint and about a pair of tensors', async () => {
  const page = await app.open({ width: 1920, height: 1080 });
  const compared = async (shown: (page: Page) => Promise<unknown>) => {
    await shown(page);
    const before = await all(page);
    const after = await again(before[0]!.bytes, shown);
    expect(after.map(({ bytes }, i) => bytes.equals(before[i]!.bytes))).toEqual(
      before.map(() => true),
    );
  };
  await app.pick(page, inRoot('test/fixtures/checkpoints/damaged-eps-folded.pth'), () =>
    page.getByRole('button', { name: 'Open a tensor' }).first().click(),
  );
  const layers = page.getByRole('list', { name: 'Normalization layers' });
  await layers.getByRole('button', { name: /bn1/ }).click();
  await compared((one) =>
    one.getByRole('region', { name: 'bn1' }).getByRole('img').first().waitFor(),
  );

  const written = (name: string, values: readonly number[]) => {
    const file = path.join(app.folder, name);
    fs.writeFileSync(file, writeNpy(tensor(Float32Array.from(values), [2, 3])));
    return file;
  };
  await page.getByText('Which layer?').click();
  await app.pick(page, written('x.npy', [1, 2, 3, 4, 5, 9]), () =>
    page.getByRole('button', { name: 'Open a file' }).click(),
  );
  await page.getByRole('button', { name: /Output y/ }).click();
  const dialog = page.getByRole('dialog');
  // Rows less their means 2 and 6, over √(2/3) and √(14/3).
  const [a, b] = [Math.sqrt(2 / 3), Math.sqrt(14 / 3)];
  await app.pick(page, written('y.npy', [-1 / a, 0, 1 / a, -2 / b, -1 / b, 3 / b]), () =>
    dialog.getByRole('button', { name: 'Open a file' }).click(),
  );
  await compared((one) => one.getByRole('heading', { name: /made y of x/ }).waitFor());
});

test('an overview for another kind of file is refused with what there is', async () => {
  const run = await cli.run('overview', '--example', 'channels', '--out', 'o.gif');
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('.png, .svg, .json');
});
