import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './packed.ts';

/** Debian's PyTorch, or another Python that has one. */
const PYTHON = process.env.NORMSCOPE_PYTHON ?? '/usr/bin/python3';

export function hasTorch(): boolean {
  if (!existsSync(PYTHON)) return false;
  try {
    execFileSync(PYTHON, ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What programs compute, each in a namespace of its own; files are found in the folder. */
export function runPrograms(codes: readonly string[], folder?: string): Outcome[] {
  const script = fileURLToPath(new URL('run_snippets.py', import.meta.url));
  return execFileSync(PYTHON, [script], {
    input: JSON.stringify(codes),
    cwd: folder,
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}
