import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { benchPath } from './paths.mjs';

/**
 * Freed memory stays with the process: fresh pages of a large output would cost more than the arithmetic. The same for all, as if each wrote into the same
 * output again and again.
 */
const KEEP_PAGES = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: String(2 ** 40),
  MALLOC_TOP_PAD_: String(2 ** 24),
};

/** A peer in its process: one command at a time. */
export class PeerProcess {
  #child;
  #waiting = null;
  #problem = null;
  #said = '';

  constructor({ key, name, command, args }) {
    this.key = key;
    this.name = name;
    this.#child = spawn(command, args, {
      cwd: benchPath(),
      env: { ...process.env, ...KEEP_PAGES },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stderr.on('data', (chunk) => (this.#said = (this.#said + chunk).slice(-2000)));
    this.#child.stdin.on('error', () => {});
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#hear(line));
    this.ended = new Promise((resolve) => {
      const end = (reason) => {
        this.#problem ??= /^.*Error.*$/m.exec(this.#said)?.[0] ?? reason;
        this.#waiting?.reject(new Error(this.#problem));
        resolve();
      };
      this.#child.on('error', (error) => end(error.message));
      this.#child.on('close', (code, signal) => end(`ended with ${signal ?? code}`));
    });
  }

  /** Sends a command and waits for its answer. @throws Error with what went wrong there */
  ask(what, more = {}) {
    if (this.#problem) return Promise.reject(new Error(this.#problem));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#child.stdin.write(`${JSON.stringify({ do: what, ...more })}\n`);
    });
  }

  async close() {
    this.#child.stdin.end();
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await this.ended;
    clearTimeout(patience);
  }

  #hear(line) {
    // Libraries may have something of their own to say.
    if (!/^\{"(reply|problem)"/.test(line)) return;
    const { reply, problem } = JSON.parse(line);
    const waiting = this.#waiting;
    this.#waiting = null;
    if (reply) waiting?.resolve(reply);
    else waiting?.reject(new Error(problem));
  }
}
