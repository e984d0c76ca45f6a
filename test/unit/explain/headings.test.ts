import { expect, test } from 'vitest';
import { notebookExamples } from '../../../core/examples/notebook.ts';
import { headingOf, stationNamed, tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { StationId } from '../../../core/station/station.ts';

const [nlp] = notebookExamples();

/** Which paragraph a step belongs to, for every step of a layer. */
function paragraphs(layer: LayerName, mode: Mode = 'train') {
  const result = normalize({ layer, options: {}, mode }, nlp.tensor);
  const stations = tellStations(traceCell(result, nlp.tensor, 9));
  return Object.fromEntries(
    stations.map(({ id }) => [id, headingOf(stations, id)] as const),
  ) as Partial<Record<StationId, StationId | null>>;
}

test('deviations and their squares are told under the variance, which is made of them', () => {
  expect(paragraphs('BatchNorm1d')).toEqual({
    group: null,
    gather: null,
    mean: 'mean',
    deviation: 'variance',
    square: 'variance',
    variance: 'variance',
    epsSqrt: 'epsSqrt',
    divide: 'divide',
    scaleShift: 'scaleShift',
    allGroups: 'scaleShift',
    running: 'running',
  });
});

test('in eval deviations are what is divided', () => {
  expect(paragraphs('BatchNorm1d', 'eval')).toMatchObject({ mean: 'mean', deviation: 'divide' });
});

test('a layer that takes no mean away tells its squares under their mean', () => {
  expect(paragraphs('RMSNorm')).toMatchObject({ square: 'variance', variance: 'variance' });
});

test('a station is found by its name in upper or lower case, and no other', () => {
  const stations = [
    { id: 'mean', time: 2 },
    { id: 'epsSqrt', time: 6 },
  ] as unknown as Parameters<typeof stationNamed>[0];
  expect(['MEAN', 'mean', 'epssqrt'].map((name) => stationNamed(stations, name)?.time)).toEqual([
    2, 2, 6,
  ]);
  expect(stationNamed(stations, 'means')).toBeUndefined();
});
