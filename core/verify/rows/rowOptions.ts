import { optionRow } from '../../norm/layerRow.ts';
import type { LayerOptions } from '../../norm/view.ts';
import { EPSILONS, fittedAs } from '../divisor.ts';
import { smallest } from '../least.ts';
import type { Pair } from '../pair.ts';
import { floorOf } from '../tried.ts';
import type { RowParts } from './rowParts.ts';
import type { RowTrial } from './rowTrials.ts';
import { leastNear } from './simplex.ts';

interface Chosen {
  readonly options: LayerOptions;
  readonly fitted: readonly string[];
  readonly rest: number;
}

/** Of y may be left for another eps to make up. */
const NEARLY = 0.5;

/** The same, for numbers of options. */
const HOPELESS = 0.9;

/** Values of eps that count where x hardly varies, and where it varies much. */
const LARGE = [1e-3, 0.1, 10];

/** Of what is left with the usual eps, what a larger one leaves at most where an eps makes it up. */
const MOVED = 0.9;

/** Times less that an eps between the usual ones leaves, where it is the one. */
const BETTER = 2;

/** A number of an option matters only when its absence leaves this many times more. */
const MATTERS = 8;

/** Of y, after some steps, for a fit to go on. */
const HOPEFUL = 0.1;

/** Times the slope, which makes another curve of one that bends. */
const STEEP = 4;

/** Starts from which a fit goes on. */
const BEST_STARTS = 2;

/** Whether numbers of options have to be found by a fit. */
export const hasNumbers = ({ options }: RowTrial['row']) =>
  options.some(({ starts }) => starts !== undefined);

/** The eps that fits best: the known one, one that layers have, or one that somebody types. */
export function chosenEps(
  { row }: RowTrial,
  pair: Pair,
  { plan }: RowParts,
  restAt: (changed: LayerOptions) => number,
): Chosen | null {
  const usual = optionRow(row, 'eps')?.default;
  const known = pair.eps === undefined ? [...new Set([Number(usual), ...EPSILONS])] : [pair.eps];
  if (usual === undefined) return { options: {}, fitted: [], rest: restAt({}) };
  const first = restAt({ eps: known[0]! });
  if (first > HOPEFUL) {
    const large = LARGE.map((eps) => restAt({ eps }));
    if (first > NEARLY && !large.some((rest) => rest < NEARLY)) return null;
    if (!large.some((rest) => rest < MOVED * first))
      return { options: { eps: known[0]! }, fitted: [], rest: first };
  }
  const floor = floorOf(pair);
  const ways = known.map((eps, i) => ({ eps, rest: i === 0 ? first : restAt({ eps }) }));
  const best = Math.min(...ways.map(({ rest }) => rest));
  const found = ways.find(({ rest }) => rest <= 1.5 * best + floor) ?? ways[0]!;
  if (found.rest <= 4 * floor || pair.eps !== undefined || plan.kind === 'pointwise')
    return { options: { eps: found.eps }, fitted: [], rest: found.rest };
  const restOfEps = (exponent: number) => restAt({ eps: 10 ** exponent });
  const fitted = 10 ** smallest(restOfEps, -9, 1, HOPEFUL);
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

export const bestOf = (found: readonly (Chosen | null)[]): Chosen | null =>
  found.reduce((a, b) => (!a || (b && b.rest < a.rest) ? b : a));

/** The numbers of a layer's options that leave least of y, where they matter. */
export function fittedOptions(
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
