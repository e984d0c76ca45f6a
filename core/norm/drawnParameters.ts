import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import type { DType } from '../tensor/tensor.ts';
import { formOf } from './fits.ts';
import { drawnNotice, DRAWN_SEED } from './furtherInputs.ts';
import { layerRow } from './layers.ts';
import type { LayerState, Notice, Plan } from './spec.ts';

/** By how much a drawn γ differs from one that multiplies by 1. */
const GAMMA_SPREAD = 0.5;

/** Whether every sample has a γ and β of its own, which come from a condition as x does, and are not learned. */
export function variesBySample({ spec, shape, view }: Plan): boolean {
  const batch = formOf(layerRow(spec.layer), shape.length)?.batch ?? null;
  return batch !== null && view.some(({ axis, param }) => param && axis === batch);
}

/**
 * The state with those of the γ and β of each sample that were not given drawn by seed: an example comes without a condition, and zeros
 * would show nothing.
 */
export function withDrawnParameters(
  plan: Plan,
  state: LayerState,
  dtype: DType,
): { readonly state: LayerState; readonly notices: readonly Notice[] } {
  const { paramShape, parametersFrom, gammaOffset, hasBias, parameterNames: called } = plan;
  if (!paramShape || parametersFrom || !variesBySample(plan)) return { state, notices: [] };
  const generator = manualSeed(DRAWN_SEED);
  const weight = randn(generator, paramShape, dtype).data;
  const bias = randn(generator, paramShape, dtype).data;
  const round = dtype === 'float64' ? (value: number) => value : Math.fround;
  const drawn = {
    ...(!state.weight && {
      weight: weight.map((value) => round(1 - gammaOffset + GAMMA_SPREAD * value)),
    }),
    ...(!state.bias && hasBias && { bias }),
  };
  const names = (['weight', 'bias'] as const).filter((name) => name in drawn);
  return {
    state: { ...state, ...drawn },
    notices: names.map((name) => drawnNotice(plan, called[name])),
  };
}
