import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { callerDirectory, inRoot } from './paths.mjs';
import { SetupError } from './say.mjs';

/**
 * An address of the host for a browser's command line, which every user of this machine can read: it works once, and soon.
 * @param url  with the token
 * @throws SetupError when the host gives none
 */
async function ticketAddress(url) {
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) throw new SetupError(`the web host gave no ticket: ${await response.text()}`);
  return response.text();
}

/**
 * Starts the loopback host and waits for its address.
 * @param args    further arguments for the server
 * @param server  its program
 * @returns {Promise<{ url: string, ticket: () => Promise<string>, child: import('node:child_process').ChildProcess, ended: Promise<number> }>}
 * @throws SetupError when it ends before it names an address
 */
export async function startWebHost(args = [], server = inRoot('dist/web/server.js')) {
  const child = spawn(process.execPath, [server, '--no-open', ...args], {
    cwd: callerDirectory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stopped = false;
  const stop = (signal) => {
    stopped = true;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, stop);
  const ended = new Promise((resolve) =>
    child.on('close', (code) => {
      for (const signal of signals) process.off(signal, stop);
      resolve(stopped ? 0 : (code ?? 1));
    }),
  );
  const url = await new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line);
      const found = /https?:\/\/\S+/.exec(line);
      if (found) resolve(found[0]);
    });
    void ended.then(() => resolve(undefined));
  });
  if (!url) throw new SetupError('the web host ended before it was ready');
  return { url, ticket: () => ticketAddress(url), child, ended };
}
