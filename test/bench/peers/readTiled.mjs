import fs from 'node:fs';

/** Fills an array from a file, from its start again as often as the file is too short. */
export function readTiled(file, values) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const handle = fs.openSync(file, 'r');
  const { size } = fs.fstatSync(handle);
  for (let at = 0; at < bytes.length;) {
    const from = at % size;
    at += fs.readSync(handle, bytes, at, Math.min(size - from, bytes.length - at), from);
  }
  fs.closeSync(handle);
  return values;
}
