import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../build/paths.mjs';
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
  const opened = (file: string) =>
    app.pick(page, inRoot(file), () =>
      page.getByRole('button', { name: 'Open a tensor' }).first().click(),
    );
  await opened('test/fixtures/checkpoints/damaged-eps-folded.pth');
  const layer = page.getByRole('region', { name: 'bn1' });
  await page
    .getByRole('list', { name: 'Normalization layers' })
    .getByRole('button', { name: /bn1/ })
    .click();
  await layer.getByRole('img').first().waitFor();
  const before = await all(page);
  const after = await again(before[0]!.bytes, (other) =>
    other.getByRole('region', { name: 'bn1' }).getByRole('img').first().waitFor(),
  );
  await page.close();
  expect(after.map(({ bytes }, i) => bytes.equals(before[i]!.bytes))).toEqual(
    before.map(() => true),
  );
});

test('an overview for another kind of file is refused with what there is', async () => {
  const run = await cli.run('overview', '--example', 'channels', '--out', 'o.gif');
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('.png, .svg, .json');
});
