import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { calledAs } from '../../../electron/cli/namedTensor.ts';

test('what a report calls a tensor is its file without the folder, and its name in it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'normscope-named-'));
  try {
    const file = path.join(folder, 'model.pt');
    await writeFile(file, '');
    expect(calledAs(file)).toBe('model.pt');
    expect(calledAs(`${file}:bn1.weight`)).toBe('model.pt:bn1.weight');
    expect(calledAs('x.npy')).toBe('x.npy');
  } finally {
    await rm(folder, { recursive: true });
  }
});
