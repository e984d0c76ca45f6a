import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** Milliseconds between two looks at the memory; the kernel itself keeps the peak. */
const EVERY = 20;

/** Bytes of resident memory at its peak, from Linux; 0 elsewhere. */
function peakOf(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Runs a program and tells seconds, peak resident bytes (0 where unknown), status and what it said. */
export function runMeasured(command, args) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [peak, output] = [0, ''];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += chunk));
    const look = () => (peak = Math.max(peak, peakOf(child.pid)));
    const timer = setInterval(look, EVERY);
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(timer);
      resolve({ seconds: (performance.now() - started) / 1000, peak, status, output });
    });
  });
}
