import { describe, expect, test } from 'vitest';
import { equivalentLayers, matchingLayers } from '../../../core/explain/equivalences.ts';
import { fits } from '../../../core/norm/fits.ts';
import { passesOf } from '../../../core/norm/passes.ts';
import { arithmeticOf } from '../../../core/norm/kinds/arithmetic.ts';
import { kindOf } from '../../../core/norm/kinds/kinds.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { choosesAxes } from '../../../core/norm/layerRow.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { fullState } from '../../../core/norm/layerState.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';
import { numel, tensor as tensorOf } from '../../../core/tensor/tensor.ts';

/** Shapes of every rank that a layer may take, with sizes that tell the axes apart. */
const SHAPES = [
  [2, 6],
  [2, 6, 5],
  [2, 6, 4, 5],
  [2, 6, 3, 4, 5],
];
const MODES: readonly Mode[] = ['train', 'eval'];

const CASES = LAYERS.flatMap((row) =>
  SHAPES.filter((shape) => !fits(row, shape)).flatMap((shape) =>
    MODES.map((mode) => ({ row, shape, mode })),
  ),
);

describe.each(CASES)('$row.name on $shape in $mode', ({ row, shape, mode }) => {
  const plan = planLayer({ layer: row.name, options: {}, mode }, shape);

  test('its plan is of its kind, and cells share statistics or have neighbours', () => {
    expect(plan.kind).toBe(row.kind);
    expect(plan.groups > 0).toBe(plan.reach === null);
  });

  test('it divides by the deviation from the mean just where it takes the mean away', () => {
    const own = asMoments(plan);
    if (own) expect(own.divides === 'std').toBe(own.subtracts === 'mean');
  });

  test('its other names begin with its own', () => {
    if (plan.groups === 0 || plan.source !== 'batch' || choosesAxes(row)) return;
    if (plan.reducedAxes.length === 0) return;
    const itself = matchingLayers(plan).find(
      ({ spec, asStored }) => asStored && spec.layer === row.name,
    );
    expect(itself?.sameParameters).toBe(true);
    expect(equivalentLayers(plan).map(({ text }) => text)).not.toContain(itself?.text);
  });

  test('every framework has a program that leaves y', () => {
    const tensor = { script: 'x = torch.rand(2)', shape, axes: plan.axes, dtype: 'float32' };
    for (const { title, code } of snippets(plan, tensor)) expect(code, title).toMatch(/\by\b.* = /);
  });

  test('a chunk is computed by itself, its moments are gathered, or the whole is asked for', () => {
    const alone = arithmeticOf(plan).alone(plan, false);
    const asksForAll = kindOf(plan).chunk(plan, false).together === numel(shape);
    if (!alone) return expect(asMoments(plan) !== null || asksForAll).toBe(true);
    const x = Float64Array.from({ length: numel(shape) }, (_, i) => 3 * Math.sin(i) + 1);
    const y = new Float64Array(x.length);
    const full = fullState(plan, {}, 'float64');
    alone.normalize(plan, x, y, full);
    const whole = normalize(plan.spec, tensorOf(x, shape, plan.axes));
    expect(y).toEqual(whole.output.data);
    expect(alone.notices(full)).toEqual(whole.warnings.slice(plan.warnings.length));
  });

  test('a run in chunks reads the file once or twice', () => {
    expect([1, 2]).toContain(passesOf(plan, false, 1));
    expect(passesOf(plan, false, Infinity)).toBe(1);
  });
});
