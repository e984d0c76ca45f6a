import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { isRoot } from '../../build/platform.mjs';
import { CHROMIUM } from './app.ts';

// npm run dev: Vite's page over the browser host.
let program: ChildProcess;
let browser: Browser;
let address: string;
/** What the script says. */
let lines: Interface;
beforeAll(async () => {
  program = spawn(process.execPath, [inRoot('build/dev.mjs'), '--no-open'], {
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  address = await new Promise((resolve, reject) => {
    program.once('close', (code) => reject(new Error(`it ended with ${code}`)));
    lines = createInterface({ input: program.stderr! }).on('line', (line) => {
      const found = /hot reload at (\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: isRoot ? ['--no-sandbox'] : [],
  });
});
afterAll(async () => {
  await browser?.close();
  program?.kill('SIGTERM');
});

test('the page comes from Vite and its numbers from the host', async () => {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('canvas').first().waitFor({ timeout: 60_000 });
  // The overview computes nothing; Explore does.
  await page.getByRole('button', { name: 'Explore', exact: true }).click();
  await page.locator('button[data-group]').first().waitFor();
  expect(await page.locator('script[src*="@vite/client"]').count()).toBe(1);
});

test('a changed source of the host starts it anew, and the page is loaded again by the leave that it has', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Explore', exact: true }).click();
  await page.locator('button[data-group]').first().waitFor();
  const anew = new Promise((resolve) =>
    lines.on('line', (line) => /built anew/.test(line) && resolve(line)),
  );
  const loaded = page.waitForEvent('load');
  // Its content stays: other tests run from the same sources.
  fs.utimesSync(inRoot('electron/service/slice.ts'), new Date(), new Date());
  await anew;
  await loaded;
  await page.locator('button[data-group]').first().waitFor();
  const printed = await fetch(address, { redirect: 'manual' });
  expect(printed.status).toBe(303);
  const { pathname } = new URL(page.url());
  expect(printed.headers.get('location')).toBe(pathname);
});

test('without the token, or from another page, the host behind it answers nothing', async () => {
  const { origin } = new URL(address);
  const wrong = await fetch(`${origin}/?token=wrong`, { redirect: 'manual' });
  expect(wrong.status).toBe(403);
  const right = await fetch(address, { redirect: 'manual' });
  const client = `${origin}${right.headers.get('location')}host/client.js`;
  expect((await fetch(client)).status).toBe(403);
  const cookie = (right.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = (from: string) => fetch(client, { headers: { cookie, origin: from } });
  expect((await ask('https://evil.example')).status).toBe(403);
  expect((await ask(origin)).status).toBe(200);
});
