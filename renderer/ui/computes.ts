// What screens compute by themselves.
export { normLayers } from '../../core/checkpoint/normLayers.ts';
export { stationsOf } from '../../core/explain/stations.ts';
export { lesson } from '../../core/lessons/lessons.ts';
export { trainingBatches } from '../../core/training/batches.ts';
export { feed, otherMomentum, trainEvalGap } from '../../core/training/feed.ts';
