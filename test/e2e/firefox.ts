import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

export const FIREFOX = process.env['NORMSCOPE_FIREFOX'] ?? '/usr/bin/firefox-esr';

/** What a WebDriver BiDi server answers, or tells by itself. */
interface Message {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: unknown;
}
type Answer = (message: Message) => void;

/** Keys of WebDriver. @source WebDriver, keyboard actions */
export const PAGE_DOWN = '\uE00F';
const ENTER = '\uE007';

/** Debian's Firefox with one page, over WebDriver BiDi: Playwright drives builds of its own only. */
export class Firefox {
  /** Messages of consoles, errors that nobody caught, and requests that left the machine's files. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Answer>();
  #context = '';
  #count = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString()) as Message));
  }

  static async start(): Promise<Firefox> {
    const profile = mkdtempSync(path.join(tmpdir(), 'normscope-firefox-'));
    // every name and address but the machine's own goes to a proxy that is not there: it has no network
    const prefs = {
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
      'dom.w3c_touch_events.enabled': 1,
    };
    const lines = Object.entries(prefs).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(path.join(profile, 'user.js'), lines.join('\n'));
    const child = spawn(
      FIREFOX,
      ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
    );
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`Firefox ended with ${code}`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    });
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const firefox = new Firefox(child, profile, socket);
    await firefox.#begin();
    return firefox;
  }

  async #begin(): Promise<void> {
    await this.#call('session.new', { capabilities: {} });
    const events = ['log.entryAdded', 'network.beforeRequestSent'];
    await this.#call('session.subscribe', { events });
    const { contexts } = (await this.#call('browsingContext.getTree', {})) as {
      contexts: { context: string }[];
    };
    this.#context = contexts[0]!.context;
  }

  async open(url: string, width: number, height: number): Promise<void> {
    const context = this.#context;
    await this.#call('browsingContext.setViewport', { context, viewport: { width, height } });
    await this.#call('browsingContext.navigate', { context, url, wait: 'complete' });
  }

  /** Value of an expression in the page, as JSON carries it. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result } = (await this.#call('script.evaluate', {
      expression: `JSON.stringify(${expression})`,
      target: { context: this.#context },
      awaitPromise: true,
    })) as { result: { value?: string } };
    return JSON.parse(result.value ?? 'null') as T;
  }

  async press(...keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#perform({ type: 'key', id: 'keys', actions });
  }

  /** Types into a field instead of what it holds. */
  async type(selector: string, text: string): Promise<void> {
    await this.evaluate(
      `(() => { const field = document.querySelector(${JSON.stringify(selector)}); field.focus(); field.select(); })()`,
    );
    await this.press(...text, ENTER);
  }

  /** A tap of a finger, or a swipe to another point. @param points  CSS pixels of the viewport */
  async touch(...points: readonly (readonly [x: number, y: number])[]): Promise<void> {
    const [first, ...others] = points.map(([x, y]) => ({
      type: 'pointerMove',
      x: Math.round(x),
      y: Math.round(y),
    }));
    const actions = [
      first,
      { type: 'pointerDown', button: 0 },
      ...others,
      { type: 'pointerUp', button: 0 },
    ];
    await this.#perform({
      type: 'pointer',
      id: 'finger',
      parameters: { pointerType: 'touch' },
      actions,
    });
  }

  /** The viewport as a PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = (await this.#call('browsingContext.captureScreenshot', {
      context: this.#context,
    })) as { data: string };
    return Buffer.from(data, 'base64');
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#socket.close();
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #perform(source: object): Promise<void> {
    await this.#call('input.performActions', { context: this.#context, actions: [source] });
  }

  #call(method: string, params: object): Promise<unknown> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ type, result, error, message }) => {
        if (type === 'success') resolve(result);
        else reject(new Error(`${method}: ${error} ${message}`));
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  #hear(message: Message): void {
    if (message.id !== undefined) {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    } else if (message.method === 'log.entryAdded') {
      const { level, text } = message.params as { level: string; text: string };
      if (level === 'error' || level === 'warn') this.complaints.push(`${level}: ${text}`);
    } else if (message.method === 'network.beforeRequestSent') {
      const { url } = (message.params as { request: { url: string } }).request;
      if (!/^(file|data|about):/.test(url)) this.complaints.push(`asks for ${url}`);
    }
  }
}
