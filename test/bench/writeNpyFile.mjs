import fs from 'node:fs';

/** Values of the block that is written again and again, each time with another offset. */
const BLOCK = 1 << 18;

/** A float32 .npy file, without holding it in memory; on the disk when this returns, so that nobody who is timed next waits for it. */
export function writeNpyFile(file, shape) {
  const values = shape.reduce((product, size) => product * size, 1);
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const padding = 64 - ((10 + header.length + 1) % 64);
  const text = `${header}${' '.repeat(padding)}\n`;
  const start = Buffer.from([
    0x93,
    ...Buffer.from('NUMPY'),
    1,
    0,
    text.length & 255,
    text.length >> 8,
  ]);
  const noise = Float32Array.from({ length: BLOCK }, (_, i) => Math.sin(i * 12.9898) * 2);
  const block = new Float32Array(BLOCK);
  const handle = fs.openSync(file, 'w');
  fs.writeSync(handle, start);
  fs.writeSync(handle, text, null, 'latin1');
  for (let at = 0; at < values; at += BLOCK) {
    const offset = ((at / BLOCK) % 17) / 8;
    for (let i = 0; i < BLOCK; i++) block[i] = noise[i] + offset;
    fs.writeSync(handle, block.subarray(0, Math.min(BLOCK, values - at)));
  }
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
