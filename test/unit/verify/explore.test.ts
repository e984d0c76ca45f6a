import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tensorNamed } from '../../../core/io/catalog.ts';
import { npzCatalog } from '../../../core/io/npz.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { permute } from '../../../core/tensor/permute.ts';
import { defaultAxes, type TensorData } from '../../../core/tensor/tensor.ts';
import { requestOf } from '../../../core/verify/explore.ts';
import { residualOf } from '../../../core/verify/residual.ts';
import { verified, type Known } from '../../../core/verify/verification.ts';
import { mergedState } from '../../../core/requestState.ts';
import { fittingParameters } from '../../../renderer/explore/insight/parameters.ts';

interface PairOf {
  readonly id: string;
  readonly expected: object | null;
  readonly known: readonly string[];
}
const FOLDER = new URL('../../fixtures/verify/', import.meta.url);
const { pairs } = JSON.parse(readFileSync(new URL('pairs.json', FOLDER), 'utf8')) as {
  pairs: readonly PairOf[];
};
const arrays = npzCatalog(new Uint8Array(readFileSync(new URL('pairs.npz', FOLDER))));
const read = (name: string) => arrays.read(tensorNamed(arrays, name));
const NAMES: Readonly<Record<string, keyof Known>> = {
  weight: 'weight',
  bias: 'bias',
  running_mean: 'runningMean',
  running_var: 'runningVar',
};
const largest = (a: TensorData, b: TensorData) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

test('the run that shows an explanation makes y of x, which PyTorch made', () => {
  let shown = 0;
  for (const { id, known, expected } of pairs) {
    if (!expected) continue;
    const [x, y] = [read(`x${id}`), read(`y${id}`)];
    const beside = Object.fromEntries(known.map((name) => [NAMES[name], read(`${name}${id}`)]));
    const { verification, pair, entries } = verified(x, y, beside as Known);
    const [best] = verification.explanations;
    if (!best) continue;
    const axes = defaultAxes(x.shape.length);
    const residual = residualOf(pair, entries[0]!);
    const ref = { kind: 'example', id: 'x' } as const;
    const found = requestOf(best, ref, axes, residual, beside as Known);
    if (!found?.exact) continue;
    const { spec, layout = axes, state } = found.request;
    const order = layout.map((axis) => axes.indexOf(axis));
    const fed = permute({ ...x, axes }, order);
    const fitting = fittingParameters(state, spec, fed);
    const request = { ...found.request, ...(fitting ? { state: fitting } : { state: undefined }) };
    const { output } = normalize(spec, fed, mergedState(request, 'float32'));
    const made = permute(
      output,
      order.map((_, axis) => order.indexOf(axis)),
    );
    // Twice: once for the layer's own rounding, once for that of the parameters that were fitted.
    expect(largest(made.data, pair.y), `${id} ${best.layer}`).toBeLessThan(
      2 * Math.max(best.maxAbs, verification.tolerance),
    );
    shown++;
  }
  expect(shown).toBeGreaterThan(60);
});

test('what an entry leaves of y is as large as the entry says', () => {
  for (const { id, expected } of pairs.slice(0, 40)) {
    if (!expected) continue;
    const { verification, pair, entries } = verified(read(`x${id}`), read(`y${id}`));
    const all = [...verification.explanations, ...verification.nearMisses];
    all.forEach(({ maxAbs }, i) => {
      const { difference } = residualOf(pair, entries[i]!);
      const found = difference.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      // The difference is kept in float32.
      expect(Math.abs(found - maxAbs)).toBeLessThan(1e-6 * maxAbs + 1e-12);
    });
  }
});

test('a scale alone is no layer: one group and a fitted eps would explain any', () => {
  const data = Float32Array.from({ length: 96 }, (_, i) => Math.sin(1 + i * 1.7) * 2);
  const x = { data, shape: [2, 6, 8], axes: ['N', 'C', 'L'] };
  for (const factor of [1, 0.5, 0.9]) {
    const y = { ...x, data: data.map((value) => value * factor) };
    expect(
      verified(x, y).verification.explanations.map(({ layer, mode }) => [layer, mode]),
    ).not.toContainEqual(['RMSNorm', 'train']);
  }
});
