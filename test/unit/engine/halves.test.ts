import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeInto } from '../../../core/io/elements.ts';
import { widenHalves, type HalfType } from '../../../electron/workers/engine/halves.ts';
import { LIMITS } from '../../../electron/workers/engine/limits.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0, 1]);
}, 120_000);
afterAll(() => engine.close());

const ALL = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);

/** Halves widened by a crew, from a place in the memory on. */
function widened(crew: number, bits: Uint16Array, type: HalfType): Float32Array {
  const { memory, crews } = engine;
  const from = memory.newUint16(bits.length);
  const to = memory.newFloat32(bits.length);
  from.data.set(bits);
  try {
    const limits = { ...LIMITS, spreadFrom: 1, chunkBytes: 1000 };
    widenHalves(memory, crews[crew]!, from.data, type, to.data, limits);
    return to.data.slice();
  } finally {
    from.release();
    to.release();
  }
}

test.each([
  ['float16', 'float'],
  ['bfloat16', 'bfloat'],
] as const)('all 65,536 values of %s are those that a file is read as', (type, kind) => {
  const bytes = new Uint8Array(ALL.buffer);
  const littleEndian = true;
  const wanted = new Float32Array(65_536);
  decodeInto(bytes, { name: type, kind, bytes: 2, littleEndian }, wanted);
  for (const crew of [0, 1]) expect(widened(crew, ALL, type)).toEqual(wanted);
});

test.each([
  [0x0001, 2 ** -24],
  [0x8001, -(2 ** -24)],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7e00, NaN],
  [0x8000, -0],
])('float16 %x is %d', (bits, value) => {
  // IEEE 754-2019, table 3.5: binary16
  for (const length of [1, 7, 8, 9])
    expect([...widened(0, new Uint16Array(length).fill(bits), 'float16')]).toEqual(
      new Array(length).fill(value),
    );
});

test('arrays of two lengths, and arrays elsewhere, are refused', () => {
  const { memory, crews } = engine;
  const y = memory.newFloat32(8);
  const elsewhere = new Uint16Array(8);
  expect(() => widenHalves(memory, crews[0]!, elsewhere, 'float16', y.data)).toThrow(
    /widenHalves: expected two arrays of the memory of one length/,
  );
  y.release();
});
