import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tensorNamed } from '../../../core/io/catalog.ts';
import { npzCatalog } from '../../../core/io/npz.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { mergedState } from '../../../core/requestState.ts';
import { permute } from '../../../core/tensor/permute.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { defaultAxes, tensor } from '../../../core/tensor/tensor.ts';
import type { Explanation } from '../../../core/verify/explanation.ts';
import { requestOf } from '../../../core/verify/explore.ts';
import { residualOf } from '../../../core/verify/residual.ts';
import { verified, verify, type Known } from '../../../core/verify/verification.ts';

interface PairOf {
  readonly id: string;
  readonly what: string;
  readonly layer: string | null;
  readonly options: LayerOptions;
  readonly known: readonly string[];
}
const FOLDER = new URL('../../fixtures/verify/', import.meta.url);
const { pairs } = JSON.parse(readFileSync(new URL('rows.json', FOLDER), 'utf8')) as {
  pairs: readonly PairOf[];
};
const arrays = npzCatalog(new Uint8Array(readFileSync(new URL('rows.npz', FOLDER))));
const read = (name: string) => arrays.read(tensorNamed(arrays, name));
const FIELDS: Readonly<Record<string, keyof Known>> = {
  weight: 'weight',
  bias: 'bias',
  running_mean: 'runningMean',
  running_var: 'runningVar',
};

function knownOf({ id, known }: PairOf): Known {
  const [own, beside] = [true, false].map((held) =>
    Object.fromEntries(
      known.flatMap((name) => {
        const field = FIELDS[name];
        return (field !== undefined) === held ? [[field ?? name, read(`${name}${id}`)]] : [];
      }),
    ),
  );
  return { ...own, inputs: beside ?? {} };
}

/** Numbers of options that were fitted to float32. */
const near = (a: unknown, b: unknown) =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= 1e-4 * Math.abs(b) + 1e-5
    : a === b;

function agrees({ layer, equals, options }: Explanation, wanted: PairOf): boolean {
  const names = [layer, ...equals].map((name) => name.replace(/\(.*$/, ''));
  const alike = Object.entries(wanted.options).every(([name, value]) => near(options[name], value));
  return names.includes(wanted.layer ?? '') && alike;
}

test.each(pairs.filter(({ layer }) => layer))('$id: $what is told', { timeout: 60_000 }, (pair) => {
  const [x, y] = [read(`x${pair.id}`), read(`y${pair.id}`)];
  const known = knownOf(pair);
  const { verification, pair: laid, entries } = verified(x, y, known);
  const [best] = verification.explanations;
  expect(best && agrees(best, pair), JSON.stringify(verification.explanations)).toBe(true);
  // Its run in Explore makes y.
  const axes = defaultAxes(x.shape.length);
  const ref = { kind: 'example', id: 'x' } as const;
  const shown = requestOf(best!, ref, axes, residualOf(laid, entries[0]!), known);
  expect(shown?.exact).toBe(true);
  const { layout = axes, spec } = shown!.request;
  const order = layout.map((axis) => axes.indexOf(axis));
  const fed = permute({ ...x, axes }, order);
  const { output } = normalize(spec, fed, mergedState(shown!.request, 'float32'));
  const made = permute(
    output,
    order.map((_, axis) => order.indexOf(axis)),
  );
  const most = Math.max(...Array.from(made.data, (value, at) => Math.abs(value - y.data[at]!)));
  expect(most).toBeLessThan(2 * Math.max(best!.maxAbs, verification.tolerance));
});

test.each(pairs.filter(({ layer }) => !layer))(
  '$id: no layer explains $what',
  { timeout: 60_000 },
  (pair) => {
    const { verdict, explanations } = verify(
      read(`x${pair.id}`),
      read(`y${pair.id}`),
      knownOf(pair),
    );
    expect([verdict, explanations]).toEqual(['unexplained', []]);
  },
);

test('without a gate, mask or style it is said which layers were not looked for, and what they want', () => {
  const [gated, masked] = ['RMSNormGated in 1, γ new', 'AdaIN'].map((name) =>
    pairs.find(({ what }) => what === name)!,
  );
  const first = verify(read(`x${gated!.id}`), read(`y${gated!.id}`));
  expect([first.verdict, first.unsearched]).toEqual([
    'unexplained',
    [
      { layer: 'RMSNormGated', wants: ['gate'] },
      { layer: 'MaskedBatchNorm1d', wants: ['mask'] },
      { layer: 'BatchRenorm', wants: ['running_mean', 'running_var'] },
    ],
  ]);
  const second = verify(read(`x${masked!.id}`), read(`y${masked!.id}`));
  expect(second.unsearched.map(({ layer }) => layer)).toEqual(['BatchRenorm', 'AdaIN']);
});

test('a tensor that no layer takes beside x is refused, with its shape and that of x', () => {
  const { id } = pairs[0]!;
  const gate = { ...read(`gate${id}`), shape: [3, 16, 12] };
  expect(() => verify(read(`x${id}`), read(`y${id}`), { inputs: { gate } })).toThrow(
    'No layer takes a gate of the shape (3, 16, 12) beside an x of (3, 12, 16).',
  );
});

test('a copy, a scale and a constant are no layer that does more', () => {
  for (const id of ['008', '012', '020', '032']) {
    const x = read(`x${id}`);
    for (const of of [(v: number) => v, (v: number) => Math.fround(1.7 * v), () => 0.25]) {
      const y = { ...x, data: Float32Array.from(x.data, of) };
      const { explanations } = verify(x, y);
      expect(
        explanations.filter(({ layer }) =>
          /Dynamic|Ghost|Response|Evo|Switch|Renorm|Scale/.test(layer),
        ),
      ).toEqual([]);
    }
  }
});

test('EvoNorm B0 is told of a large tensor by some of its channels, each of which is done by itself', () => {
  const shape = [4, 16, 32, 32];
  const { data } = randn(manualSeed(3), shape);
  // channels of other spreads
  const spread = Float32Array.from(data, (v, at) => v * (1 + (Math.floor(at / 1024) % 16)));
  const x = tensor(spread, shape);
  const { output: y } = normalize({ layer: 'EvoNorm2dB0', options: {}, mode: 'train' }, x);
  const [best] = verify(x, y).explanations;
  expect(best?.layer).toBe('EvoNorm2dB0');
});
