import { afterAll, beforeAll, expect, test } from 'vitest';
import { tensor } from '../../core/tensor/tensor.ts';
import { LIMITS, type Limits } from '../../electron/workers/engine/limits.ts';
import { normalizeFast } from '../../electron/workers/engine/normalizeFast.ts';
import { startEngine, type EngineForTest } from '../unit/engine/engineForTest.ts';
import { firstMismatch, FLOAT32, FLOAT64 } from './closeTo.ts';
import { readLayerFixture, stateOf, unpack, unpackRunning } from './layerFixture.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0, 1]);
}, 120_000);
afterAll(() => engine.close());

/** All work on two threads, in parts as small as can be. */
const DIVIDED: Limits = {
  ...LIMITS,
  spreadFrom: 1,
  fewGroups: 1 << 20,
  partValues: 32,
};

/** Statistics come from lanes of float32 that hold 32 values before they are widened. */
const STATISTICS = { rtol: 1e-6, atol: 1e-6 };

const { cases } = readLayerFixture();
const WAYS = [
  ['one thread', 0, LIMITS],
  ['two threads, divided', 1, DIVIDED],
] as const;

test.each(
  cases.flatMap((one, i) =>
    WAYS.map(([way, crew, limits]) => {
      const { layer, options, shape } = one;
      const title = `${i}: ${layer} ${JSON.stringify(options)} on (${shape.join(', ')}), ${way}`;
      return [title, one, crew, limits] as const;
    }),
  ),
)('%s: the kernels give what PyTorch gives', (_, one, crew, limits) => {
  let state = stateOf(one);
  for (const call of one.calls) {
    const x = tensor(unpack(call.x), one.shape);
    const spec = { layer: one.layer, options: one.options, mode: call.mode };
    const { memory, crews } = engine;
    const result = normalizeFast(memory, crews[crew]!, spec, x, state, undefined, {
      from: 0,
      limits,
    });
    const wide = call.x.dtype === 'float64';
    const tolerance = wide ? FLOAT64 : FLOAT32;
    expect(firstMismatch(result.output.data, unpack(call.y), tolerance)).toBeNull();
    const running = call.running ? unpackRunning(call.running) : null;
    expect(result.runningAfter === null).toBe(running === null);
    if (running && result.runningAfter) {
      const near = wide ? FLOAT64 : STATISTICS;
      expect(firstMismatch(result.runningAfter.mean, running.mean, near)).toBeNull();
      expect(firstMismatch(result.runningAfter.var, running.var, near)).toBeNull();
      expect(result.runningAfter.numBatchesTracked).toBe(running.numBatchesTracked);
    }
    state = { ...state, running: result.runningAfter };
  }
});
