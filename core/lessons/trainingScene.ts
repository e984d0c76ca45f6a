import type { Mode, RunningStatistics } from '../norm/spec.ts';
import type { Trained } from '../training/course.ts';
import { fedTo, specOf } from '../training/feed.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Scene } from './document.ts';
import { sceneFrom } from './sceneFrom.ts';

/** A moment of a training. */
export interface TrainingMoment {
  readonly layer: Trained;
  /** What the layer is called on screen. */
  readonly name: string;
  /** Float32 of shape (N, C). */
  readonly batch: Tensor;
  readonly momentum: number | null;
  readonly mode: Mode;
  /** What the layer remembered before the batch; null for a new layer. */
  readonly running: RunningStatistics | null;
  readonly channel: number;
}

/** One batch of a training as a scene. */
export function trainingScene(moment: TrainingMoment): Scene {
  const { layer, name, batch, momentum, mode, running, channel } = moment;
  const { x, state } = fedTo(layer, batch);
  const inputs = Object.entries(state.inputs ?? {}).map(
    ([key, { shape, data }]) => [key, { shape, values: Array.from(data) }] as const,
  );
  const run = {
    name,
    tensor: { kind: 'values' as const, shape: x.shape, axes: x.axes, values: Array.from(x.data) },
    request: {
      spec: specOf(layer, momentum, mode),
      state: {
        ...(running && {
          runningMean: Array.from(running.mean),
          runningVar: Array.from(running.var),
          numBatchesTracked: running.numBatchesTracked,
        }),
        ...(inputs.length > 0 && { inputs: Object.fromEntries(inputs) }),
      },
    },
  };
  // The first sample's cell of the channel, whatever axes of size 1 follow.
  return sceneFrom([run], { pinned: channel, running: true });
}
