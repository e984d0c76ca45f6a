import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CELL_JOB } from '../../../electron/workers/engine/cells.ts';
import { JOB } from '../../../electron/workers/engine/job.ts';
import { WINDOW_JOB } from '../../../electron/workers/engine/windows.ts';

test.each([
  ['job', JOB],
  ['cellJob', CELL_JOB],
  ['windowJob', WINDOW_JOB],
])('the kernels and the engine agree on where a %s holds what', (name, twin) => {
  const file = new URL(`../../../core/kernels/${name}.ts`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const entries = [...text.matchAll(/^export const (\w+): usize = (\d+);/gm)].map(
    ([, field, offset]) => [field, Number(offset)],
  );
  expect(Object.fromEntries(entries)).toEqual(twin);
});
