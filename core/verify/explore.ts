import type { InputName } from '../norm/furtherInput.ts';
import { optionRow, type LayerRow } from '../norm/layerRow.ts';
import { layerRow, LAYERS, type LayerName } from '../norm/layers.ts';
import type { ComputeRequest, FurtherInputs, TensorRef } from '../request.ts';
import type { Residual } from './residual.ts';
import { ownOptions } from './ownOptions.ts';
import type { Explanation } from './explanation.ts';
import { doesMore } from './rows/rowTrials.ts';
import type { Known } from './verification.ts';

/** A run that shows an explanation, and whether it computes just the same. */
export interface Shown {
  readonly request: ComputeRequest;
  readonly exact: boolean;
}

/** What is known, and the opened tensors that have what comes in beside x. */
export interface KnownTensors extends Pick<Known, 'runningMean' | 'runningVar' | 'inputs'> {
  readonly refs?: Readonly<Partial<Record<InputName, TensorRef>>>;
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
  known: KnownTensors,
): Shown | null {
  const { numGroups, order, mode, variance, epsPlacement } = explanation;
  const layer = likeness(explanation);
  if (layer === 'Custom' && numGroups !== undefined) return null;
  const row = layerRow(layer);
  const options = ownOptions(row, explanation.options);
  const inOrder = order.every((dim, i) => dim === i);
  const state = stateOf(row, explanation, { gamma, beta }, known);
  const tracked = mode === 'eval' && optionRow(row, 'track_running_stats') !== undefined;
  const trainsAlike =
    layer === explanation.layer && variance !== 'unbiased' && epsPlacement === 'inside';
  const runsAlike = doesMore(row);
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
    exact: trainsAlike || runsAlike || mistakesAlike,
  };
}

/** The layer, or the mistake that the table has of it. */
function likeness({ layer, mode, variance, epsPlacement }: Explanation): LayerName {
  const name = LAYERS.find((row) => row.name === layer)?.name ?? 'Custom';
  if (!name.startsWith('BatchNorm') || mode === 'eval') return name;
  if (variance === 'unbiased' && epsPlacement === 'inside') return 'UnbiasedBatchNorm';
  return epsPlacement === 'outside' && variance === 'biased' ? 'EpsOutsideBatchNorm' : name;
}

/** A run's γ is what multiplies less the layer's own offset; statistics that it stored and what comes in beside x go with it. */
function stateOfRun(
  row: LayerRow,
  { affine, beside }: Explanation,
  { gamma, beta }: Pick<Residual, 'gamma' | 'beta'>,
  { runningMean, runningVar, inputs = {}, refs = {} }: KnownTensors,
): ComputeRequest['state'] {
  const further = beside.flatMap((name) => {
    const input = inputs[name];
    if (!input) return [];
    const [{ shape, data }, tensor] = [input, refs[name]];
    return [[name, tensor ? { shape, tensor } : { shape, values: Array.from(data) }]];
  });
  const stored = row.running !== null && runningMean && runningVar;
  return {
    ...(affine === 'none'
      ? {}
      : {
          weight: Array.from(gamma, (g) => g - row.gammaOffset),
          ...(row.bias ? { bias: Array.from(beta) } : {}),
        }),
    ...(stored
      ? { runningMean: Array.from(runningMean.data), runningVar: Array.from(runningVar.data) }
      : {}),
    ...(further.length > 0 ? { inputs: Object.fromEntries(further) as FurtherInputs } : {}),
  };
}

function stateOf(
  row: LayerRow,
  explanation: Explanation,
  { gamma, beta }: Pick<Residual, 'gamma' | 'beta'>,
  known: KnownTensors,
): ComputeRequest['state'] | null {
  if (gamma.length > MOST_PARAMETERS) return null;
  if (doesMore(row)) return stateOfRun(row, explanation, { gamma, beta }, known);
  const { mode, eps, affine, options, gammaOffset } = explanation;
  const { runningMean, runningVar } = known;
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
