import { optionRow } from '../norm/layerRow.ts';
import { layerRow, LAYERS, type LayerName } from '../norm/layers.ts';
import type { ComputeRequest, TensorRef } from '../request.ts';
import type { Residual } from './fit.ts';
import { ownOptions } from './ownOptions.ts';
import type { Explanation } from './explanation.ts';
import type { Known } from './verification.ts';

/** A run that shows an explanation, and whether it computes just the same. */
export interface Shown {
  readonly request: ComputeRequest;
  readonly exact: boolean;
}

/** Parameters of more numbers are left at ones and zeros. */
const MOST_PARAMETERS = 100_000;

/**
 * The run that shows an explanation on x: its layer, fed in its order, with the parameters that were given or fitted.
 * @param axes  letters of x's dimensions
 * @returns null where no layer of the table averages over these cells
 */
export function requestOf(
  explanation: Explanation,
  tensor: TensorRef,
  axes: readonly string[],
  { gamma, beta }: Pick<Residual, 'gamma' | 'beta'>,
  known: Known,
): Shown | null {
  const { numGroups, order, mode, variance, epsPlacement } = explanation;
  const layer = likeness(explanation);
  if (layer === 'Custom' && numGroups !== undefined) return null;
  const row = layerRow(layer);
  const options = ownOptions(row, explanation.options);
  const inOrder = order.every((dim, i) => dim === i);
  const state = stateOf(explanation, { gamma, beta }, known);
  const tracked = mode === 'eval' && optionRow(row, 'track_running_stats') !== undefined;
  const trainsAlike =
    layer === explanation.layer && variance !== 'unbiased' && epsPlacement === 'inside';
  const mistakesAlike =
    (layer === 'UnbiasedBatchNorm' && epsPlacement === 'inside') ||
    (layer === 'EpsOutsideBatchNorm' && variance === 'biased');
  return {
    request: {
      tensor,
      ...(inOrder ? {} : { layout: order.map((dim) => axes[dim] ?? '') }),
      spec: { layer, options: { ...options, ...(tracked && { track_running_stats: true }) }, mode },
      ...(state && Object.keys(state).length > 0 ? { state } : {}),
    },
    exact: trainsAlike || mistakesAlike,
  };
}

/** The layer, or the mistake that the table has of it. */
function likeness({ layer, mode, variance, epsPlacement }: Explanation): LayerName {
  const name = LAYERS.find((row) => row.name === layer)?.name ?? 'Custom';
  if (!name.startsWith('BatchNorm') || mode === 'eval') return name;
  if (variance === 'unbiased' && epsPlacement === 'inside') return 'UnbiasedBatchNorm';
  return epsPlacement === 'outside' && variance === 'biased' ? 'EpsOutsideBatchNorm' : name;
}

function stateOf(
  { mode, eps, affine, options, gammaOffset }: Explanation,
  { gamma, beta }: Pick<Residual, 'gamma' | 'beta'>,
  { runningMean, runningVar }: Known,
): ComputeRequest['state'] | null {
  if (gamma.length > MOST_PARAMETERS) return null;
  const given = runningMean && runningVar;
  // Statistics that are within γ and β: the layer's own are then mean 0 and variance 1.
  const scale = mode === 'eval' && !given ? Math.sqrt(1 + eps) : 1;
  const offset = gammaOffset && options.zero_centered_gamma === true ? 1 : 0;
  return {
    ...(affine === 'none'
      ? {}
      : { weight: Array.from(gamma, (g) => g * scale - offset), bias: Array.from(beta) }),
    ...(mode === 'eval' && given
      ? { runningMean: Array.from(runningMean.data), runningVar: Array.from(runningVar.data) }
      : {}),
  };
}
