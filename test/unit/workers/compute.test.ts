import { expect, test } from 'vitest';
import { notebookExamples } from '../../../core/examples/notebook.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { compute } from '../../../electron/workers/compute.ts';
import type { ComputeJob } from '../../../electron/workers/jobs.ts';

const [nlp] = notebookExamples();
if (!nlp) throw new Error('there is an NLP example');

function job(layer: LayerName, more: Partial<ComputeJob> = {}): ComputeJob {
  return {
    kind: 'compute',
    stored: nlp.tensor,
    edits: [],
    layout: nlp.tensor.axes,
    withInput: true,
    spec: { layer, options: {}, mode: 'train' },
    state: {},
    ...more,
  };
}

test('the input comes back only when it is asked for', () => {
  const quiet = () => undefined;
  expect(compute(job('BatchNorm1d'), quiet).x?.tensor.shape).toEqual([2, 5, 4]);
  expect(compute(job('BatchNorm1d', { withInput: false }), quiet).x).toBeNull();
});

test('an edit leaves the stored tensor as it was', () => {
  const before = [...nlp.tensor.data];
  const { x } = compute(job('BatchNorm1d', { edits: [[7, 5]] }), () => undefined);
  expect(x?.tensor.data[7]).toBe(5);
  expect([...nlp.tensor.data]).toEqual(before);
});

test('reports grow up to all of the work, and change nothing in the result', () => {
  const reports: (readonly [number, number])[] = [];
  const { result } = compute(job('BatchNorm1d'), (done, total) => reports.push([done, total]));
  const plain = normalize(job('BatchNorm1d').spec, nlp.tensor);
  expect(result.output.data).toEqual(plain.output.data);
  expect(result.statistics).toEqual(plain.statistics);
  // two passes over 40 values
  expect(reports.at(-1)).toEqual([80, 80]);
  expect(reports.map(([done]) => done)).toEqual(
    reports.map(([done]) => done).sort((a, b) => a - b),
  );
});
