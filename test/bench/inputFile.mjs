import fs from 'node:fs';

const CHUNK = 1 << 22;

/** Writes so many float32 values, spread evenly over −1 … 2, the same each time. */
export function writeInputFile(file, values) {
  const handle = fs.openSync(file, 'w');
  const chunk = new Float32Array(CHUNK);
  let state = 0x9e3779b9;
  for (let at = 0; at < values; at += CHUNK) {
    const count = Math.min(CHUNK, values - at);
    for (let i = 0; i < count; i++) {
      // Marsaglia's xorshift32
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      chunk[i] = ((state >>> 0) / 2 ** 32) * 3 - 1;
    }
    fs.writeSync(handle, chunk, 0, count * 4);
  }
  fs.closeSync(handle);
}
