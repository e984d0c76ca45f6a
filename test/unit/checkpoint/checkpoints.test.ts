import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fold, foldInto } from '../../../core/checkpoint/fold.ts';
import { inspect, readCheckpoint } from '../../../core/checkpoint/inspection.ts';
import { torchCatalog } from '../../../core/io/torch/torchCatalog.ts';

interface Fault {
  readonly file: string;
  readonly layer: string;
  readonly code: string;
  readonly channels: readonly number[] | null;
  readonly against: string | null;
}
interface Index {
  readonly damaged: readonly Fault[];
  readonly healthy: readonly string[];
  readonly fold: {
    readonly weight: readonly number[];
    readonly bias: readonly number[];
    readonly layer: Readonly<Record<string, readonly number[]>>;
    readonly fusedWeight: readonly number[];
    readonly fusedBias: readonly number[];
  };
}

const FOLDER = new URL('../../fixtures/checkpoints/', import.meta.url);
const index = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Index;
const checkpoint = (name: string) => {
  const bytes = new Uint8Array(readFileSync(new URL(name, FOLDER)));
  const file = { name, format: 'torch', bytes: bytes.length };
  return readCheckpoint(file, torchCatalog(bytes, { convertIntegers: true }));
};

test('there are twenty damaged checkpoints and five healthy ones', () => {
  expect([index.damaged.length, index.healthy.length]).toEqual([20, 5]);
});

test.each(index.damaged)('$file: $code is found in $layer, and nothing else', (fault) => {
  const other = fault.against === null ? null : checkpoint(fault.against);
  const { layers } = inspect(checkpoint(fault.file), other);
  const found = layers.flatMap(({ prefix, findings }) =>
    findings.map(({ code, channels }) => ({ prefix, code, channels })),
  );
  expect(found.map(({ prefix, code }) => [prefix, code])).toEqual([[fault.layer, fault.code]]);
  if (fault.channels) expect(found[0]?.channels).toEqual(fault.channels);
});

test.each(index.healthy)('%s: nothing is found', (name) => {
  const { layers } = inspect(checkpoint(name));
  expect(layers.length).toBeGreaterThan(0);
  expect(layers.flatMap(({ findings }) => findings)).toEqual([]);
});

test('a checkpoint compared with itself shows no difference', () => {
  for (const name of index.healthy) {
    const { layers, onlyInOther } = inspect(checkpoint(name), checkpoint(name));
    expect(layers.flatMap(({ findings }) => findings)).toEqual([]);
    expect(onlyInOther).toEqual([]);
  }
});

test('layers are recognized by names and shapes, with what else they may be', () => {
  const of = (name: string) =>
    inspect(checkpoint(name)).layers.map(({ prefix, kind, features }) => [prefix, kind, features]);
  expect(of('healthy-cnn.pt')).toEqual([
    ['bn1', 'BatchNorm', 8],
    ['bn2', 'BatchNorm', 12],
  ]);
  expect(of('healthy-half.pt')[0]).toEqual(['state_dict.bn1', 'BatchNorm', 8]);
  expect(of('healthy-transformer.pt')).toEqual([
    ['ln_1', 'LayerNorm', 16],
    ['ln_f', 'LayerNorm', 16],
  ]);
  expect(of('healthy-llama.pt').at(-1)).toEqual(['model.norm', 'RMSNorm', 32]);
  expect(of('healthy-groups.pt')).toEqual([
    ['gn', 'GroupNorm', 8],
    ['inorm', 'LayerNorm', 8],
  ]);
  const [gn] = inspect(checkpoint('healthy-groups.pt')).layers;
  expect(gn?.candidates).toEqual(expect.arrayContaining(['LayerNorm', 'InstanceNorm1d']));
  const [bn] = inspect(checkpoint('healthy-cnn.pt')).layers;
  expect(bn?.candidates).toEqual(expect.arrayContaining(['BatchNorm2d', 'InstanceNorm2d']));
});

test('names of a wrapper do not keep two files from being compared', () => {
  const { layers, onlyInOther } = inspect(
    checkpoint('healthy-half.pt'),
    checkpoint('healthy-cnn.pt'),
  );
  expect(onlyInOther).toEqual([]);
  expect(layers.map(({ findings }) => findings.map(({ code }) => code))).not.toContainEqual([
    'layer-missing',
  ]);
});

test('folding gives the convolution that PyTorch fuses', () => {
  const { weight, bias, layer, fusedWeight, fusedBias } = index.fold;
  const folded = fold(
    {
      weight: Float32Array.from(layer.weight ?? []),
      bias: Float32Array.from(layer.bias ?? []),
      runningMean: Float32Array.from(layer.running_mean ?? []),
      runningVar: Float32Array.from(layer.running_var ?? []),
    },
    1e-5,
  );
  const made = foldInto(folded!, Float32Array.from(weight), Float32Array.from(bias));
  // PyTorch computes in float32: a few roundings of values around 1.
  made.weight.forEach((value, i) => expect(value).toBeCloseTo(fusedWeight[i]!, 5));
  made.bias.forEach((value, i) => expect(value).toBeCloseTo(fusedBias[i]!, 5));
});
