import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Starts a program and waits for it.
 * Options: cwd, env (added to ours), stdio ('inherit' unless told; 'pipe' collects both streams
 * in `output`), timeout in milliseconds.
 * @returns {Promise<{ status: number, output: string, timedOut: boolean }>} status 127: not found
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = {}, stdio = 'inherit', timeout = 0 } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env } });
    let output = '';
    let timedOut = false;
    const collect = (chunk) => (output += chunk);
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    const timer = timeout
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeout)
      : undefined;
    const end = (status) => {
      clearTimeout(timer);
      resolve({ status, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Runs a script with this Node, quietly: its output is in the answer. */
export const runNode = (args, options) => run(process.execPath, args, options);
