import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf, volume } from '../../../electron/workers/stream/chunks.ts';
import { eachRun, partOf } from '../../../electron/workers/stream/region.ts';

test('a dimension is cut, those outside are taken one by one, those inside whole', () => {
  expect([...chunksOf([2, 5, 3], 6)]).toEqual([
    { at: 0, length: 6, from: [0, 0, 0], sizes: [1, 2, 3] },
    { at: 6, length: 6, from: [0, 2, 0], sizes: [1, 2, 3] },
    { at: 12, length: 3, from: [0, 4, 0], sizes: [1, 1, 3] },
    { at: 15, length: 6, from: [1, 0, 0], sizes: [1, 2, 3] },
    { at: 21, length: 6, from: [1, 2, 0], sizes: [1, 2, 3] },
    { at: 27, length: 3, from: [1, 4, 0], sizes: [1, 1, 3] },
  ]);
});

test('what fits is one chunk, and nothing is none', () => {
  expect([...chunksOf([2, 3], 6)]).toEqual([{ at: 0, length: 6, from: [0, 0], sizes: [2, 3] }]);
  expect([...chunksOf([2, 0], 6)]).toEqual([]);
});

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

test('chunks follow each other without gap, none is too large, the first is the largest', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 50 }), (shape, most) => {
      let at = 0;
      let first = 0;
      for (const chunk of chunksOf(shape, most)) {
        first ||= chunk.length;
        expect(chunk.at).toBe(at);
        expect(chunk.length).toBe(volume(chunk.sizes));
        expect(chunk.length).toBeLessThanOrEqual(Math.min(most, first));
        at += chunk.length;
      }
      expect(at).toBe(volume(shape));
    }),
  );
});

test('a region gives the entries that a nested loop finds', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 40 }), (shape, most) => {
      const table = Float64Array.from({ length: volume(shape) }, (_, i) => i);
      for (const { from, sizes: part } of chunksOf(shape, most)) {
        const wanted: number[] = [];
        const walk = (depth: number, flat: number) => {
          if (depth === shape.length) wanted.push(flat);
          else
            for (let i = 0; i < part[depth]!; i++)
              walk(depth + 1, flat * shape[depth]! + from[depth]! + i);
        };
        walk(0, 0);
        expect([...partOf(table, { whole: shape, from, sizes: part })]).toEqual(wanted);
      }
    }),
  );
});

test('runs are as long as they can be', () => {
  const runs: number[][] = [];
  // Rows 1 and 2 of a 4 × 6 table lie in one piece; columns 2 to 4 of rows 0 and 1 do not.
  eachRun({ whole: [4, 6], from: [1, 0], sizes: [2, 6] }, (...run) => runs.push(run));
  eachRun({ whole: [4, 6], from: [0, 2], sizes: [2, 3] }, (...run) => runs.push(run));
  expect(runs).toEqual([
    [0, 6, 12],
    [0, 2, 3],
    [3, 8, 3],
  ]);
});
