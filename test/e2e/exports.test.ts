import fs from 'node:fs';
import path from 'node:path';
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

test.each([
  ['Compare', 'nlp-comparison', 'comparison'],
  ['Lessons', 'lesson-letters', 'lesson'],
  ['Train & eval', 'training', 'training'],
] as const)('%s exports its page as PNG, SVG and JSON', async (tab, name, kind) => {
  const page = await app.open({ width: 1920, height: 1080 });
  await page.getByRole('button', { name: tab, exact: true }).click();
  await page.locator('main :is(canvas, svg)').first().waitFor();
  const png = await saved(page, 'PNG picture');
  expect(png.name).toBe(`${name}.png`);
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  const svg = await saved(page, 'SVG picture');
  expect(svg.bytes.toString('utf8')).toContain('<svg');
  const json = await saved(page, 'JSON report');
  expect(JSON.parse(json.bytes.toString('utf8'))).toMatchObject({
    format: 'normscope-page',
    kind,
  });
  await page.close();
});

test('an overview for another kind of file is refused with what there is', async () => {
  const run = await cli.run('overview', '--example', 'channels', '--out', 'o.gif');
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('.png, .svg, .json');
});
