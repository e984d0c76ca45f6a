import { layerRow } from '../norm/layers.ts';
import type { OptionValue } from '../norm/view.ts';
import { ownDigits } from '../tensor/formatNumber.ts';
import type { Explanation } from '../verify/explanation.ts';
import { decidingOptions } from '../verify/rows/decidingOptions.ts';
import { doesMore } from '../verify/rows/rowTrials.ts';
import type { NearMiss, Verification } from '../verify/verification.ts';

/** A text by its key, with numbers and names put in. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** How many times rounding's share is still said as a number. */
const FAR = 1e6;

/** A small number for people: "3.4e-3". */
export const residualText = (value: number): string =>
  Number.isFinite(value) ? value.toExponential(1) : String(value);

/** An eps for people: "1e-5", "0.001". */
const epsText = (eps: number): string => ownDigits(Number(eps.toPrecision(4)));

/** PyTorch's class, or words where there is none. */
export const layerText = (layer: string, say: Say): string =>
  layer === 'Custom' ? say('layer.Custom') : layer;

/** Axes that an entry averages over, as they are called. */
function overText({ layer, reducedDims }: Explanation, axes: readonly string[], say: Say): string {
  const names = reducedDims.map((dim) => axes[dim] ?? String(dim)).join(', ');
  if (reducedDims.length === 0) return layerText(layer, say);
  return say('verify.over', { layer: layerText(layer, say), axes: names });
}

const valueText = (value: OptionValue) =>
  typeof value === 'number' ? ownDigits(Number(value.toPrecision(6))) : String(value);

/** "alpha=0.5": options that decide what the layer makes of x, of one that does more than divide groups. */
export function decidingText({ layer, options }: Explanation): string[] {
  const row = layer === 'Custom' ? null : layerRow(layer);
  if (!row || !doesMore(row)) return [];
  const deciding = Object.entries(decidingOptions(row, options));
  return deciding.map(([name, value]) => `${name}=${valueText(value)}`);
}

/** What an entry computes, part by part, the deciding ones first. */
export function entryWords(entry: Explanation, axes: readonly string[], say: Say): string[] {
  const { mode, affine, variance, epsPlacement, gammaOffset, numGroups, beside } = entry;
  const eps = epsText(entry.eps);
  // Neither can be told of statistics that are within fitted γ and β.
  const hidden = mode === 'eval' && affine === 'fitted';
  const deciding = decidingText(entry);
  const isBent = variance === 'none';
  return [
    overText(entry, axes, say),
    ...deciding,
    ...(numGroups === undefined || deciding.length > 0
      ? []
      : [say('verify.groups', { n: numGroups })]),
    ...(hidden || isBent || mode === 'eval' ? [] : [say(`verify.variance.${variance}`)]),
    ...(hidden || isBent || !('eps' in entry.options)
      ? []
      : [say(`verify.eps.${epsPlacement}`, { eps })]),
    ...(beside.length > 0 ? [say('verify.beside', { names: beside.join(', ') })] : []),
    say(affine === 'given' && gammaOffset ? 'verify.affine.plusOne' : `verify.affine.${affine}`),
    ...(isBent ? [] : [say(`verify.mode.${mode}`)]),
  ];
}

/** What of a near miss differs. */
export function missWords(entry: NearMiss, axes: readonly string[], say: Say): string {
  const { what, from, to, eps, times = Infinity } = entry.differs;
  const over = overText(entry, axes, say);
  const off = {
    over,
    from: residualText(from),
    to: residualText(to ?? NaN),
    eps: epsText(eps ?? 0),
  };
  if (what !== 'nearest') return say(`verify.near.${what}`, off);
  return times < FAR
    ? say('verify.near.nearest', { ...off, times: times.toPrecision(2) })
    : say('verify.near.far', off);
}

/** The verdict in a line. */
export function verdictWords({ verdict, explanations, undecided }: Verification, say: Say): string {
  const [best] = explanations;
  if (best) return say('verify.explained', { layer: layerText(best.layer, say) });
  if (verdict === 'unexplained' && undecided.length > 0) return say('verify.untold');
  return say('verify.unexplained');
}

/** Layers that were not looked for, where nothing was found: what each of them takes. */
export function unsearchedWords({ verdict, unsearched }: Verification, say: Say): string[] {
  if (verdict === 'explained') return [];
  return unsearched.map(({ layer, wants }) =>
    say('verify.unsearched', { layer, names: wants.join(', ') }),
  );
}

/** What stands under the verdict: what rounding leaves, and what was found out about y besides. */
export function remarkWords({ x, y, tolerance }: Verification, say: Say): string[] {
  const turned = y.order.some((dim, i) => dim !== i);
  return [
    say('verify.rounding', { precision: y.precision, tolerance: residualText(tolerance) }),
    ...(turned ? [say('verify.turned', { order: y.order.join(', ') })] : []),
    ...(x.precision === y.precision ? [] : [say('verify.precision', { precision: y.precision })]),
  ];
}
