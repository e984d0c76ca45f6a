import { expect, test } from 'vitest';
import { notebookExamples } from '../../../core/examples/notebook.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import { summarize } from '../../../core/tensor/summary.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { compute } from '../../../electron/workers/compute.ts';
import type { ComputeJob } from '../../../electron/workers/jobs.ts';
import type { LargeEngine } from '../../../electron/workers/largeEngine.ts';
import { showPlainly } from '../../../electron/workers/shown.ts';

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

test('an input in another order of its axes is handed back as it is stored, and shown as it is fed', () => {
  const layout = ['L', 'N', 'C'];
  const fed = permuteToAxes(nlp.tensor, layout);
  const { x, y, result } = compute(job('BatchNorm1d', { layout }), () => undefined);
  expect(x?.tensor).toBe(nlp.tensor);
  expect(x?.display).toMatchObject({ axes: layout, shape: fed.shape, data: fed.data });
  expect(x?.summary).toEqual(summarize(fed.data));
  expect(result.output.data).toEqual(normalize(job('BatchNorm1d').spec, fed).output.data);
  expect(y.display.axes).toEqual(layout);
});

test('what the engine shows while the input lies in order is not made again', () => {
  const shown: Tensor[] = [];
  const show = (x: Tensor) => {
    shown.push(x);
    return showPlainly(x);
  };
  const inOrder = { ...nlp.tensor };
  const engine: LargeEngine['normalize'] = (spec, x, state, look) => {
    look?.(inOrder);
    return normalize(spec, x, state);
  };
  const { result } = compute(job('BatchNorm1d'), () => undefined, engine, show);
  expect(shown).toEqual([inOrder, result.output]);
  expect(shown[0]).toBe(inOrder);
  shown.length = 0;
  compute(job('BatchNorm1d', { withInput: false }), () => undefined, engine, show);
  expect(shown).toEqual([result.output]);
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
