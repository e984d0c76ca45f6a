import { describe, expect, test } from 'vitest';
import { InputError } from '../../core/errors.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import { normalize } from '../../core/norm/normalize.ts';
import type { RunningStatistics } from '../../core/norm/spec.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import { firstMismatch, FLOAT32, FLOAT64 } from './closeTo.ts';
import {
  readLayerFixture,
  stateOf,
  unpack,
  type LayerCase,
  type LayerFailure,
  type PackedRunning,
} from './layerFixture.ts';

const { cases, failures, versions } = readLayerFixture();

test('the fixture says which PyTorch made it, and covers every layer with at least 300 cases', () => {
  expect(versions).toHaveProperty('torch');
  expect(cases.length).toBeGreaterThanOrEqual(300);
  const covered = new Set(cases.map((one) => one.layer));
  expect([...covered].sort()).toEqual(LAYERS.map((row) => row.name).sort());
});

function titleOf(one: Pick<LayerCase, 'layer' | 'options' | 'shape'>): string {
  return `${one.layer} ${JSON.stringify(one.options)} on (${one.shape.join(', ')})`;
}

describe('normalize() gives what PyTorch gives in float64', () => {
  test.each(cases.map((one, i) => [`${i}: ${titleOf(one)}`, one] as const))('%s', (_, one) => {
    let state = stateOf(one);
    for (const call of one.calls) {
      const x = tensor(unpack(call.x), one.shape);
      const result = normalize(
        { layer: one.layer, options: one.options, mode: call.mode },
        x,
        state,
      );
      const tolerance = call.x.dtype === 'float64' ? FLOAT64 : FLOAT32;
      expect(firstMismatch(result.output.data, unpack(call.y), tolerance)).toBeNull();
      expectRunning(result.runningAfter, call.running, tolerance);
      state = { ...state, running: result.runningAfter };
    }
  });
});

/** @param tolerance  of the layer's own type: the buffers of a float32 layer are float32 */
function expectRunning(
  actual: RunningStatistics | null,
  expected: PackedRunning | undefined,
  tolerance: typeof FLOAT32,
): void {
  expect(actual === null).toBe(expected === undefined);
  if (!expected || !actual) return;
  expect(firstMismatch(actual.mean, unpack(expected.mean), tolerance)).toBeNull();
  expect(firstMismatch(actual.var, unpack(expected.var), tolerance)).toBeNull();
  expect(actual.numBatchesTracked).toBe(expected.numBatchesTracked);
}

describe('normalize() refuses where PyTorch refuses, with the same words and numbers', () => {
  test.each(failures.map((one) => [`${titleOf(one)}, ${one.mode}`, one] as const))(
    '%s',
    (_, one) => {
      const message = refusal(one);
      const said = new Set(words(message));
      expect(
        words(one.message).filter((word) => !said.has(word)),
        message,
      ).toEqual([]);
      expect(message.length, 'says what to do as well').toBeGreaterThan(one.message.length);
    },
  );
});

function refusal({ layer, options, shape, mode }: LayerFailure): string {
  const size = shape.reduce((product, n) => product * n, 1);
  const x = tensor(new Float32Array(size), shape);
  try {
    normalize({ layer, options, mode }, x);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('expected a refusal');
}

/** Words and numbers; "2D" and "2 dimensions" both count as the number, as versions differ there. */
function words(message: string): string[] {
  const found = message.toLowerCase().match(/[a-z_]+|\d+/g) ?? [];
  return found.filter((word) => word !== 'd' && word !== 'dimensions');
}
