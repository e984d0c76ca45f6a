import type { ReadLayer } from './compare.ts';
import { fold, type Folded } from './fold.ts';
import { gains } from './health.ts';
import type { InspectedTensor } from './inspection.ts';

/** What a layer keeps for each of its channels, and what comes of it. */
export const SERIES = ['runningMean', 'runningVar', 'weight', 'bias', 'gain'] as const;
export type SeriesName = (typeof SERIES)[number];

/** The numbers of a layer, channel by channel. */
export interface LayerChannels {
  readonly features: number;
  /** Only those that the file has; the gain is w/√(var + eps), or w alone. */
  readonly series: Readonly<Partial<Record<SeriesName, Float64Array>>>;
  readonly batches: number | null;
  /** y = scale·x + shift in eval; null without running statistics. */
  readonly folded: Folded | null;
}

/** @param eps  of the folding; a file does not keep it */
export function channelsOf({ layer, values }: ReadLayer, eps: number): LayerChannels {
  const { features } = layer;
  const own = (['runningMean', 'runningVar', 'weight', 'bias'] as const).flatMap((name) => {
    const numbers = values[name];
    return numbers ? [[name, Float64Array.from(numbers)] as const] : [];
  });
  const gained = values.weight ?? values.runningVar;
  return {
    features,
    series: {
      ...Object.fromEntries(own),
      ...(gained && values.runningVar ? { gain: gains(values, features) } : {}),
    },
    batches: values.count?.[0] ?? null,
    folded: fold(values, eps),
  };
}

/** The convolution or linear layer whose output a layer normalizes. */
export interface Preceding {
  readonly weight: string;
  readonly bias: string | null;
}

/** Tensors that may stand between the two. */
const NEAR = 3;

/**
 * The layer that stands just before a BatchNorm in the file and makes as many channels; a file does not say more.
 * @param first  name of the BatchNorm's first tensor
 */
export function precedingOf(
  tensors: readonly InspectedTensor[],
  first: string,
  features: number,
): Preceding | null {
  const at = tensors.findIndex(({ name }) => name === first);
  for (let i = at - 1; i >= Math.max(0, at - NEAR); i--) {
    const { name, shape } = tensors[i]!;
    if (shape.length < 2 || shape[0] !== features || !/(?:^|[._/])(?:weight|kernel)$/.test(name))
      continue;
    const bias = name.replace(/(?:weight|kernel)$/, 'bias');
    const has = tensors.some((one) => one.name === bias && one.shape.join() === String(features));
    return { weight: name, bias: has ? bias : null };
  }
  return null;
}
