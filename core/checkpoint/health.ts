import { finding, largest, median, where, type Finding, type LayerValues } from './finding.ts';
import { ASSUMED_EPS } from './assumedEps.ts';
import { ROLES, type NormLayer, type Role } from './normLayers.ts';

const MOMENTUM = 0.1;
/** Of the start that is left in the statistics: beyond it a layer saw too little. */
const MUCH_LEFT = 0.01;
/** A variance so far below the middle one is that of a constant. */
const DEAD = 1e-4;
const NOTHING = 1e-12;
/** Factors between a gain and the middle one that no training makes, with and without running statistics. */
const LOUD = 20;
const LOUD_PARAMETER = 100;
/** Fewer channels have no "others". */
const LEAST_CHANNELS = 4;

const NAMES: Readonly<Record<Role, string>> = {
  weight: 'weight',
  bias: 'bias',
  runningMean: 'running_mean',
  runningVar: 'running_var',
  count: 'num_batches_tracked',
};

/** w/√(var + eps) of every channel; w alone where there are no statistics. */
export function gains({ weight, runningVar }: LayerValues, features: number): Float64Array {
  return Float64Array.from({ length: features }, (_, i) => {
    const w = weight?.[i] ?? 1;
    return runningVar ? w / Math.sqrt(runningVar[i]! + ASSUMED_EPS) : w;
  });
}

/**
 * What is wrong with a layer of a checkpoint, or strange: each finding with the channels concerned.
 * @param values  of its parts, as many as the file has
 */
export function healthOf(layer: NormLayer, values: LayerValues): Finding[] {
  const broken = notFinite(values);
  const negative = negativeVariance(values);
  const dead = deadChannels(layer, values);
  const told = new Set([...broken, ...negative, ...dead].flatMap(({ channels }) => channels));
  return [
    ...incomplete(layer),
    ...untrained(layer, values),
    ...broken,
    ...negative,
    ...dead,
    ...gainOutliers(layer, values, told),
    ...centredWeight(layer, values),
    ...fewBatches(layer, values),
  ];
}

const all = ({ features }: NormLayer) => Array.from({ length: features }, (_, i) => i);

function incomplete({ parts }: NormLayer): Finding[] {
  const { runningMean, runningVar } = parts;
  if ((runningMean === undefined) === (runningVar === undefined)) return [];
  const missing = runningMean === undefined ? NAMES.runningMean : NAMES.runningVar;
  return [finding('incomplete-buffers', [], { missing })];
}

function untrained(layer: NormLayer, { runningMean, runningVar, count }: LayerValues): Finding[] {
  if (!runningMean || !runningVar) return [];
  const fresh = runningMean.every((mean) => mean === 0) && runningVar.every((v) => v === 1);
  if (!fresh) return [];
  return [finding('untrained', all(layer), { batches: count?.[0] ?? 0 })];
}

function notFinite(values: LayerValues): Finding[] {
  return ROLES.flatMap((role) => {
    const channels = where(values[role] ?? [], (value) => !Number.isFinite(value));
    return channels.length > 0 ? [finding('not-finite', channels, { tensor: NAMES[role] })] : [];
  });
}

function negativeVariance({ runningVar }: LayerValues): Finding[] {
  const channels = where(runningVar ?? [], (variance) => variance < 0);
  if (channels.length === 0) return [];
  const least = -largest(channels.map((channel) => -(runningVar?.[channel] ?? 0)));
  return [finding('negative-variance', channels, { least })];
}

function deadChannels({ features }: NormLayer, values: LayerValues): Finding[] {
  const { runningVar } = values;
  if (!runningVar) return [];
  const usual = median([...runningVar].filter((variance) => Number.isFinite(variance)));
  const limit = Math.max(DEAD * usual, NOTHING);
  const channels = where(runningVar, (variance) => variance >= 0 && variance < limit);
  if (channels.length === 0) return [];
  const gain = gains(values, features);
  return [
    finding('dead-channel', channels, {
      least: channels.reduce((least, channel) => Math.min(least, runningVar[channel]!), Infinity),
      median: usual,
      gain: largest(channels.map((channel) => Math.abs(gain[channel]!))),
    }),
  ];
}

function gainOutliers(
  { features }: NormLayer,
  values: LayerValues,
  told: ReadonlySet<number>,
): Finding[] {
  if (!values.weight && !values.runningVar) return [];
  const sizes = gains(values, features).map(Math.abs);
  const known = where(sizes, (size, i) => Number.isFinite(size) && !told.has(i));
  if (known.length < LEAST_CHANNELS) return [];
  const usual = median(known.map((i) => sizes[i]!));
  if (!(usual > 0)) return [];
  const factor = values.runningVar ? LOUD : LOUD_PARAMETER;
  const outlying = known.filter((i) => sizes[i]! > factor * usual || sizes[i]! * factor < usual);
  // Where many are, the layer is pruned, and being small is its way.
  if (outlying.length === 0 || outlying.length > known.length / 4) return [];
  const farthest = outlying.reduce((a, b) =>
    Math.abs(Math.log(sizes[b]! / usual)) > Math.abs(Math.log(sizes[a]! / usual)) ? b : a,
  );
  return [finding('gain-outlier', outlying, { gain: sizes[farthest]!, median: usual })];
}

/** Of weights that start at 1 hardly any crosses 0, and the middle one stays away from it. */
const BELOW = 0.05;
const NEAR = 0.35;

function centredWeight(layer: NormLayer, { weight }: LayerValues): Finding[] {
  const tracked = layer.parts.runningVar ?? layer.parts.runningMean;
  if (!weight || tracked !== undefined || !/^(?:Layer|RMS)Norm$/.test(layer.kind)) return [];
  const finite = [...weight].filter(Number.isFinite);
  if (finite.length < LEAST_CHANNELS) return [];
  const mean = finite.reduce((sum, w) => sum + w, 0) / finite.length;
  const deviation = Math.sqrt(finite.reduce((sum, w) => sum + (w - mean) ** 2, 0) / finite.length);
  const below = finite.filter((w) => w < 0).length / finite.length;
  const centred = below >= BELOW && Math.abs(median(finite)) < NEAR;
  const fresh = finite.every((w) => w === 0);
  return centred || fresh ? [finding('centred-weight', all(layer), { mean, deviation })] : [];
}

function fewBatches(layer: NormLayer, { count }: LayerValues): Finding[] {
  const batches = count?.[0] ?? 0;
  const left = (1 - MOMENTUM) ** batches;
  // Files of old versions count nothing: 0 says nothing of its own.
  if (batches < 1 || left <= MUCH_LEFT) return [];
  return [finding('few-batches', all(layer), { batches, left })];
}
