import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeInputFile } from './inputFile.mjs';

/** A folder for files that come and go, and the one file from which everybody takes as many values as needed. */
export function inputs() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-bench-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  for (const [signal, status] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => {
      remove();
      process.exit(status);
    });
  }
  const file = path.join(folder, 'input.f32');
  let most = 0;
  const input = (values) => {
    if (values > most) writeInputFile(file, values);
    most = Math.max(most, values);
    return file;
  };
  return { folder, input, remove };
}
