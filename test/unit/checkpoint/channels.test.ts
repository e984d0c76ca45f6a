import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { channelsOf, precedingOf, SERIES } from '../../../core/checkpoint/channels.ts';
import { readCheckpoint } from '../../../core/checkpoint/inspection.ts';
import { openLayer } from '../../../core/checkpoint/openLayer.ts';
import { channelOrder } from '../../../core/checkpoint/order.ts';
import { synthetic } from '../../../core/examples/synthetic.ts';
import { channelScale } from '../../../core/figure/channelScale.ts';
import { torchCatalog } from '../../../core/io/torch/torchCatalog.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { histogram } from '../../../core/tensor/histogram.ts';
import { mergedState } from '../../../core/requestState.ts';
import { treeOf } from '../../../renderer/checkpoint/tree.ts';
import type { TensorInfo } from '../../../renderer/ui/host.ts';

const FOLDER = new URL('../../fixtures/checkpoints/', import.meta.url);
const { damaged, healthy } = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as {
  damaged: readonly { file: string }[];
  healthy: readonly string[];
};
const checkpoint = (name: string) =>
  readCheckpoint(
    { name, format: 'torch', bytes: 0 },
    torchCatalog(new Uint8Array(readFileSync(new URL(name, FOLDER))), { convertIntegers: true }),
  );

test.each([...healthy, ...damaged.map(({ file }) => file)])(
  'every layer of %s runs on the input that is made for it, with its own numbers',
  (name) => {
    const { layers } = checkpoint(name);
    expect(layers.length).toBeGreaterThan(0);
    for (const { layer, values } of layers) {
      const { input, run } = openLayer(layer, values, 1e-5);
      const { plan, output } = normalize(
        run.spec,
        synthetic(input).tensor,
        mergedState(run, 'float32'),
      );
      expect(output.data.length).toBe(synthetic(input).tensor.data.length);
      expect(plan.hasWeight).toBe(values.weight !== undefined);
      expect(plan.source).toBe(values.runningVar && values.runningMean ? 'running' : 'batch');
    }
  },
);

test('the convolution before a BatchNorm is found by its place and its channels; nothing else is', () => {
  const listed = (names: readonly (readonly [string, readonly number[]])[]) =>
    names.map(([name, shape]) => ({ name, shape, dtype: 'float32', bytes: 4 }));
  const tensors = listed([
    ['conv.weight', [8, 3, 3, 3]],
    ['conv.bias', [8]],
    ['bn.weight', [8]],
    ['other.weight', [6, 8]],
    ['bn2.weight', [8]],
  ]);
  expect(precedingOf(tensors, 'bn.weight', 8)).toEqual({
    weight: 'conv.weight',
    bias: 'conv.bias',
  });
  expect(precedingOf(tensors, 'bn2.weight', 8)).toBe(null);
  expect(precedingOf(tensors, 'conv.weight', 8)).toBe(null);
});

test('a layer’s channels: the gain is w/√(var + 1e-5), and NaN is sorted to the front', () => {
  const layer = {
    ...{ prefix: 'bn', kind: 'BatchNorm', candidates: ['BatchNorm1d'], features: 3 },
    parts: {},
  };
  const values = {
    weight: Float32Array.of(2, 1, 1),
    runningMean: Float32Array.of(1, 0, 0),
    runningVar: Float32Array.of(4, 1, NaN),
  };
  const found = channelsOf({ layer, values }, 0);
  // By hand: 2/√(4 + 1e-5), 1/√(1 + 1e-5).
  expect(found.series.gain![0]).toBeCloseTo(0.99999875, 8);
  expect(found.series.gain![1]).toBeCloseTo(0.999995, 6);
  // Folded with eps 0: a = 2/2 = 1, b = 0 − 1·1.
  expect([found.folded!.scale[0], found.folded!.shift[0]]).toEqual([1, -1]);
  expect(channelOrder(found, 'gain')).toEqual([2, 0, 1]);
  expect(channelOrder(found, 'bias')).toEqual([0, 1, 2]);
  expect(SERIES.filter((name) => found.series[name])).not.toContain('bias');
});

test('a chart is logarithmic where positive values span more than two decades, and stands on 0 elsewhere', () => {
  expect(channelScale([[1, 10, 101]], 100, 0).log).toBe(true);
  expect(channelScale([[1, 10, 99]], 100, 0).log).toBe(false);
  expect(channelScale([[-50, 0.1, 101]], 100, 0)).toMatchObject({ log: false });
  const linear = channelScale([[-1, 1]], 100, 0);
  expect([linear.base, linear.y(1), linear.y(-1)]).toEqual([50, 0, 100]);
  // One that is damaged stands at the foot of the others' scale.
  const damaged = channelScale(
    [[...Array.from({ length: 40 }, (_, i) => 10 ** (i / 10)), -1]],
    100,
    0,
  );
  expect([damaged.log, damaged.y(-1), damaged.y(NaN)]).toEqual([true, 100, 100]);
  expect(channelScale([[NaN]], 100, 0).ticks.length).toBeGreaterThan(0);
});

test('a histogram counts what is finite, the last edge included', () => {
  expect(histogram([0, 1, 2, 3, 4, NaN, Infinity], 4)).toMatchObject({
    counts: [1, 1, 1, 2],
    summary: { min: 0, max: 4, nan: 1, inf: 1 },
  });
  expect(histogram([5, 5]).counts).toEqual([2]);
  expect(histogram([NaN]).counts).toEqual([]);
  const wide = histogram([-1.7e308, 1.7e308], 2);
  expect(wide.counts).toEqual([1, 1]);
});

test('a tree has a step for each part of a name; steps from which nothing branches off are one', () => {
  const info = (member: string) => ({ member }) as TensorInfo;
  const [model, top] = treeOf(
    ['model.layer1.0.bn.weight', 'model.layer1.0.bn.bias', 'model.layer1.1.w', 'top'].map(info),
  );
  expect(model).toMatchObject({ label: 'model.layer1', path: 'model.layer1', count: 3 });
  expect(model!.children.map(({ label, count }) => [label, count])).toEqual([
    ['0.bn', 2],
    ['1', 1],
  ]);
  expect(model!.children[0]!.children.map(({ path }) => path)).toEqual([
    'model.layer1.0.bn.weight',
    'model.layer1.0.bn.bias',
  ]);
  expect(top).toMatchObject({ label: 'top', children: [], tensor: { member: 'top' } });
});
