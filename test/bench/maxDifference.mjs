import fs from 'node:fs';

const CHUNK = 1 << 22;

/** Largest |a − b| over the float32 values of file a; Infinity where one is NaN or b is too short. */
export function maxDifference(a, b) {
  const [first, second] = [fs.openSync(a, 'r'), fs.openSync(b, 'r')];
  const [left, right] = [new Float32Array(CHUNK), new Float32Array(CHUNK)];
  let most = 0;
  for (let at = 0; ; at += left.byteLength) {
    const read = fs.readSync(first, left, 0, left.byteLength, at);
    if (read === 0) break;
    if (fs.readSync(second, right, 0, read, at) < read) most = Infinity;
    for (let i = 0; i < read / 4; i++) {
      const difference = Math.abs(left[i] - right[i]);
      if (!(difference <= most)) most = Number.isNaN(difference) ? Infinity : difference;
    }
  }
  for (const handle of [first, second]) fs.closeSync(handle);
  return most;
}
