import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { inRoot } from '../../build/paths.mjs';
import { isRoot } from '../../build/platform.mjs';
import { writeSession } from '../../renderer/app/session.ts';
import { initialLook } from '../../renderer/canvas/look.ts';

const CHROMIUM = process.env['NORMSCOPE_CHROMIUM'] ?? '/usr/bin/chromium';

interface WithApi {
  readonly normscope: NormscopeApi;
}

/** How a window is opened. */
export interface Opening {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly locale?: string;
  /** Keep what an earlier window left behind; otherwise all settings are as on a new machine. */
  readonly keep?: boolean;
  /** As nobody has used it yet; otherwise Explore shows the notebook's sentences, one cell pinned. */
  readonly first?: boolean;
}

/** What is remembered of a use that ended on the notebook's sentences. */
const NOTEBOOK_SESSION = writeSession({
  place: { tab: 'explore', lesson: 'letters' },
  explore: {
    work: {
      tensor: { kind: 'example', id: 'nlp' },
      layer: 'BatchNorm1d',
      options: {},
      mode: 'train',
      layout: null,
      edits: [],
    },
    look: initialLook(),
    cell: { N: 0, C: 2, L: 1 },
    pinned: true,
    step: null,
  },
  compare: null,
  training: null,
});

/** The program in a browser: the real renderer, service, worker threads and files. */
export class TestApp {
  readonly folder: string;
  readonly #server: ChildProcess;
  readonly #browser: Browser;
  readonly #address: string;
  readonly #contexts: BrowserContext[] = [];
  /** What went wrong in any page: uncaught errors and messages of the console. */
  readonly troubles: string[] = [];

  constructor(folder: string, server: ChildProcess, browser: Browser, address: string) {
    this.folder = folder;
    this.#server = server;
    this.#browser = browser;
    this.#address = address;
  }

  /** A window of its own, with the examples on stage. */
  async open(opening: Opening = {}): Promise<Page> {
    const { width = 1440, height = 900, keep = false, first = false, ...rest } = opening;
    const session = first ? null : NOTEBOOK_SESSION;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
      ...rest,
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.troubles.push(`${message.type()}: ${message.text()}`);
    });
    await page.goto(this.#address);
    if (!keep) {
      await page.evaluate(
        (fresh) => (window as unknown as WithApi).normscope.call('settings.set', fresh),
        { theme: 'system', language: 'system', fontScale: 1, session } as const,
      );
      await page.reload();
    }
    await page.locator('canvas, [data-training]').first().waitFor();
    return page;
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.#browser.close();
    const ended = new Promise((resolve) => this.#server.once('close', resolve));
    this.#server.kill('SIGTERM');
    await ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Starts the host and a browser.
 * @throws Error when dist/ was not built or the browser is missing
 */
export async function startApp(): Promise<TestApp> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-e2e-'));
  const program = inRoot('dist/web/server.js');
  const server = spawn(
    process.execPath,
    [program, '--no-open', '--settings', path.join(folder, 'settings')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const address = await addressOf(server);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: isRoot ? ['--no-sandbox'] : [],
  });
  return new TestApp(folder, server, browser, address);
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('close', (code) => reject(new Error(`the host ended with ${code}`)));
    if (!server.stdout) return reject(new Error('the host has no output'));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = /https?:\/\/\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
  });
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
