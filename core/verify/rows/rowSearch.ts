import { InputError } from '../../errors.ts';
import { fitsDims, type InputName } from '../../norm/furtherInput.ts';
import { optionRow } from '../../norm/layerRow.ts';
import { planLayer } from '../../norm/plan.ts';
import type { LayerSpec, Plan } from '../../norm/spec.ts';
import type { LayerOptions } from '../../norm/view.ts';
import { numel } from '../../tensor/tensor.ts';
import { EPSILONS, fittedAs } from '../divisor.ts';
import type { Affine, GivenParameters } from '../hypothesis.ts';
import { smallest } from '../least.ts';
import type { Pair } from '../pair.ts';
import { floorOf, isEnough, PROMISING, type Tried, type Untold } from '../tried.ts';
import { fed, gatheredAt, partOf, placesFor, type Fed, type Places } from './fed.ts';
import {
  fittedParameters,
  initialParameters,
  restOf,
  rowFitOf,
  withoutBase,
  type RowParameters,
} from './rowFit.ts';
import { hasParameters, rowParts, type RowParts } from './rowParts.ts';
import type { RowRun } from './rowRun.ts';
import { rowTrials, type RowTrial } from './rowTrials.ts';
import { leastNear } from './simplex.ts';

/** What a layer cannot do without: a tensor beside x, or running statistics. */
export type Wanted = InputName | 'running_mean' | 'running_var';

/** A layer that was not searched, for want of a tensor. */
export interface Unsearched {
  readonly layer: string;
  readonly wants: readonly Wanted[];
}

export interface RowsFound {
  readonly tried: readonly Tried<RowRun>[];
  readonly untold: readonly Untold<RowRun>[];
}

/** Which are looked for: those without numbers taken from y, those with numbers of options, those with γ and β. */
export type Phase = 'exact' | 'options' | 'parameters';

interface Candidate {
  readonly run: RowRun;
  readonly rest: number;
}

/** Hypotheses that are compared with all of y. */
const MOST_TRIED = 8;
/** Of y may be left for another eps to make up. */
const NEARLY = 0.5;
/** The same, for numbers of options. */
const HOPELESS = 0.9;
/** Values of eps that count where x hardly varies. */
const LARGE = [1e-3, 0.1];
/** Times less that an eps between the usual ones leaves, where it is the one. */
const BETTER = 2;
/** A number of an option matters only when its absence leaves this many times more. */
const MATTERS = 8;
/** Values of a part in which the numbers of options are fitted. */
const FEW_VALUES = 800;

/** What of x, run through the layers that do more than divide, makes y. */
export function searchRows(pair: Pair, phase: Phase): RowsFound {
  const made = new Map<string, Fed>();
  const fedIn = (order: readonly number[]): Fed => {
    const known = made.get(order.join()) ?? fed(pair, order);
    made.set(order.join(), known);
    return known;
  };
  const untold: Untold<RowRun>[] = [];
  const candidates = rowTrials(pair.shape, pair.stored !== null).flatMap((trial) => {
    const planned = planOf(trial, pair);
    return planned ? candidatesOf(pair, trial, planned, fedIn(trial.order), phase, untold) : [];
  });
  const tried: Tried<RowRun>[] = [];
  for (const { run, rest } of candidates.sort((a, b) => a.rest - b.rest).slice(0, MOST_TRIED)) {
    if (rest > PROMISING) break;
    tried.push({ hypothesis: run, fit: fitOfRun(pair, fedIn(run.order), run) });
  }
  return { tried, untold };
}

/** Layers of the table that take x, but ask for a tensor that was not given. */
export function unsearchedRows(pair: Pair): Unsearched[] {
  const found = new Map<string, Unsearched>();
  for (const trial of rowTrials(pair.shape, pair.stored !== null)) {
    const plan = layerPlan(
      trial,
      trial.order.map((dim) => pair.shape[dim]!),
    );
    const wants = plan ? missing(plan, pair) : [];
    if (wants.length > 0) found.set(trial.row.name, { layer: trial.row.name, wants });
  }
  return [...found.values()];
}

/** Given tensors that no layer takes beside x, in the shape that they have. */
export function unusedInputs(pair: Pair): InputName[] {
  const used = new Set<InputName>();
  for (const trial of rowTrials(pair.shape, pair.stored !== null)) {
    const plan = planOf(trial, pair);
    for (const name of plan ? besideOf(plan, pair) : []) used.add(name);
  }
  return (Object.keys(pair.inputs) as InputName[]).filter((name) => !used.has(name));
}

const besideOf = (plan: Plan, { inputs }: Pair): InputName[] =>
  plan.inputs.flatMap(({ name, used }) => (used && inputs[name] ? [name] : []));

function missing(plan: Plan, { inputs, stored }: Pair): Wanted[] {
  const beside = plan.inputs.flatMap(({ name, initial, used }) =>
    initial === null && used && !inputs[name] ? [name] : [],
  );
  // Towards the statistics of a new layer x is hardly changed: anything but γ and β would be lost.
  const towards = plan.kind === 'moments' && plan.extra?.is === 'renorm' && !stored;
  return towards ? [...beside, 'running_mean', 'running_var'] : beside;
}

function layerPlan({ row, mode, optionsFor }: RowTrial, shape: readonly number[]): Plan | null {
  try {
    return planLayer(
      { layer: row.name, options: optionsFor(shape), mode },
      shape,
      undefined,
      'float64',
    );
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The plan of a trial, where x and what is given beside it suffice. */
function planOf(trial: RowTrial, pair: Pair): Plan | null {
  const shape = trial.order.map((dim) => pair.shape[dim]!);
  const plan = layerPlan(trial, shape);
  // A group of one value leaves its sign.
  const isSign = plan?.kind === 'moments' && plan.groupSize === 1;
  if (!plan || isSign || missing(plan, pair).length > 0) return null;
  const turned = (sizes: readonly number[]) => (sizes.join() === pair.shape.join() ? shape : sizes);
  const suits = plan.inputs.every(({ name, dims }) => {
    const input = pair.inputs[name];
    return !input || fitsDims(dims, turned(input.shape));
  });
  const stored = !plan.tracks || !pair.stored || pair.stored.mean.length === plan.runningSize;
  return suits && stored ? plan : null;
}

/** γ and β as they may be: of a new layer, given, fitted. */
function affinesOf(
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

/** Whether numbers of options have to be found by a fit. */
const hasNumbers = ({ options }: RowTrial['row']) =>
  options.some(({ starts }) => starts !== undefined);

/** Positions in the file of the dimensions along which γ and β vary, as the layer has them. */
function paramDimsOf(plan: Plan, order: readonly number[]): number[] {
  const axes = plan.shape.map((_, axis) => axis);
  const own = axes.filter((axis) => plan.view.some((dim) => dim.axis === axis && dim.param));
  return own.map((axis) => order[axis]!);
}

function candidatesOf(
  pair: Pair,
  trial: RowTrial,
  plan: Plan,
  whole: Fed,
  phase: Phase,
  untold: Untold<RowRun>[],
): Candidate[] {
  const { row, order, mode, optionsFor } = trial;
  const starts = row.options.filter(({ starts: from }) => from !== undefined);
  const bends = hasNumbers(row);
  const affines = affinesOf(plan, trial, pair, phase);
  if (affines.length === 0) return [];
  const places = placesFor(
    plan,
    (axis) => isFree(trial, plan, axis),
    bends ? FEW_VALUES : undefined,
  );
  const part = partOf(whole, plan, places);
  const specOf = (changed: LayerOptions): LayerSpec => ({
    layer: row.name,
    options: { ...optionsFor(part.x.shape), ...changed },
    mode,
  });
  const first = partsOrNull(specOf({}), part);
  // A layer that leaves x as it is, but for γ and β, is none that can be told.
  if (!first || isSame(first, part)) return [];
  return affines.flatMap((affine): Candidate[] => {
    const restAt = (changed: LayerOptions): number => {
      const parts = partsOrNull(specOf(changed), part, first);
      return parts
        ? restOf(parts, part.y, parametersFor(parts, part.y, affine, plan, places))
        : Infinity;
    };
    const count = affine.kind === 'fitted' ? numel(affine.dims.map((dim) => pair.shape[dim]!)) : 0;
    const numbers = count * (plan.hasBias ? 2 : 1) + starts.length;
    const own = part.x.data.length;
    const ownNumbers =
      (first.ids && affine.kind === 'fitted'
        ? new Set(first.ids).size * (plan.hasBias ? 2 : 1)
        : 0) + starts.length;
    // Where γ is known, what is bent may be so the other way.
    const signs = affine.kind === 'fitted' || plan.kind !== 'pointwise' ? [1] : [1, -1];
    const found = bends
      ? bestOf(signs.map((sign) => fittedOptions(trial, floorOf(pair), sign, restAt)))
      : chosenEps(trial, pair, first, restAt);
    if (!found) return [];
    const spec = {
      layer: row.name,
      options: { ...optionsFor(plan.shape), ...found.options },
      mode,
    };
    const run: RowRun = {
      spec,
      plan: planLayer(spec, plan.shape, plan.axes, 'float64'),
      order,
      affine,
      fittedOptions: bends ? starts.map(({ name }) => name) : found.fitted,
      beside: besideOf(plan, pair),
    };
    if (isEnough(numel(pair.shape), numbers) && isEnough(own, ownNumbers))
      return [{ run, rest: found.rest }];
    if (found.rest < 1e-3)
      untold.push({ hypothesis: run, values: numel(pair.shape), fitted: numbers });
    return [];
  });
}

/** Whether a part of x along a dimension is normalized as the whole is. */
function isFree({ row }: RowTrial, plan: Plan, axis: number): boolean {
  // Groupings beside the view's go over all but the samples, and over these where statistics are kept.
  if (plan.kind === 'staged') return axis === 0 && row.running === null;
  const own = plan.view.filter((dim) => dim.axis === axis);
  return own.length === 1 && own.every(({ role }) => role === 'kept');
}

function partsOrNull(spec: LayerSpec, part: Fed, before?: RowParts): RowParts | null {
  try {
    return rowParts(spec, part, before);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

const isSame = ({ base }: RowParts, { x }: Fed): boolean =>
  base.every((value, at) => Math.abs(value - x.data[at]!) <= 1e-12 * Math.abs(value));

/** @param places  of the part: a given γ has entries for the whole */
function parametersFor(
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

interface Chosen {
  readonly options: LayerOptions;
  readonly fitted: readonly string[];
  readonly rest: number;
}

/** The eps that fits best: the known one, one that layers have, or one that somebody types. */
function chosenEps(
  { row }: RowTrial,
  pair: Pair,
  { plan }: RowParts,
  restAt: (changed: LayerOptions) => number,
): Chosen | null {
  const usual = optionRow(row, 'eps')?.default;
  const known = pair.eps === undefined ? [...new Set([Number(usual), ...EPSILONS])] : [pair.eps];
  if (usual === undefined) return { options: {}, fitted: [], rest: restAt({}) };
  const first = restAt({ eps: known[0]! });
  if (first > NEARLY && !LARGE.some((eps) => restAt({ eps }) < NEARLY)) return null;
  const floor = floorOf(pair);
  const ways = known.map((eps, i) => ({ eps, rest: i === 0 ? first : restAt({ eps }) }));
  const best = Math.min(...ways.map(({ rest }) => rest));
  const found = ways.find(({ rest }) => rest <= 1.5 * best + floor) ?? ways[0]!;
  if (found.rest <= 4 * floor || pair.eps !== undefined || plan.kind === 'pointwise')
    return { options: { eps: found.eps }, fitted: [], rest: found.rest };
  const fitted = 10 ** smallest((exponent) => restAt({ eps: 10 ** exponent }), -9, 1);
  const exact = restAt({ eps: fitted });
  if (!(exact < found.rest / BETTER))
    return { options: { eps: found.eps }, fitted: [], rest: found.rest };
  // Two layers in a row look like one of an eps that nobody types.
  const [typed] = fittedAs({ spread: 'biased', eps: fitted, place: 'inside' }, 1);
  const rest = typed ? restAt({ eps: typed.eps }) : Infinity;
  return typed && rest <= 1.5 * exact + floor
    ? { options: { eps: typed.eps }, fitted: ['eps'], rest }
    : null;
}

const bestOf = (found: readonly (Chosen | null)[]): Chosen | null =>
  found.reduce((a, b) => (!a || (b && b.rest < a.rest) ? b : a));

/** Of y, after some steps, for a fit to go on. */
const HOPEFUL = 0.1;
/** Times the slope, which makes another curve of one that bends. */
const STEEP = 4;
/** Starts from which a fit goes on. */
const BEST_STARTS = 2;

/** The numbers of a layer's options that leave least of y, where they matter. */
function fittedOptions(
  { row }: RowTrial,
  floor: number,
  sign: number,
  restAt: (changed: LayerOptions) => number,
): Chosen | null {
  const options = row.options.filter(({ starts }) => starts !== undefined);
  const names = options.map(({ name }) => name);
  const positive = options.map(({ starts }) => starts!.every((start) => start > 0));
  const optionsAt = (at: readonly number[]): LayerOptions =>
    Object.fromEntries(
      names.map((name, i) => [
        name,
        positive[i] ? (i === 0 ? sign : 1) * Number(Math.exp(at[i]!).toPrecision(14)) : at[i]!,
      ]),
    );
  const rest = (at: readonly number[]) => restAt(optionsAt(at));
  const starts = options.reduce<number[][]>(
    (found, { starts: values }, i) =>
      found.flatMap((at) => values!.map((value) => [...at, positive[i] ? Math.log(value) : value])),
    [[]],
  );
  const usual = optionsAt(
    options.map((option, i) =>
      positive[i] ? Math.log(Number(option.default)) : Number(option.default),
    ),
  );
  const begun = starts.map((at) => ({ at, value: rest(at) })).sort((a, b) => a.value - b.value);
  let best = begun[0]!;
  if (best.value > HOPELESS) return null;
  const fits = best.value < 4 * floor;
  for (const { at } of fits ? [] : begun.slice(0, BEST_STARTS)) {
    const found = leastNear(rest, at, HOPEFUL);
    if (found.value < best.value) best = { at: [...found.at], value: found.value };
  }
  // With hardly any slope every layer of this kind is a straight line, with far too much a step: neither is told from any other.
  const [slope, ...others] = best.at;
  const ends = [Math.log(1e-9), slope! + Math.log(STEEP)].map((end) => rest([end, ...others]));
  if (!ends.every((end) => best.value * MATTERS < end)) return null;
  const rounded = [
    usual,
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((digits) => roundedTo(optionsAt(best.at), digits)),
  ];
  const typed = rounded.find((one) => restAt(one) <= 1.2 * best.value);
  return { options: typed ?? optionsAt(best.at), fitted: names, rest: best.value };
}

const roundedTo = (options: LayerOptions, digits: number): LayerOptions =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      Number(Number(value).toPrecision(digits)),
    ]),
  );

/** The parts and the parameters of a run on all of x. */
export function wholeOf(
  pair: Pair,
  { spec, plan, order, affine }: RowRun,
  whole: Fed = fed(pair, order),
): { readonly parts: RowParts; readonly parameters: RowParameters; readonly fed: Fed } {
  const parts = rowParts(spec, whole);
  return { parts, parameters: parametersFor(parts, whole.y, affine, plan, null), fed: whole };
}

/** Whether a layer gives x times one number: an eps that is larger than all else leaves no more of it. */
function isScale(base: Float64Array, x: Fed['y']): boolean {
  let [xx, bb, xb] = [0, 0, 0];
  for (let at = 0; at < base.length; at++) {
    const [value, b] = [x[at]!, base[at]!];
    if (!Number.isFinite(value + b)) continue;
    xx += value * value;
    bb += b * b;
    xb += value * b;
  }
  return xb * xb >= (1 - 1e-13) * xx * bb;
}

/** Times that what is added up may be larger than y. */
const CANCELS = 30;

const largestGain = ({ gain }: RowParameters) =>
  gain.reduce((most, g) => Math.max(most, Math.abs(g)), 0);

/** Root of the mean of squares of what is finite. */
function rootOf(values: Fed['y']): number {
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += value * value;
  return Math.sqrt(squares / Math.max(1, values.length));
}

function fitOfRun(pair: Pair, whole: Fed, run: RowRun) {
  const { parts, parameters } = wholeOf(pair, run, whole);
  const fitted = run.affine.kind === 'fitted' || run.fittedOptions.length > 0;
  const fit = rowFitOf(parts, whole.y, pair.precision, parameters, fitted);
  // Numbers of options that leave a small difference of large values bend nothing: any curve is that of some.
  const large =
    run.fittedOptions.length > 0 &&
    largestGain(parameters) * rootOf(parts.base) > CANCELS * rootOf(whole.y);
  if (large) return { ...fit, ratio: Infinity };
  if (isScale(parts.base, whole.x.data)) return { ...fit, ratio: Infinity };
  // Where γ·base could as well not be there, the layer is not what made y.
  const without = withoutBase(parts, whole.y, parameters, run.affine.kind === 'fitted');
  const none = rowFitOf(parts, whole.y, pair.precision, without, fitted);
  return none.ratio > 1 && none.rms > 2 * fit.rms ? fit : { ...fit, ratio: Infinity };
}
