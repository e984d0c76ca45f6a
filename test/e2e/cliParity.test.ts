import { afterAll, expect, test } from 'vitest';
import { writeNpy } from '../../core/io/npy.ts';
import { layerRow, LAYERS } from '../../core/norm/layers.ts';
import { planLayer } from '../../core/norm/plan.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import { firstMismatch } from '../parity/closeTo.ts';
import { readLayerFixture, unpack, type LayerCase, type Packed } from '../parity/layerFixture.ts';
import { CommandLine, WARNINGS } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

/** torch.testing's default for float32. */
const TOLERANCE = { rtol: 1.3e-6, atol: 1e-5 };
/** At most so many cases of each layer, evenly spread; all of them with NORMSCOPE_ALL_CASES=1. */
const MOST = process.env.NORMSCOPE_ALL_CASES ? Infinity : 3;

const { cases } = readLayerFixture();
const chosen = LAYERS.flatMap(({ name }) => {
  const own = cases.filter(({ layer }) => layer === name);
  return own.filter((_, i) => i % Math.max(1, Math.ceil(own.length / MOST)) === 0);
});

/** Options as a user would type them. */
function flagsOf({ layer, options }: LayerCase): string[] {
  return layerRow(layer).options.flatMap(({ name, flag, kind }) => {
    const value = options[name];
    if (value === undefined || (name === 'bias' && value === true)) return [];
    if (kind === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
    return [`--${flag}=${value === null ? 'none' : String(value)}`];
  });
}

function save(name: string, packed: Packed, shape: readonly number[]): string {
  return cli.write(name, writeNpy(tensor(unpack(packed), shape)));
}

/** Flags of a parameter or running statistic, as a file of its own. */
function stateFlag(
  flag: string,
  packed: Packed | undefined,
  shape: readonly number[] | undefined = packed && [unpack(packed).length],
): string[] {
  return packed && shape ? [`--${flag}`, save(`${flag}.npy`, packed, shape)] : [];
}

test.each(
  chosen.map((one, i) => {
    const flags = flagsOf(one).join(' ');
    return [`${i}: ${one.layer} ${flags} on (${one.shape.join(', ')})`, one] as const;
  }),
)('the command line gives what PyTorch gives: %s', async (_, one) => {
  let running = one.state.running;
  const { layer, options } = one;
  const plan = planLayer({ layer, options, mode: 'train' }, one.shape);
  const shape = plan.paramShape ?? undefined;
  for (const call of one.calls) {
    const outcome = await cli.run(
      ...['run', save('x.npy', call.x, one.shape), '--layer', one.layer, ...flagsOf(one)],
      ...['--mode', call.mode, '--out', 'y.npy', '--json', 'r.json'],
      ...stateFlag(plan.parameterNames.weight, one.state.weight, shape),
      ...stateFlag(plan.parameterNames.bias, one.state.bias, shape),
      ...stateFlag('running-mean', running?.mean),
      ...stateFlag('running-var', running?.var),
      ...Object.entries(one.state.inputs ?? {}).flatMap(([name, packed]) =>
        stateFlag(name.replaceAll('_', '-'), packed, packed.shape),
      ),
      ...(running ? ['--num-batches-tracked', String(running.numBatchesTracked)] : []),
    );
    expect([outcome.status, outcome.stderr]).toEqual([0, expect.stringMatching(WARNINGS)]);
    const y = cli.npy('y.npy');
    expect([y.stored, y.shape]).toEqual([call.x.dtype === 'float64' ? '<f8' : '<f4', one.shape]);
    expect(firstMismatch(y.data, unpack(call.y), TOLERANCE)).toBeNull();
    const { runningStatistics } = cli.json('r.json');
    if (call.running) {
      const { mean, var: variance, numBatchesTracked } = runningStatistics.after;
      expect(firstMismatch(mean, unpack(call.running.mean), TOLERANCE)).toBeNull();
      expect(firstMismatch(variance, unpack(call.running.var), TOLERANCE)).toBeNull();
      expect(numBatchesTracked).toBe(call.running.numBatchesTracked);
    } else expect(runningStatistics).toBeNull();
    running = call.running;
  }
});
