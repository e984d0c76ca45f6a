import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JOB } from '../../../electron/workers/engine/job.ts';

test('the kernels and the engine agree on where a job holds what', () => {
  const file = new URL('../../../core/kernels/job.ts', import.meta.url);
  const text = readFileSync(file, 'utf8');
  const entries = [...text.matchAll(/^export const (\w+): usize = (\d+);/gm)].map(
    ([, name, offset]) => [name, Number(offset)],
  );
  expect(Object.fromEntries(entries)).toEqual(JOB);
});
