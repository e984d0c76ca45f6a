import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeInto } from '../../../core/io/elements.ts';
import {
  widenHalves,
  type Halves,
  type HalfType,
} from '../../../electron/workers/engine/halves.ts';
import { LIMITS, type Limits } from '../../../electron/workers/engine/limits.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { numel, tensor } from '../../../core/tensor/tensor.ts';
import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';
import { CASES, EVAL_CASES, noise, stateFor, type Case } from './plans.ts';

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
    widenHalves(memory, crews[crew]!, { bits: from.data, type }, to.data, limits);
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
  const halves = { bits: elsewhere, type: 'float16' } as const;
  expect(() => widenHalves(memory, crews[0]!, halves, y.data)).toThrow(
    /widenHalves: expected two arrays of the memory of one length/,
  );
  y.release();
});

const OTHERS: readonly Case[] = [
  { layer: 'LocalResponseNorm', options: { size: 3 }, shape: [2, 5, 4, 7], title: 'windows' },
  { layer: 'DynamicTanh', options: {}, shape: [5, 33], title: 'single cells' },
  { layer: 'GlobalResponseNorm', options: {}, shape: [2, 5, 4, 7], title: 'several steps' },
];

/** Halves by what is told of them: their type, and the bits of one from its place and random ones. */
const KINDS: readonly (readonly [string, HalfType, (i: number, bits: number) => number])[] = [
  ['float16', 'float16', (_, bits) => bits],
  ['bfloat16', 'bfloat16', (_, bits) => bits],
  ['a mean that is large beside the spread', 'bfloat16', (i) => 0x4480 + (i % 3)],
  ['squares beyond float32', 'bfloat16', (i, bits) => (i % 7 === 0 ? 0x7f00 : bits)],
  ['tiny numbers', 'bfloat16', (i) => (i % 2) * 0x8000 + (i % 5)],
  ['infinity and NaN', 'bfloat16', (i, bits) => (i === 9 ? 0x7f80 : i === 70 ? 0x7fc0 : bits)],
];

/** Output and moments of a layer on halves, or on the same numbers as float32, in place. */
function layerOn(crew: number, one: Case, { bits, type }: Halves, limits: Limits, how: How) {
  const { memory, crews } = engine;
  const { layer, options, shape, mode = 'train' } = one;
  const plan = planLayer({ layer, options, mode }, shape);
  const state = stateFor(
    plan.paramShape ? numel(plan.paramShape) : 0,
    plan.hasBias,
    plan.runningSize,
  );
  const from = memory.newUint16(bits.length);
  const y = memory.newFloat32(bits.length, from.data);
  from.data.set(bits);
  y.data.fill(NaN);
  const halves = { bits: from.data, type };
  try {
    if (how === 'widened before') widenHalves(memory, crews[crew]!, halves, y.data, limits);
    const more = how === 'as they are' ? { halves } : {};
    const spec = { layer, options, mode };
    const x = tensor(y.data, shape);
    const found = normalizeFast(memory, crews[crew]!, spec, x, state, y.data, {
      from: 0,
      limits,
      ...more,
    });
    return { y: Float32Array.from(found.output.data), statistics: found.statistics };
  } finally {
    from.release();
    y.release();
  }
}

type How = 'as they are' | 'widened before';

describe.each([
  ['as a whole', 0, LIMITS],
  ['spread', 1, { ...LIMITS, spreadFrom: 1, fewGroups: 1, chunkBytes: 256, tileBytes: 1024 }],
  ['divided', 1, { ...LIMITS, spreadFrom: 1, fewGroups: 1 << 20, partValues: 96 }],
] as const)('layers on halves, %s', (_way, crew, limits) => {
  test.each([...CASES, ...EVAL_CASES, ...OTHERS].map((one) => [one.title, one] as const))(
    '%s: halves give what the same numbers give as float32',
    (_title, one) => {
      const words = new Uint32Array(noise(numel(one.shape), 5).buffer);
      for (const [name, type, bitsOf] of KINDS) {
        const bits = Uint16Array.from(words, (word, i) => bitsOf(i, word >>> 16));
        const [got, wanted] = (['as they are', 'widened before'] as const).map((how) =>
          layerOn(crew, one, { bits, type }, limits, how),
        );
        expect(
          got!.y.findIndex((value, i) => !Object.is(value, wanted!.y[i])),
          name,
        ).toBe(-1);
        expect(got!.statistics, name).toEqual(wanted!.statistics);
      }
    },
  );
});
