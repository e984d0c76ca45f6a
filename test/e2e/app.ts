import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { isRoot } from '../../build/platform.mjs';
import { DesktopApp } from './desktopApp.ts';
import type { TestApp } from './host.ts';
import { startWebApp } from './webApp.ts';

export const CHROMIUM = process.env['NORMSCOPE_CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * Starts the program in the host that this run is about: the browser's, or in the project e2e-desktop
 * the desktop's main process over its stand-in for Electron.
 * @throws Error when dist/ was not built or the browser is missing
 */
export function startApp(): Promise<TestApp> {
  return process.env['NORMSCOPE_E2E_HOST'] === 'desktop'
    ? startDesktopApp()
    : inScratch(startWebApp, []);
}

/** Starts the desktop's main process over its stand-in for Electron. */
export function startDesktopApp(): Promise<DesktopApp> {
  // The page's address is answered by the program, and nothing else can be reached.
  return inScratch(
    (folder, browser) => Promise.resolve(new DesktopApp(folder, browser)),
    ['--host-resolver-rules=MAP * ~NOTFOUND'],
  );
}

async function inScratch<T>(
  start: (folder: string, browser: Browser) => Promise<T>,
  args: readonly string[],
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-e2e-'));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...(isRoot ? ['--no-sandbox'] : []), ...args],
  });
  return start(folder, browser);
}

/** A number as it stands on screen: true minus sign, ∞, NaN. */
export function numberOf(text: string): number {
  const clean = text.trim().replaceAll('\u2212', '-');
  return clean === '∞' ? Infinity : clean === '-∞' ? -Infinity : Number(clean);
}

/** Chooses one of a group of alternatives, such as train or eval, by the group's name and its text. */
export async function choose(page: Page, group: string, text: string): Promise<void> {
  const fieldset = page.getByRole('group', { name: group, exact: true });
  await fieldset.getByText(text, { exact: true }).click();
}

/** The numbers of the slice on screen, row by row. */
export async function sliceNumbers(page: Page): Promise<number[]> {
  const cells = await page.getByRole('grid').getByRole('gridcell').allTextContents();
  return cells.map(numberOf);
}

/** Mean and variance of every statistics card. */
export async function cardNumbers(page: Page): Promise<{ mean: number[]; variance: number[] }> {
  const cards = page.locator('button[data-group]');
  const texts = await cards.evaluateAll((found) =>
    found.map((card) =>
      [...card.querySelectorAll('.value')].map((value) => value.textContent ?? ''),
    ),
  );
  const pick = (at: number) =>
    texts.map((lines) => numberOf((lines[at] ?? '').replace(/^\s*(μ|σ²)\s*/, '')));
  return { mean: pick(0), variance: pick(1) };
}
