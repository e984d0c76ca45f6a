import { expect, test } from 'vitest';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import type { ComputeRequest, TensorRef } from '../../../core/request.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { computeReply, extremesReply } from '../../../electron/service/computeReply.ts';
import { Runner, type Run } from '../../../electron/service/run.ts';
import type { TensorStore } from '../../../electron/service/tensors.ts';
import type { ComputeJob } from '../../../electron/workers/jobs.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';

const spec = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;
const file = (handle: string): TensorRef => ({ kind: 'file', handle });
const on = (handle: string, more: Partial<ComputeRequest> = {}): ComputeRequest => ({
  tensor: file(handle),
  spec,
  ...more,
});

/** A runner whose tensors hold their handle's length of zeros, and the jobs that it asked for. */
function runnerOver(
  infos: Readonly<Record<string, object>> = {},
  answers: { result?: object; fails?: Error } = {},
) {
  const jobs: ComputeJob[] = [];
  const options: unknown[] = [];
  const x = (ref: TensorRef): Tensor => {
    const name = ref.kind === 'file' ? ref.handle : ref.id;
    const data = Float32Array.from({ length: 6 }, (_, i) => i + name.length * 100);
    return tensor(data, [2, 3], ['N', 'C']);
  };
  const tensors = {
    get: (ref: TensorRef) => {
      const name = ref.kind === 'file' ? ref.handle : ref.id;
      return Promise.resolve({ info: { name, axes: ['N', 'C'], ...infos[name] }, tensor: x(ref) });
    },
  };
  const run = (job: ComputeJob, running: unknown) => {
    jobs.push(job);
    options.push(running);
    if (answers.fails) return Promise.reject(answers.fails);
    const shown = { tensor: job.stored, display: wholeTensor(job.stored), summary: {} };
    return Promise.resolve({
      x: job.withInput ? shown : null,
      y: shown,
      result: { warnings: ['w'], ...answers.result },
      milliseconds: 3,
    });
  };
  const runner = new Runner(
    { run } as unknown as WorkerPool,
    tensors as unknown as TensorStore,
    () => Promise.resolve(2 ** 30),
  );
  return { runner, jobs, options };
}

test('a run is fed the stored tensor, its layout and its changed cells, under its job’s name', async () => {
  const { runner, jobs, options } = runnerOver();
  const asked = on('a', { layout: ['C', 'N'], edits: [[5, 1]] });
  const running = { id: 'j', key: 'k' };
  const run = await runner.run(asked, running);
  expect(jobs).toMatchObject([
    { kind: 'compute', layout: ['C', 'N'], edits: [[5, 1]], withInput: true, spec },
  ]);
  expect(options).toEqual([running]);
  expect(run).toMatchObject({ request: asked, tensor: { name: 'a' }, milliseconds: 3 });
  expect(run.result.warnings).toEqual(['w']);
});

test('another run on the same input is fed the input as it was, its changes in it', async () => {
  const { runner, jobs } = runnerOver();
  const asked = on('a', { layout: ['C', 'N'], edits: [[5, 1]] });
  const first = await runner.run(asked);
  const second = await runner.run({ ...asked, spec: { ...spec, options: { eps: 1 } } });
  expect(jobs[1]).toMatchObject({ withInput: false, edits: [], layout: ['C', 'N'] });
  expect(jobs[1]?.stored).toBe(jobs[0]?.stored);
  expect(second.input).toBe(first.input);
  const other = await runner.run({ ...asked, edits: [[5, 2]] });
  expect(jobs[2]?.withInput).toBe(true);
  expect(other.input).not.toBe(first.input);
});

test('the input of a run is in the order of its layout, however it is stored', async () => {
  const { runner } = runnerOver();
  const { x } = await runner.run(on('a', { layout: ['C', 'N'] }));
  expect([x.axes, x.shape]).toEqual([
    ['C', 'N'],
    [3, 2],
  ]);
  // (2, 3) of 100 … 105
  expect([...x.data]).toEqual([100, 103, 101, 104, 102, 105]);
  expect(x.data.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a layout that leaves an axis out and a cell beyond the last are refused before any work', async () => {
  const { runner, jobs } = runnerOver();
  await expect(runner.run(on('a', { layout: ['N'] }))).rejects.toMatchObject({ code: 'badLayout' });
  await expect(
    runner.run(
      on('a', {
        edits: [
          [0, 1],
          [6, 1],
        ],
      }),
    ),
  ).rejects.toMatchObject({
    code: 'badEdit',
    message: 'Cell 6 does not exist: the tensor has 6 cells.',
    details: { cell: 6, cells: 6 },
  });
  expect(jobs).toEqual([]);
});

test('a run that failed is not kept: the next one is tried', async () => {
  const answers: { fails?: Error } = { fails: new Error('died') };
  const { runner, jobs } = runnerOver({}, answers);
  await expect(runner.run(on('a'))).rejects.toThrow('died');
  delete answers.fails;
  await runner.run(on('a'));
  expect(jobs).toHaveLength(2);
});

test('who asks while a run is under way gets the same one', async () => {
  const { runner, jobs } = runnerOver();
  const both = await Promise.all([runner.run(on('a')), runner.run(on('a'))]);
  expect(both[0]).toBe(both[1]);
  expect(jobs).toHaveLength(1);
});

test('what was made of a closed tensor is forgotten, what was made of others is not', async () => {
  const { runner, jobs } = runnerOver();
  await runner.run(on('a'));
  await runner.run(on('a', { edits: [[0, 1]] }));
  await runner.run(on('aa'));
  runner.forget(file('a'));
  await runner.run(on('aa'));
  expect(jobs).toHaveLength(3);
  await runner.run(on('a'));
  expect(jobs.at(-1)).toMatchObject({ withInput: true });
  expect(jobs).toHaveLength(4);
});

test('further inputs, γ and β may be tensors that are open', async () => {
  const { runner, jobs } = runnerOver();
  const state = {
    inputs: { gate: { tensor: file('gate') } },
    opened: { weight: { tensor: file('ww') }, bias: { tensor: file('bbb') } },
  } as unknown as NonNullable<ComputeRequest['state']>;
  await runner.run(on('a', { state }));
  const [{ state: given }] = jobs as [ComputeJob];
  expect(given.inputs?.gate?.data[0]).toBe(400);
  expect([given.weight?.[0], given.bias?.[0]]).toEqual([200, 300]);
  await runner.run(on('a', { spec: { ...spec, options: { eps: 1 } } }));
  for (const field of ['inputs', 'weight', 'bias'])
    expect(jobs[1]?.state[field as 'bias']).toBeFalsy();
});

/** A run of so many statistics, as far as a reply reads it. */
function runOf(count: number, more: object = {}): Run {
  const numbers = () => Float64Array.from({ length: count }, (_, i) => i);
  const running = () => ({ mean: numbers(), var: numbers(), numBatchesTracked: 7 });
  const statistics = {
    ...{ mean: numbers(), variance: numbers(), varianceUnbiased: numbers(), rstd: numbers() },
    ...{ count: numbers(), more: { skew: numbers() } },
  };
  const x = { ...wholeTensor(tensor(Float32Array.of(1, 2), [2])), extremes: { min: 1, max: 2 } };
  const result = {
    ...{ plan: { layer: 'LayerNorm' }, statistics, weight: numbers(), bias: numbers() },
    ...{ runningBefore: running(), runningAfter: running(), warnings: ['w'] },
    inputs: { gate: { shape: [count], data: numbers() } },
    drawn: ['gate'],
    ...more,
  };
  return {
    ...{ request: on('a'), tensor: { name: 'a' }, input: 'i', milliseconds: 3, summary: {} },
    ...{ result, display: { x, y: x } },
  } as unknown as Run;
}

test('a reply has the first 4096 numbers of each kind, and never the extremes of blocks', () => {
  const { display, ...reply } = computeReply(runOf(4097)) as unknown as Record<string, never>;
  expect(display).toBeUndefined();
  const { statistics, weight, bias, inputs, runningBefore, runningAfter, x, y } =
    reply as unknown as ReturnType<typeof computeReply>;
  const { mean, variance, varianceUnbiased, rstd, count, more } = statistics!;
  const lists = [
    mean,
    variance,
    varianceUnbiased,
    rstd,
    count!,
    more!['skew' as never],
    weight!,
    bias!,
  ];
  const all = [
    ...lists,
    inputs['gate' as never]['values'],
    runningBefore!.mean,
    runningBefore!.var,
    runningAfter!.mean,
    runningAfter!.var,
  ];
  for (const list of all as ArrayLike<number>[]) {
    expect(list.length).toBe(4096);
    expect([list[0], list[4095]]).toEqual([0, 4095]);
  }
  expect(inputs).toMatchObject({ gate: { shape: [4097] } });
  expect([runningBefore?.numBatchesTracked, runningAfter?.numBatchesTracked]).toEqual([7, 7]);
  for (const shown of [x, y]) expect(shown).not.toHaveProperty('extremes');
  expect(computeReply(runOf(3)).weight).toEqual([0, 1, 2]);
});

test('a reply tells what the run has, and nothing of what it has not', () => {
  const none = {
    ...{ statistics: null, weight: null, bias: null, runningBefore: null, runningAfter: null },
    ...{ inputs: undefined, drawn: undefined },
  };
  expect(computeReply(runOf(3, none))).toMatchObject({
    ...{ statistics: null, weight: null, bias: null, runningBefore: null, runningAfter: null },
    ...{ inputs: {}, drawn: [], warnings: ['w'], milliseconds: 3, input: 'i' },
    tensor: { name: 'a' },
    request: on('a'),
  });
  const bare = {
    mean: new Float64Array(1),
    variance: new Float64Array(1),
    varianceUnbiased: new Float64Array(1),
    rstd: new Float64Array(1),
  };
  const { statistics } = computeReply(runOf(3, { statistics: bare }));
  expect(Object.keys(statistics!).sort()).toEqual(['mean', 'rstd', 'variance', 'varianceUnbiased']);
});

test('an input that the window holds is not sent again', () => {
  const run = runOf(3);
  expect(computeReply(run, ['other']).x).not.toBeNull();
  expect(computeReply(run, ['other', 'i']).x).toBeNull();
});

test('extremes are those of the blocks, null where there are none', () => {
  expect(extremesReply(runOf(1))).toEqual({ x: { min: 1, max: 2 }, y: { min: 1, max: 2 } });
  const whole = wholeTensor(tensor(Float32Array.of(1), [1]));
  expect(extremesReply({ display: { x: whole, y: whole } } as unknown as Run)).toEqual({
    x: null,
    y: null,
  });
});
