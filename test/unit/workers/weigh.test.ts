import { afterEach, expect, test, vi } from 'vitest';
import { weigh } from '../../../electron/workers/weigh.ts';

const MIB = 2 ** 20;

afterEach(() => vi.unstubAllGlobals());

test('the collector is told of small tensors together, and of a large one at once', () => {
  const told: number[] = [];
  vi.stubGlobal(
    'ArrayBuffer',
    class {
      constructor(bytes: number) {
        told.push(bytes / MIB);
      }
    },
  );
  for (let i = 0; i < 7; i++) weigh(16 * MIB);
  expect(told).toEqual([64]);
  weigh(98 * MIB);
  // 3 · 16 were still untold
  expect(told).toEqual([64, 146]);
});

test('memory that cannot be had is no fault', () => {
  vi.stubGlobal(
    'ArrayBuffer',
    class {
      constructor() {
        throw new RangeError('Array buffer allocation failed');
      }
    },
  );
  expect(() => weigh(100 * MIB)).not.toThrow();
});
