import type { SyntheticSpec } from '../examples/syntheticSpec.ts';
import { layerRow, LAYERS, type LayerName } from '../norm/layers.ts';
import type { ComputeRequest } from '../request.ts';
import type { LayerValues } from './finding.ts';
import type { NormLayer } from './normLayers.ts';

/** An input that fits a layer of a checkpoint, and the layer with its numbers. */
export interface OpenedLayer {
  readonly input: SyntheticSpec;
  readonly run: Omit<ComputeRequest, 'tensor'>;
}

const SAMPLES = 4;
const POSITIONS = 8;
/** Values that the input may have. */
const MOST = 262_144;

/**
 * The layer as it is in a file, on random numbers of the right shape; in eval where it keeps running statistics.
 * @param layer  its likeliest class decides the form
 * @param eps    of what normalizes by running statistics; a file does not keep it
 */
export function openLayer(layer: NormLayer, values: LayerValues, eps: number): OpenedLayer {
  const { features, candidates } = layer;
  const found = LAYERS.find(({ name }) => name === oneDimensional(candidates[0] ?? ''));
  const name: LayerName = found?.name ?? (values.runningVar ? 'BatchNorm1d' : 'LayerNorm');
  const row = layerRow(name);
  const last = row.forms.every(({ channel }) => channel === null);
  const positions = Math.max(1, Math.min(POSITIONS, Math.floor(MOST / (features * SAMPLES))));
  const shape = last ? [SAMPLES, positions, features] : [SAMPLES, features, positions];
  const has = new Set(row.options.map((option) => option.name));
  const tracked = values.runningMean !== undefined && values.runningVar !== undefined;
  const { weight, bias, runningMean, runningVar, count } = values;
  const numbers = (data: typeof weight) => (data ? Array.from(data) : undefined);
  const state = {
    ...(weight && { weight: numbers(weight)! }),
    ...(bias && { bias: numbers(bias)! }),
    ...(tracked && { runningMean: numbers(runningMean)!, runningVar: numbers(runningVar)! }),
    ...(tracked && count && { numBatchesTracked: Number(count[0] ?? 0) }),
  };
  const affine = weight !== undefined;
  const options = {
    ...(has.has('normalized_shape') && { normalized_shape: [features] }),
    ...(has.has('affine') && { affine }),
    ...(has.has('elementwise_affine') && { elementwise_affine: affine }),
    ...(has.has('bias') && { bias: bias !== undefined }),
    ...(tracked && has.has('track_running_stats') && { track_running_stats: true }),
    ...(tracked && has.has('eps') && { eps }),
  };
  return {
    input: { shape, distribution: 'normal', seed: 0 },
    run: {
      spec: { layer: name, options, mode: tracked ? 'eval' : 'train' },
      ...(Object.keys(state).length > 0 && { state }),
    },
  };
}

/** Parameters do not tell how many dimensions follow the channels: one is enough to see. */
const oneDimensional = (name: string) => name.replace(/[23]d$/, '1d');
