import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page, Route } from 'playwright-core';
import { inRoot } from '../../build/paths.mjs';
import { DesktopControls } from './desktopControls.ts';
import {
  contextOptions,
  dropFile,
  freshSettings,
  keepTroubles,
  type Opening,
  type Saved,
  type TestApp,
} from './host.ts';

/** Where the page lies for Chromium, which cannot be given a scheme of its own; nothing resolves it. */
const ORIGIN = 'https://normscope.test';
const SCHEME = 'app://normscope';
const WORLD = 'preload';
const standIn = (name: string) => inRoot(`test/e2e/standIn/${name}`);

/** What a dialog is asked with, as far as tests look at it. */
export interface DialogOptions {
  readonly defaultPath?: string;
  readonly message?: string;
  readonly buttons?: readonly string[];
}
interface Message {
  readonly kind: string;
  readonly id?: number;
  readonly [key: string]: unknown;
}
type Answer = (options: DialogOptions) => unknown;

/** How main is started, beside how its window is opened. */
export interface DesktopOpening extends Opening {
  readonly files?: readonly string[];
}

/** Tells main something; one that ends meanwhile hears nothing more, which is no failure. */
function send(main: ChildProcess, message: object): void {
  if (main.connected) main.send(message, () => undefined);
}

/** The built main process over a stand-in for Electron, whose window is a page of this Chromium (see standIn/electron.mjs). */
export class DesktopApp extends DesktopControls implements TestApp {
  readonly kind = 'desktop';
  readonly folder: string;
  readonly troubles: string[] = [];
  /** What the program put on the clipboard and opened in the browser, and the dialogs that it showed. */
  readonly copied: { type: string; text?: string; bytes?: string }[] = [];
  readonly external: string[] = [];
  readonly dialogs: { type: string; options: DialogOptions }[] = [];
  /** What it asked of the window's frame and of the system: marks, progress, a screen that stays on, menus, prints, notices. */
  readonly frame: Record<string, unknown> = {};
  readonly shown: Record<string, unknown>[] = [];
  readonly recent: unknown[] = [];
  /** Of work, from 0 to 1; -1 for none. */
  readonly progress: number[] = [];
  /** What was printed last. */
  printed: Buffer | null = null;
  /** What the program is to be started with when it has ended. */
  relaunched: readonly string[] | null = null;
  /** Windows without a bridge, such as the speaker's. */
  readonly others: { readonly page: Page; readonly bounds: unknown }[] = [];
  readonly #browser: Browser;
  readonly #answers: { type: string; answer: Answer }[] = [];
  #main: ChildProcess | null = null;
  #ended: Promise<number | null> = Promise.resolve(0);
  #context: BrowserContext | null = null;
  #session: CDPSession | null = null;
  #world = 0;
  /** The next load is main's or the test's own wish, not the page's. */
  #expected = false;
  #page: Page | null = null;
  #whenOpen: () => void = () => undefined;
  /** What the window was opened with. */
  #given = { url: '', preload: '' };
  #questions = 0;
  readonly #waiting = new Map<number, (value: unknown) => void>();

  constructor(folder: string, browser: Browser) {
    super();
    this.folder = folder;
    this.#browser = browser;
  }

  get page(): Page {
    if (!this.#page) throw new Error('there is no window');
    return this.#page;
  }

  async open(opening: DesktopOpening = {}): Promise<Page> {
    await this.#end();
    const { keep = false, locale = 'en-GB', colorScheme, files = [] } = opening;
    if (!keep) this.#forget(opening);
    this.#context = await this.#browser.newContext(contextOptions(opening));
    const profile = { profile: this.folder, locale, dark: colorScheme === 'dark', packaged: false };
    this.#main = this.#start(files, profile);
    this.#ended = exitOf(this.#main);
    await new Promise<void>((resolve, reject) => {
      this.#whenOpen = resolve;
      void this.#ended.then((code) => reject(new Error(`main ended with ${code}`)));
    });
    await this.page.locator('canvas, [data-training]').first().waitFor();
    return this.page;
  }

  /** Closes the window as its user does; resolves when the program has ended. */
  async closeWindow(page: Page): Promise<void> {
    await page.close({ runBeforeUnload: true });
    await this.#ended;
  }

  async save(_page: Page, act: () => Promise<unknown>): Promise<Saved> {
    const folder = fs.mkdtempSync(path.join(this.folder, 'saved-'));
    let file = '';
    const asked = this.answer('save', ({ defaultPath = '' }) => {
      file = path.join(folder, path.basename(defaultPath));
      return { canceled: false, filePath: file };
    });
    await act();
    await asked;
    // It appears whole: it is renamed into place.
    while (!fs.existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    return { name: path.basename(file), file };
  }

  async place(_page: Page, file: string, act: () => Promise<unknown>): Promise<void> {
    const asked = this.answer('save', () => ({ canceled: false, filePath: file }));
    await act();
    await asked;
  }

  async pick(_page: Page, file: string, act: () => Promise<unknown>): Promise<void> {
    const asked = this.answer('open', () => ({ canceled: false, filePaths: [file] }));
    await act();
    await asked;
  }

  async drop(page: Page, file: string): Promise<void> {
    const type = `path/${Buffer.from(file).toString('hex')}`;
    await dropFile(page, { name: path.basename(file), type, text: '' });
  }

  /** Answers the next dialog of a kind. @returns its options when it was shown */
  answer(type: 'open' | 'save' | 'message', answer: Answer): Promise<DialogOptions> {
    return new Promise((resolve) =>
      this.#answers.push({
        type,
        answer(options) {
          resolve(options);
          return answer(options);
        },
      }),
    );
  }

  /** Resolves to the exit status when the program has ended. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** The window's page crashes. */
  async crash(): Promise<void> {
    await this.#crash();
    this.tell('crashed');
  }

  /** Main ends at once, whatever it is doing. */
  async kill(): Promise<void> {
    this.#main?.kill('SIGKILL');
    await this.#ended;
  }

  /** A second start with files. @returns how it ended */
  async secondStart(files: readonly string[]): Promise<number | null> {
    return exitOf(this.#start(files, { profile: this.folder, locale: 'en-GB', second: true }));
  }

  /** The address as Electron has it. */
  address(page: Page): string {
    return page.url().replace(ORIGIN, SCHEME);
  }

  async close(): Promise<void> {
    await this.#end();
    await this.#browser.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  #forget(opening: Opening): void {
    const profile = path.join(this.folder, 'settings');
    fs.rmSync(profile, { recursive: true, force: true });
    fs.mkdirSync(profile);
    const settings = JSON.stringify(freshSettings(opening));
    fs.writeFileSync(path.join(profile, 'settings.json'), settings);
  }

  async #end(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
    const main = this.#main;
    const late = setTimeout(() => main?.kill(), 10_000);
    await this.#ended;
    clearTimeout(late);
  }

  #start(files: readonly string[], profile: object): ChildProcess {
    const main = fork(standIn('main.mjs'), files, {
      env: { ...process.env, STAND_IN: JSON.stringify(profile) },
      // Plain JSON: what a clone would refuse is refused by the codec, not copied by the line.
      serialization: 'json',
    });
    main.on('message', (message: Message) => {
      this.#heard(main, message).catch((error: unknown) => this.#failed(error));
    });
    return main;
  }

  /** The program may still speak to a window that is going; anything else is a trouble. */
  #failed(error: unknown): void {
    const text = String(error);
    if (!text.includes('has been closed')) this.troubles.push(text);
  }

  /** A new window has its page, with everything that its scripts need before they run. */
  async #load(url: string, preload: string): Promise<void> {
    this.#given = { url, preload };
    const page = await this.#context!.newPage();
    this.#page = page;
    keepTroubles(page, this.troubles);
    await page.route('**/*', (route) => this.#serve(route));
    page.on('close', () => {
      if (this.#page === page) this.tell('close-window');
    });
    const session = await this.#context!.newCDPSession(page);
    this.#session = session;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#world = context.id;
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) this.tell('navigated');
    });
    session.on('Page.loadEventFired', () => this.tell('loaded'));
    session.on('Runtime.bindingCalled', ({ payload }) => void this.#fromPage(payload));
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', {
      name: 'standInToMain',
      executionContextName: WORLD,
    });
    const read = (file: string) => fs.readFileSync(file, 'utf8');
    const codec = read(standIn('codec.mjs')).replaceAll('export ', '');
    const world = `(() => { ${codec}\n${read(standIn('preloadWorld.js'))}\n${read(preload)} })();`;
    const source = read(standIn('pageWorld.js'));
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: world,
      worldName: WORLD,
    });
    // A reload that the test asks for is the window's, which nobody can deny.
    const reload = page.reload.bind(page);
    page.reload = (options) => {
      this.#expected = true;
      return reload(options);
    };
    this.#expected = true;
    await page.goto(url.replace(SCHEME, ORIGIN));
  }

  /** Answers a request by the program's own protocol handler; the page's own navigations are asked about first. */
  async #serve(route: Route): Promise<void> {
    const request = route.request();
    const isNavigation =
      request.isNavigationRequest() && request.frame() === this.#page?.mainFrame();
    const expected = this.#expected;
    if (isNavigation) this.#expected = false;
    const url = request.url().replace(ORIGIN, SCHEME);
    try {
      if (isNavigation && !expected && !(await this.ask('navigation', { url })))
        return await route.abort('aborted');
      if (!url.startsWith(`${SCHEME}/`)) return await route.abort('failed');
      const answer = (await this.ask('serve', { url, method: request.method() })) as {
        status: number;
        headers: Record<string, string>;
        body: string;
      };
      await route.fulfill({ ...answer, body: Buffer.from(answer.body, 'base64') });
    } catch {
      // The window was closed meanwhile.
    }
  }

  async #fromPage(payload: string): Promise<void> {
    const message = JSON.parse(payload) as Message;
    const { kind, id, ...rest } = message;
    if (kind !== 'invoke') return this.tell(kind, rest);
    const answer = (await this.ask('invoke', rest)) as object;
    await this.#toPage({ kind: 'answer', id, ...answer });
  }

  async #toPage(message: object): Promise<void> {
    const expression = `standInFromMain(${JSON.stringify(JSON.stringify(message))})`;
    // A page that is gone hears nothing.
    await this.#session
      ?.send('Runtime.evaluate', { expression, contextId: this.#world })
      .catch(() => undefined);
  }

  async #heard(main: ChildProcess, message: Message): Promise<void> {
    const { kind, id } = message;
    const answer = (value: unknown) => send(main, { kind: 'answer', id, value });
    switch (kind) {
      case 'answer':
        this.#waiting.get(id ?? 0)?.(message['value']);
        this.#waiting.delete(id ?? 0);
        return;
      case 'open':
        await this.#load(String(message['url']), String(message['preload']));
        this.#whenOpen();
        return answer(null);
      case 'load':
        if (message['fresh']) return this.#again();
        await this.#page?.reload().catch(() => undefined);
        return;
      case 'close':
        if (!this.#page?.isClosed()) await this.#page?.close();
        return;
      case 'open-other': {
        const page = await this.#context!.newPage();
        keepTroubles(page, this.troubles);
        await page.route('**/*', (route) => this.#serve(route));
        this.others.push({ page, bounds: message['bounds'] });
        await page.goto(String(message['url']).replace(SCHEME, ORIGIN));
        return answer(null);
      }
      case 'close-other':
        await this.others.at(-1)?.page.close();
        return;
      case 'print':
        this.printed = await this.page.pdf({
          ...(message['options'] as object),
          preferCSSPageSize: true,
        });
        return answer(null);
      case 'relaunch':
        this.relaunched = message['args'] as string[];
        return;
      case 'crash':
        await this.#crash();
        return answer(null);
      case 'event':
        return this.#toPage(message);
      case 'dialog': {
        const type = String(message['type']);
        const options = message['options'] as DialogOptions;
        this.dialogs.push({ type, options });
        const at = this.#answers.findIndex((one) => one.type === type);
        const [given] = at < 0 ? [] : this.#answers.splice(at, 1);
        return answer((await given?.answer(options)) ?? CANCELLED);
      }
      case 'copied':
        this.copied.push(message as unknown as (typeof this.copied)[number]);
        return;
      case 'frame':
        Object.assign(this.frame, message);
        if (typeof message['progress'] === 'number') this.progress.push(message['progress']);
        return;
      case 'shown':
        this.shown.push(message);
        return;
      case 'recent':
        this.recent.push(message['file']);
        return;
      case 'external':
        this.external.push(String(message['url']));
        return;
      case 'error-box':
        this.troubles.push(`error box: ${String(message['text'])}`);
        return;
      case 'theme': {
        const source = message['source'] as 'light' | 'dark' | 'system';
        if (source !== 'system') await this.#page?.emulateMedia({ colorScheme: source });
        return;
      }
      case 'second-start':
        return this.tell('second-start', message);
    }
  }

  async #crash(): Promise<void> {
    await Promise.race([
      this.#session?.send('Page.crash').catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 500)),
    ]);
  }

  /** After a crash Chromium needs another page; it takes the window's place. */
  async #again(): Promise<void> {
    const dead = this.#page;
    await this.#load(this.#given.url, this.#given.preload);
    await dead?.close().catch(() => undefined);
  }

  protected tell(kind: string, detail: object = {}): void {
    if (this.#main) send(this.#main, { ...detail, kind });
  }

  protected ask(kind: string, detail: object = {}): Promise<unknown> {
    const id = ++this.#questions;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.tell(kind, { ...detail, id });
    });
  }
}

const CANCELLED = { canceled: true, filePaths: [], filePath: '', response: 1 };

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', resolve));
