import { InputError } from '../errors.ts';
import { defaultAxes, numel, type DType } from '../tensor/tensor.ts';
import { fits, formOf } from './fits.ts';
import { kindOf } from './kinds/kinds.ts';
import { gammaOffsetOf } from './layerRow.ts';
import { layerRow } from './layers.ts';
import { resolveOptions } from './resolveOptions.ts';
import type { LayerSpec, Plan, PlanBase } from './spec.ts';
import { traps } from './traps.ts';
import type { LayerOptions, ViewDim } from './view.ts';

/**
 * What a layer will do with an input of this shape, read off its row of the table.
 * @param spec   layer, options and mode; options that are left out take their defaults
 * @param shape  sizes of the input
 * @param axes   names of its axes, e.g. ["N", "C", "L"]
 * @param dtype  of the input: RMSNorm's eps None depends on it
 * @throws InputError in the situations in which PyTorch fails, in its words and with what to do
 */
export function planLayer(
  spec: LayerSpec,
  shape: readonly number[],
  axes: readonly string[] = defaultAxes(shape.length),
  dtype: DType = 'float32',
): Plan {
  const last = lastPlans.get(spec);
  if (last?.dtype === dtype && same(last.plan.shape, shape) && same(last.plan.axes, axes))
    return last.plan;
  const plan = makePlan(spec, shape, axes, dtype);
  lastPlans.set(spec, { plan, dtype });
  return plan;
}

/** A layer meets one shape again and again: batch after batch, edit after edit. */
const lastPlans = new WeakMap<LayerSpec, { readonly plan: Plan; readonly dtype: DType }>();

const same = <T>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length && a.every((entry, i) => entry === b[i]);

function makePlan(
  spec: LayerSpec,
  shape: readonly number[],
  axes: readonly string[],
  dtype: DType,
): Plan {
  const row = layerRow(spec.layer);
  const misfit = fits(row, shape);
  const form = formOf(row, shape.length);
  if (misfit || !form)
    throw new InputError('rank', misfit?.message ?? `${row.name} does not fit`, misfit?.details);

  const options = resolveOptions(row, spec.options, shape, axes);
  const frozen = row.running === 'frozen';
  const tracks =
    row.running !== null && options.track_running_stats !== false && options.apply_act !== false;
  const usesBatch = !frozen && (spec.mode === 'train' || !tracks);
  checkNotEmpty(shape);
  for (const check of row.checks) check({ row, form, shape, options, usesBatch, tracks });

  const hasWeight = row.parameters?.always ?? wantsWeight(options);
  const seen = { shape, axes, options, form, usesBatch };
  const view = row.view(seen).map((dim) => ({ ...dim, param: dim.param && hasWeight }));
  const varying = paramDims(view, shape, axes, row.parameters?.asSeen === true);
  const gammaOffset = gammaOffsetOf(row, options);
  const planned: Plan = {
    spec: { layer: row.name, options, mode: spec.mode },
    shape: [...shape],
    axes: [...axes],
    view,
    ...reduction(view, shape, axes),
    paramShape: hasWeight ? varying.map(({ size }) => size) : null,
    paramAxes: varying.map(({ name }) => name),
    hasWeight,
    hasBias: hasWeight && row.bias && options.bias !== false,
    gammaOffset,
    initialWeight: row.parameters?.initial?.(options, shape) ?? 1 - gammaOffset,
    parameterNames: row.parameters?.names ?? { weight: 'weight', bias: 'bias' },
    parametersFrom: row.parameters?.from ?? null,
    inputs: (row.inputs ?? [])
      .filter(({ has }) => has?.(seen) ?? true)
      .map(({ name, dims, initial, used }) => ({
        name,
        dims: dims(seen),
        initial,
        used: used?.(seen) ?? true,
      })),
    subtracts: options.center === false ? 'nothing' : row.subtracts,
    source: usesBatch ? 'batch' : 'running',
    tracks,
    updates: tracks && !frozen && spec.mode === 'train',
    runningSize: tracks ? (shape[form.channel ?? 1] ?? 0) : 0,
    replicas: (options.replicas as readonly number[] | null | undefined) ?? null,
    warnings: [],
    ...kindOf(row).plan(row, view, { options, dtype, shape, usesBatch }),
  };
  return { ...planned, warnings: traps(planned, row, form) };
}

/** No layer takes an input without values. */
function checkNotEmpty(shape: readonly number[]): void {
  if (numel(shape) > 0) return;
  const list = `[${shape.join(', ')}]`;
  throw new InputError(
    'emptyInput',
    `The input has no values: its shape is ${list}. This is a limit of Normscope, where PyTorch gives an empty output (BatchNorm counts a batch in training, and refuses 0 channels). Give every dimension a size of at least 1.`,
    { shape: list },
  );
}

type Reduction = Pick<PlanBase, 'reducedAxes' | 'reducedDims' | 'keptAxes' | 'keptDims'>;

function reduction(
  view: readonly ViewDim[],
  shape: readonly number[],
  axes: readonly string[],
): Reduction {
  const all = shape.map((_, axis) => axis);
  const reducedDims = all.filter((axis) => isReduced(axis, view));
  const keptDims = all.filter((axis) => !reducedDims.includes(axis));
  return {
    reducedDims,
    reducedAxes: reducedDims.map((axis) => axes[axis]!),
    keptDims,
    keptAxes: keptDims.map((axis) => axes[axis]!),
  };
}

/** GroupNorm with one channel a group keeps all of C: a reduced half of size 1 reduces nothing. */
function isReduced(axis: number, view: readonly ViewDim[]): boolean {
  const parts = view.filter((dim) => dim.axis === axis);
  const reduced = parts.filter((dim) => dim.role === 'reduced');
  const keptWhole = parts.some((dim) => dim.role === 'kept' && dim.size > 1);
  return reduced.some((dim) => dim.size > 1 || !keptWhole);
}

/**
 * γ and β of an axis that the view splits are still one run along that axis, (C) and not (G, C/G), unless they vary along a
 * part of it only or the row says that they are held as they are seen.
 */
function paramDims(
  view: readonly ViewDim[],
  shape: readonly number[],
  axes: readonly string[],
  asSeen: boolean,
): readonly { readonly size: number; readonly name: string }[] {
  return shape.flatMap((size, axis) => {
    const parts = view.filter((dim) => dim.axis === axis);
    const varying = parts.filter((dim) => dim.param);
    const whole = varying.length === parts.length && !asSeen;
    return whole && varying.length > 0 ? [{ size, name: axes[axis]! }] : varying;
  });
}

function wantsWeight(options: LayerOptions): boolean {
  return (
    options.affine === true ||
    options.elementwise_affine === true ||
    (Array.isArray(options.param_axes) && options.param_axes.length > 0)
  );
}
