import { InputError } from '../errors.ts';
import { formOf } from '../norm/fits.ts';
import { kindOf } from '../norm/kinds/kinds.ts';
import { asMoments } from '../norm/kinds/moments/asMoments.ts';
import { choosesAxes, optionRow, type LayerRow } from '../norm/layerRow.ts';
import { layerRow, LAYERS, type LayerName } from '../norm/layers.ts';
import { planLayer } from '../norm/plan.ts';
import type { LayerSpec, Plan } from '../norm/spec.ts';
import type { LayerOptions, OptionValue } from '../norm/view.ts';
import { listed, literal } from '../program/python.ts';

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
 * @param plan  of a layer that shares the input's own statistics; others have no equivalents
 * @returns     one entry for each layer and form of its options: those that need no permutation first, then those
 *              in layouts of common use; none without shared statistics or with running ones
 */
export function equivalentLayers(plan: Plan): Equivalent[] {
  return matchingLayers(plan).filter((match) => !isItself(plan, match));
}

/** The same with the layer itself among them, which a table of layers that agree with their plans always finds. */
export function matchingLayers(plan: Plan): Equivalent[] {
  if (plan.groups === 0 || plan.source !== 'batch' || plan.reducedAxes.length === 0) return [];
  const orders = layouts(plan.axes);
  // a layer that takes any axes computes the same as any other: its name says nothing
  const named = LAYERS.filter((row) => !choosesAxes(row) && (!hasOwnGamma(row) || isOf(plan, row)));
  const found = named
    .filter((row) => row.kind === plan.kind)
    .flatMap((row) => searchRow(plan, row, orders));
  const rank = (one: Equivalent) => orders.indexOf(one.layout);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** A layer whose γ and β come with the sample is no other name of one that learns them, nor has none. */
const hasOwnGamma = (row: LayerRow) => row.parameters?.always === true;
const isOf = (plan: Plan, row: LayerRow) => row.name === plan.spec.layer;

/** Errors that no input causes. */
const MISTAKES: readonly string[] = ['unknownLayer', 'unknownOption', 'badOption'];

/** For each form of a layer's options, the first layout in which it matches. */
function searchRow(
  plan: Plan,
  row: LayerRow<LayerName>,
  orders: readonly (readonly string[])[],
): Equivalent[] {
  const found = new Map<string, Equivalent>();
  for (const layout of orders) {
    const shape = layout.map((name) => plan.shape[plan.axes.indexOf(name)]!);
    if (!formOf(row, shape.length)) continue;
    for (const { key, options } of variants(row, shape, layout)) {
      if (found.has(key)) continue;
      const match = tryOut(plan, row, options, shape, layout);
      if (match) found.set(key, match);
    }
  }
  return [...found.values()];
}

/** The row's options by which it averages over one set of cells or another, and a key that does not depend on the layout. */
function variants(
  row: LayerRow,
  shape: readonly number[],
  layout: readonly string[],
): { key: string; options: LayerOptions }[] {
  const fitting = row.options.filter((option) => option.derive);
  return fitting.reduce<{ key: string; options: LayerOptions }[]>(
    (found, { name, derive, coverings }) =>
      found.flatMap(({ key, options }) =>
        (coverings?.(shape) ?? [{ key: '', value: derive?.(shape, layout) ?? null }]).map(
          (covering) => ({
            key: key + covering.key,
            options: { ...options, [name]: covering.value },
          }),
        ),
      ),
    [{ key: '', options: {} }],
  );
}

function tryOut(
  plan: Plan,
  row: LayerRow<LayerName>,
  options: LayerOptions,
  shape: readonly number[],
  layout: readonly string[],
): Equivalent | null {
  const full: Record<string, OptionValue> = { ...options };
  const eps = asMoments(plan)?.eps;
  if (eps !== undefined && eps !== optionRow(row, 'eps')?.default) full.eps = eps;
  const spec = withParameters({ layer: row.name, options: full, mode: 'train' }, row, plan);
  try {
    const other = planLayer(spec, shape, layout);
    if (!kindOf(plan).sameStatistics(plan, other)) return null;
    const same = sameParameters(plan, other);
    const asStored = layout.every((name, i) => name === plan.axes[i]);
    return { spec, layout, asStored, sameParameters: same, text: textOf(row, spec, layout) };
  } catch (error) {
    // that layer refuses such an input; what is wrong with its row or its options is another matter
    if (error instanceof InputError && !MISTAKES.includes(error.code)) return null;
    throw error;
  }
}

/** The spec with γ and β switched on or off as the plan has them, written only where that differs from the default. */
function withParameters(spec: LayerSpec, row: LayerRow, { hasWeight, hasBias }: Plan): LayerSpec {
  const options: Record<string, OptionValue> = { ...spec.options };
  for (const name of ['affine', 'elementwise_affine']) {
    const option = optionRow(row, name);
    if (option && option.default !== hasWeight) options[name] = hasWeight;
  }
  if (hasWeight && !hasBias && optionRow(row, 'bias')) options.bias = false;
  return { ...spec, options };
}

/** The layer with the options that it has: of those the stored order is the first that fits. */
function isItself(plan: Plan, { spec }: Equivalent): boolean {
  if (spec.layer !== plan.spec.layer) return false;
  return layerRow(spec.layer)
    .options.filter((option) => option.coverings)
    .every(({ name }) => String(spec.options[name]) === String(plan.spec.options[name]));
}

/** The constructor call as PyTorch's user writes it. */
function textOf(row: LayerRow, spec: LayerSpec, layout: readonly string[]): string {
  const required = row.options.filter((option) => option.derive && option.name in spec.options);
  const named = row.options.filter((option) => !option.derive && option.name in spec.options);
  const call = [
    ...required.map((option) => literal(spec.options[option.name] ?? null, listed)),
    ...named.map(
      (option) => `${option.name}=${literal(spec.options[option.name] ?? null, listed)}`,
    ),
  ].join(', ');
  return `${row.name}(${call}) on (${layout.join(', ')})`;
}

const COMMON = [
  'NC',
  'NCL',
  'NLC',
  'LNC',
  'NCHW',
  'NHWC',
  'NCDHW',
  'NDHWC',
  'CL',
  'LC',
  'CHW',
  'HWC',
];

/** Beyond this many axes only the stored order and the common ones are tried: 6! would be 720. */
const MOST_PERMUTED = 5;

/**
 * Orders in which these axes can be fed to a layer: as stored, then those in common use, then all others.
 * @param axes  distinct axis names
 */
function layouts(axes: readonly string[]): readonly (readonly string[])[] {
  const common = COMMON.map((letters) => [...letters]).filter(
    (order) => order.length === axes.length && order.every((name) => axes.includes(name)),
  );
  const all = axes.length <= MOST_PERMUTED ? permutations(axes) : [];
  const seen = new Set<string>();
  return [axes, ...common, ...all].filter((order) => {
    const key = order.join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}

/** True when γ and β, if there are any, vary along the same axes. */
function sameParameters(a: Plan, b: Plan): boolean {
  if (!a.hasWeight && !b.hasWeight) return true;
  if (a.hasWeight !== b.hasWeight || a.hasBias !== b.hasBias) return false;
  if (a.gammaOffset !== b.gammaOffset) return false;
  return paramAxes(a) === paramAxes(b);
}

function paramAxes(plan: Plan): string {
  const axes = plan.view.filter((dim) => dim.param && plan.shape[dim.axis]! > 1);
  return [...new Set(axes.map((dim) => plan.axes[dim.axis]!))].sort().join();
}
