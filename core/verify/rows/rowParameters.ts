import type { Plan } from '../../norm/spec.ts';
import { numel } from '../../tensor/tensor.ts';
import type { Affine, GivenParameters } from '../hypothesis.ts';
import type { Pair } from '../pair.ts';
import { gatheredAt, type Fed, type Places } from './fed.ts';
import { fittedParameters, initialParameters, type RowParameters } from './rowFit.ts';
import { hasNumbers } from './rowOptions.ts';
import { hasParameters, type RowParts } from './rowParts.ts';
import type { RowTrial } from './rowTrials.ts';

/** Which are looked for: those without numbers taken from y, those with numbers of options, those with γ and β. */
export type Phase = 'exact' | 'options' | 'parameters';

/** γ and β as they may be: of a new layer, given, fitted. */
export function affinesOf(
  plan: Plan,
  { row, order, optionsFor }: RowTrial,
  { parameters: beside }: Pair,
  phase: Phase,
): Affine[] {
  const own = hasParameters(plan);
  const dims = paramDimsOf(plan, order);
  if (phase === 'parameters') return own ? [{ kind: 'fitted', dims }] : [];
  if ((phase === 'options') !== hasNumbers(row)) return [];
  if (!own) return [{ kind: 'none' }];
  const shape = plan.paramShape ?? [];
  const suited = beside.filter(
    (one) =>
      (!one.bias || plan.hasBias) &&
      (one.shape.join() === shape.join() ||
        (one.shape.length <= 1 && numel(one.shape) === numel(shape))),
  );
  const isNew = plan.initialWeight + plan.gammaOffset !== 0;
  // Where nothing is reduced, options that only say where γ and β lie make one layer without any.
  const usual = optionsFor(plan.shape).normalized_shape;
  const isFirst = plan.reducedDims.length > 0 || !Array.isArray(usual) || usual.length === 1;
  return [
    ...(isNew && isFirst ? [{ kind: 'none' } as const] : []),
    // One γ for all, which several groups tell.
    ...(numel(shape) === 1 && plan.groups > 1 ? [{ kind: 'fitted', dims } as const] : []),
    ...suited.map((one): Affine => ({ kind: 'given', given: { ...one, dims } })),
  ];
}

/** Positions in the file of the dimensions along which γ and β vary, as the layer has them. */
function paramDimsOf(plan: Plan, order: readonly number[]): number[] {
  const axes = plan.shape.map((_, axis) => axis);
  const own = axes.filter((axis) => plan.view.some((dim) => dim.axis === axis && dim.param));
  return own.map((axis) => order[axis]!);
}

/** @param places  of the part: a given γ has entries for the whole */
export function parametersFor(
  parts: RowParts,
  y: Fed['y'],
  affine: Affine,
  whole: Plan,
  places: Places | null,
): RowParameters {
  switch (affine.kind) {
    case 'none':
      return initialParameters(whole);
    case 'given':
      return givenParameters(affine.given, whole, places);
    case 'fitted':
      return fittedParameters(parts, y);
    default:
      return affine satisfies never;
  }
}

function givenParameters(
  { weight, bias, gammaOffset }: GivenParameters,
  plan: Plan,
  places: Places | null,
): RowParameters {
  const some = (data: Fed['y']) =>
    places
      ? gatheredAt(data, plan.paramShape ?? [], paramPlaces(plan, places))
      : Float64Array.from(data);
  const gain = weight ? some(weight).map((value) => value + gammaOffset) : null;
  const shift = bias ? some(bias) : null;
  const length = gain?.length ?? shift?.length ?? 1;
  return {
    gain: gain ?? new Float64Array(length).fill(1),
    bias: shift ?? new Float64Array(length),
  };
}

/** Places along the dimensions of γ and β: those of the part, and all along what is seen split. */
function paramPlaces(plan: Plan, places: Places): Places {
  const axes = plan.shape.flatMap((_, axis) =>
    plan.view.some((dim) => dim.axis === axis && dim.param) ? [axis] : [],
  );
  const shape = plan.paramShape ?? [];
  return axes.length === shape.length && axes.every((axis, i) => plan.shape[axis] === shape[i])
    ? axes.map((axis) => places[axis]!)
    : shape.map((size) => Array.from({ length: size }, (_, i) => i));
}
