import { InputError } from '../errors.ts';
import { formOf } from '../norm/fits.ts';
import { optionRow, type LayerRow } from '../norm/layerRow.ts';
import { LAYERS } from '../norm/layers.ts';
import { planLayer } from '../norm/plan.ts';
import type { LayerOptions, LayerSpec, OptionValue, Plan } from '../norm/spec.ts';
import { layouts } from './layouts.ts';
import { sameParameters, sameStatistics } from './signature.ts';

/** A layer that computes the same thing on this shape. */
export interface Equivalent {
  readonly spec: LayerSpec;
  /** Order of the axes in which that layer has to be fed. */
  readonly layout: readonly string[];
  /** False when the input would have to be permuted first. */
  readonly asStored: boolean;
  /** False when γ and β lie along other axes: then equal only as long as γ is 1 and β is 0. */
  readonly sameParameters: boolean;
  /** "LayerNorm([5], elementwise_affine=False) on (N, L, C)" */
  readonly text: string;
}

/**
 * Every layer of the table, with its options and the layout it needs, whose statistics cover the same
 * cells as this plan's: the way back from axes to names. Axes of size 1 count neither way, so BatchNorm on
 * one sample is found as InstanceNorm.
 * @param plan  of kind 'moments' that uses the input's own statistics; others have no equivalents
 * @returns     one entry for each layer and form of its options: those that need no permutation first, then those
 *              in layouts of common use; none for a window layer or running statistics
 */
export function equivalentLayers(plan: Plan): Equivalent[] {
  if (plan.kind !== 'moments' || plan.source !== 'batch') return [];
  const orders = layouts(plan.axes);
  const found = LAYERS.filter((row) => row.kind === 'moments' && row.family !== 'custom').flatMap(
    (row) => searchRow(plan, row, orders),
  );
  const rank = (one: Equivalent) => orders.indexOf(one.layout);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** For each form of a layer's options, the first layout in which it matches. */
function searchRow(
  plan: Plan,
  row: LayerRow,
  orders: readonly (readonly string[])[],
): Equivalent[] {
  const found = new Map<string, Equivalent>();
  for (const layout of orders) {
    const shape = layout.map((name) => plan.shape[plan.axes.indexOf(name)]!);
    if (!formOf(row, shape.length)) continue;
    for (const { key, options } of variants(row, shape)) {
      if (found.has(key)) continue;
      const match = tryOut(plan, row, options, shape, layout);
      if (match && !isItself(plan, match)) found.set(key, match);
    }
  }
  return [...found.values()];
}

/** The options that decide over which cells a layer averages, and a key that does not depend on the layout. */
function variants(
  row: LayerRow,
  shape: readonly number[],
): { key: string; options: LayerOptions }[] {
  if (optionRow(row, 'normalized_shape'))
    return shape.map((_, from) => ({
      key: `last ${shape.length - from}`,
      options: { normalized_shape: shape.slice(from) },
    }));
  const channels = shape[1] ?? 1;
  if (optionRow(row, 'num_groups'))
    return Array.from({ length: channels }, (_, i) => i + 1)
      .filter((groups) => channels % groups === 0)
      .map((groups) => ({
        key: groups === channels ? 'all' : String(groups),
        options: { num_groups: groups, num_channels: channels },
      }));
  const form = formOf(row, shape.length);
  return [{ key: '', options: { num_features: shape[form?.channel ?? 1]! } }];
}

function tryOut(
  plan: Plan,
  row: LayerRow,
  options: LayerOptions,
  shape: readonly number[],
  layout: readonly string[],
): Equivalent | null {
  const full: Record<string, OptionValue> = { ...options };
  if (plan.eps !== optionRow(row, 'eps')?.default) full.eps = plan.eps;
  let spec: LayerSpec = { layer: row.name, options: full, mode: 'train' };
  try {
    let other = planLayer(withParameters(spec, row, plan.hasWeight), shape, layout);
    if (!sameStatistics(plan, other)) return null;
    const same = sameParameters(plan, other);
    // without γ and β there is nothing to compare: switch the other's off too
    spec = withParameters(spec, row, plan.hasWeight, plan.hasBias);
    other = planLayer(spec, shape, layout);
    const asStored = layout.every((name, i) => name === plan.axes[i]);
    return { spec, layout, asStored, sameParameters: same, text: textOf(row, spec, layout) };
  } catch (error) {
    // that layer refuses such an input
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The spec with γ and β switched on or off, written only where it differs from the default. */
function withParameters(spec: LayerSpec, row: LayerRow, weight: boolean, bias = true): LayerSpec {
  const options: Record<string, OptionValue> = { ...spec.options };
  for (const name of ['affine', 'elementwise_affine']) {
    const option = optionRow(row, name);
    if (option && option.default !== weight) options[name] = weight;
  }
  if (weight && !bias && optionRow(row, 'bias')) options.bias = false;
  return { ...spec, options };
}

function isItself(plan: Plan, { spec, asStored }: Equivalent): boolean {
  if (!asStored || spec.layer !== plan.spec.layer) return false;
  return ['normalized_shape', 'num_groups'].every(
    (name) => String(spec.options[name]) === String(plan.spec.options[name]),
  );
}

/** The constructor call as PyTorch's user writes it. */
function textOf(row: LayerRow, spec: LayerSpec, layout: readonly string[]): string {
  const required = row.options.filter((option) => option.derive && option.name in spec.options);
  const named = row.options.filter((option) => !option.derive && option.name in spec.options);
  const call = [
    ...required.map((option) => python(spec.options[option.name] ?? null)),
    ...named.map((option) => `${option.name}=${python(spec.options[option.name] ?? null)}`),
  ].join(', ');
  return `${row.name}(${call}) on (${layout.join(', ')})`;
}

function python(value: OptionValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
