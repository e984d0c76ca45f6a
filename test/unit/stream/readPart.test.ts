import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { npyHeader, readNpy } from '../../../core/io/npy.ts';
import { numel } from '../../../core/tensor/tensor.ts';
import { readPart } from '../../../electron/workers/stream/readPart.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-part-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TYPES = {
  '<f2': (i: number) => Buffer.from(Uint16Array.of(0x3c00 + i).buffer),
  '<f4': (i: number) => Buffer.from(Float32Array.of(i / 3).buffer),
  '>f4': (i: number) => Buffer.from(Float32Array.of(i / 3).buffer).reverse(),
  '<f8': (i: number) => Buffer.from(Float64Array.of(i / 3).buffer),
  '<i4': (i: number) => Buffer.from(Int32Array.of(i).buffer),
  '|u1': (i: number) => Buffer.of(i & 255),
} as const;

function npy(descr: keyof typeof TYPES, shape: readonly number[], fortran: boolean): Uint8Array {
  const values = Array.from({ length: numel(shape) }, (_, i) => TYPES[descr](i));
  return Buffer.concat([npyHeader(descr, shape, fortran), ...values]);
}

const written = (name: string, bytes: Uint8Array): string => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

const read = (at: string, from: number, to: number, convertIntegers = true) =>
  readPart(
    { kind: 'loadPart', path: at, name: 'x.npy', from, to, convertIntegers },
    () => undefined,
  );

const cases = Object.keys(TYPES).flatMap((descr) =>
  [false, true].map((fortran) => [descr as keyof typeof TYPES, fortran] as const),
);

test.each(cases)(
  'a part of a %s file, Fortran order %s, is the slice of the whole',
  async (descr, fortran) => {
    for (const shape of [[7, 2, 3, 4], [9, 5], [11]]) {
      const bytes = npy(descr, shape, fortran);
      const at = written('x.npy', bytes);
      const whole = readNpy(bytes, { convertIntegers: true }).tensor;
      const inner = numel(shape.slice(1));
      for (const [from, to] of [
        [0, 1],
        [2, 5],
        [0, shape[0]!],
        [shape[0]! - 1, shape[0]!],
      ] as const) {
        const { tensor: part } = await read(at, from, to);
        expect(part.shape).toEqual([to - from, ...shape.slice(1)]);
        expect(part.data).toEqual(whole.data.slice(from * inner, to * inner));
        expect(part.data.buffer).toBeInstanceOf(SharedArrayBuffer);
      }
    }
  },
);

test('long columns and many pieces are read as the whole is', async () => {
  // 20,000 values a column, which is not read whole; and rows beyond one piece of 2²⁰ values.
  for (const [shape, fortran] of [
    [[20_000, 2, 3], true],
    [[3, 400_000], false],
    [[3, 400_000], true],
  ] as const) {
    const header = npyHeader('<f4', shape, fortran);
    const values = Float32Array.from({ length: numel(shape) }, (_, i) => i % 65_521);
    const bytes = Buffer.concat([header, Buffer.from(values.buffer)]);
    const at = written('long.npy', bytes);
    const whole = readNpy(bytes).tensor;
    const inner = numel(shape.slice(1));
    const { tensor: part } = await read(at, 1, 3);
    const wanted = Buffer.from(whole.data.slice(inner, 3 * inner).buffer);
    expect(Buffer.from(part.data.slice().buffer).equals(wanted)).toBe(true);
  }
});

test('NumPy’s own file in Fortran order gives its rows', async () => {
  const at = fileURLToPath(new URL('../../fixtures/npy/little-f4.npy', import.meta.url));
  const whole = readNpy(new Uint8Array(readFileSync(at))).tensor;
  const { tensor: part, dtype } = await read(at, 1, 2);
  expect([part.shape, dtype]).toEqual([[1, 3, 4], 'float32']);
  expect(part.data).toEqual(whole.data.slice(12));
});

test('integers are refused unless they are to be converted', async () => {
  const at = written('i.npy', npy('<i4', [4, 2], false));
  await expect(read(at, 0, 1, false)).rejects.toMatchObject({ code: 'integer-dtype' });
});

test.each([
  [0, 0],
  [2, 1],
  [0, 5],
  [4, 6],
])('a part from %i to %i of 4 samples does not exist', async (from, to) => {
  const at = written('p.npy', npy('<f4', [4, 2], false));
  await expect(read(at, from, to)).rejects.toMatchObject({
    code: 'badPart',
    details: { samples: 4, file: 'x.npy' },
  });
});

test('a part that memory could not hold, a cut file and a missing one fail by name', async () => {
  const huge = written('huge.npy', npyHeader('<f4', [2, 2 ** 30], false));
  await expect(read(huge, 0, 1)).rejects.toMatchObject({ code: 'npy-truncated' });
  await expect(read(path.join(folder, 'none.npy'), 0, 1)).rejects.toThrow(
    'x.npy: there is no such file',
  );
});
