import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWasm } from '../../../build/wasm.mjs';
import { writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { buildWorkers } from '../workers/buildWorkers.ts';

const SCRIPT = fileURLToPath(new URL('underLimit.mjs', import.meta.url));
const GIBIBYTE_IN_K = 2 ** 20;
const MINUTES = 240_000;
const run = promisify(execFile);

let dist: URL;
let remove: () => void;
let folder: string;
let files: Readonly<Record<1 | 4, string>>;

beforeAll(async () => {
  ({ dist, remove } = await buildWorkers(['worker', 'crewWorker', 'service', 'settings']));
  await buildWasm(fileURLToPath(new URL('wasm/kernels.wasm', dist)));
  folder = mkdtempSync(path.join(tmpdir(), 'normscope-limit-'));
  files = { 1: fileOf(1), 4: fileOf(4) };
}, 60_000);
afterAll(() => {
  remove();
  rmSync(folder, { recursive: true, force: true });
});

/** So many MiB: 1 and 3 in turn, so that the mean is 2, the variance 1 and y = ∓1/√(1 + 1e-5). */
function fileOf(mebibytes: number): string {
  const data = Float32Array.from({ length: mebibytes * 2 ** 18 }, (_, i) => 1 + (i % 2) * 2);
  const file = path.join(folder, `${mebibytes}.npy`);
  writeFileSync(file, writeNpy(tensor(data, [mebibytes * 4, 16, 64, 64])));
  return file;
}

/** Does a task, with so many GiB of address space; what it prints. */
async function underLimit(task: string, file: string, gibibytes: number | null, times = 0) {
  const limit = gibibytes === null ? 'unlimited' : String(gibibytes * GIBIBYTE_IN_K);
  const words = [SCRIPT, task, dist.href, file, path.join(folder, `${task}.npy`), String(times)];
  const { stdout } = await run('/bin/sh', [
    '-c',
    `ulimit -v ${limit} && exec "$@"`,
    'sh',
    process.execPath,
    ...words,
  ]);
  return JSON.parse(stdout) as Record<string, number>;
}

describe.runIf(process.platform === 'linux')('address space and memory', () => {
  test(
    'a hundred edits of a large tensor stay under 200 GiB of address space',
    async () => {
      expect(await underLimit('edits', files[1], 200, 100)).toEqual({
        edited: 5,
        before: 1 + (98 % 2) * 2,
      });
    },
    MINUTES,
  );

  test.each(['compute', 'stream'])(
    '%s of a large tensor succeeds in 6 GiB of address space, where no engine has room',
    async (task) => {
      const { mean, y } = await underLimit(task, files[4], 6);
      expect(mean).toBe(2);
      expect(y).toBeCloseTo(-1 / Math.sqrt(1 + 1e-5), 6);
    },
    MINUTES,
  );

  test(
    'opening and closing a file of 4 MiB again and again leaves resident memory flat',
    async () => {
      const { first = 0, second = 0 } = await underLimit('opens', files[4], null, 200);
      // all of them would be 800 MiB
      expect(second).toBeLessThan(400);
      expect(second - first).toBeLessThan(100);
    },
    MINUTES,
  );
});
