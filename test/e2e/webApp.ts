import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inRoot } from '../../build/paths.mjs';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import {
  contextOptions,
  dropFile,
  freshSettings,
  keepTroubles,
  type Opening,
  type Saved,
  type TestApp,
} from './host.ts';

interface WithApi {
  readonly normscope: NormscopeApi;
}

/** The browser host in a browser. */
class WebApp implements TestApp {
  readonly kind = 'web';
  readonly folder: string;
  readonly troubles: string[] = [];
  readonly #server: ChildProcess;
  readonly #browser: Browser;
  readonly #address: string;
  readonly #contexts: BrowserContext[] = [];
  #setter: Promise<Page> | null = null;

  constructor(folder: string, server: ChildProcess, browser: Browser, address: string) {
    this.folder = folder;
    this.#server = server;
    this.#browser = browser;
    this.#address = address;
  }

  async open(opening: Opening = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      ...contextOptions(opening),
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    keepTroubles(page, this.troubles);
    if (!opening.keep) await this.#set(freshSettings(opening));
    await page.goto(this.#address);
    await page.locator('canvas, [data-training]').first().waitFor();
    return page;
  }

  /** Sets settings by a page of its own, so that a window finds them as it opens and has kept nothing before. */
  async #set(fresh: ReturnType<typeof freshSettings>): Promise<void> {
    this.#setter ??= this.#openSetter();
    const page = await this.#setter;
    await page.evaluate(
      (settings) => (window as unknown as WithApi).normscope.call('settings.set', settings),
      fresh,
    );
  }

  async #openSetter(): Promise<Page> {
    const context = await this.#browser.newContext();
    this.#contexts.push(context);
    const page = await context.newPage();
    await page.goto(this.#address);
    await page.locator('canvas').first().waitFor();
    // It keeps its own session once, half a second after it has opened.
    await page.waitForTimeout(900);
    return page;
  }

  async closeWindow(page: Page): Promise<void> {
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
  }

  async save(page: Page, act: () => Promise<unknown>): Promise<Saved> {
    const [download] = await Promise.all([page.waitForEvent('download'), act()]);
    const name = download.suggestedFilename();
    const file = path.join(fs.mkdtempSync(path.join(this.folder, 'saved-')), name);
    await download.saveAs(file);
    return { name, file };
  }

  async place(_page: Page, _file: string, act: () => Promise<unknown>): Promise<void> {
    await act();
  }

  async pick(page: Page, file: string, act: () => Promise<unknown>): Promise<void> {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), act()]);
    await chooser.setFiles(file);
  }

  async drop(page: Page, file: string): Promise<void> {
    const text = fs.readFileSync(file, 'utf8');
    await dropFile(page, { name: path.basename(file), type: 'text/plain', text });
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

/** Starts the browser host. */
export async function startWebApp(folder: string, browser: Browser): Promise<TestApp> {
  const program = inRoot('dist/web/server.js');
  const server = spawn(
    process.execPath,
    [program, '--no-open', '--settings', path.join(folder, 'settings')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new WebApp(folder, server, browser, await addressOf(server));
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
