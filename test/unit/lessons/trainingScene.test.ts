import { expect, test } from 'vitest';
import { outcomesOf } from '../../../core/lessons/sceneText.ts';
import { trainingScene } from '../../../core/lessons/trainingScene.ts';
import { parse } from '../../../core/shape/shape.ts';
import { scene as sceneShape } from '../../../core/lessons/document.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { trainingBatches } from '../../../core/training/batches.ts';
import { TRAINED } from '../../../core/training/course.ts';
import { feed } from '../../../core/training/feed.ts';

const batches = trainingBatches();
const common = { name: 'layer', momentum: 0.1, mode: 'train', channel: 1 } as const;

test.each(TRAINED)('a batch of a training of %s becomes a scene of that layer', (layer) => {
  const [before, after] = feed(batches.slice(0, 2), { layer, momentum: 0.1, freezeFrom: null });
  const scene = trainingScene({ ...common, layer, batch: batches[1]!, running: before!.running });
  expect(parse(sceneShape, JSON.parse(JSON.stringify(scene)), 'scene')).toBeDefined();
  expect(scene.runs[0]?.spec.layer).toBe(layer);
  const [outcome] = outcomesOf(scene);
  if (!outcome?.ok) throw new Error(outcome?.message);
  expect(outcome.runningAfter?.mean).toEqual(after!.running.mean);
  expect(outcome.runningAfter?.var).toEqual(after!.running.var);
});

test('the mask of the training comes along: the last two samples of eight do not count', () => {
  // one channel, samples 1 … 8: the mean of the first six is 3.5
  const batch = tensor(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]), [8, 1], ['N', 'C']);
  const scene = trainingScene({
    ...common,
    layer: 'MaskedBatchNorm1d',
    batch,
    running: null,
    channel: 0,
  });
  const [outcome] = outcomesOf(scene);
  expect(outcome?.ok && outcome.statistics?.mean[0]).toBe(3.5);
});
