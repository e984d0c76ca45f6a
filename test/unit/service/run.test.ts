import { expect, test } from 'vitest';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { Runner } from '../../../electron/service/run.ts';
import type { TensorStore } from '../../../electron/service/tensors.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';

/** A runner over tensors of 1000 float32 values: a kept run counts 8000 bytes. */
function runnerWith(memoryBytes: number) {
  let computed = 0;
  const x: Tensor = tensor(new Float32Array(1000), [10, 100]);
  const tensors = { get: () => Promise.resolve({ info: { name: 'x' }, tensor: x }) };
  const pool = {
    run: () => {
      computed++;
      const shown = { tensor: x, display: {}, summary: {} };
      return Promise.resolve({ x: shown, y: shown, result: {}, milliseconds: 0 });
    },
  };
  const runner = new Runner(pool as unknown as WorkerPool, tensors as unknown as TensorStore, () =>
    Promise.resolve(memoryBytes),
  );
  /** Runs a layer of that eps. @returns whether it was computed rather than kept */
  const ask = async (eps: number): Promise<boolean> => {
    const before = computed;
    const request: ComputeRequest = {
      tensor: { kind: 'example', id: 'nlp' },
      spec: { layer: 'LayerNorm', options: { eps }, mode: 'train' },
    };
    await runner.run(request);
    // what is too much is let go after the run
    await new Promise((resolve) => setTimeout(resolve));
    return computed > before;
  };
  return { ask };
}

test('results are kept up to half the memory limit, the least recently used go first', async () => {
  // half of 48,000 bytes are three runs of 8000
  const { ask } = runnerWith(48_000);
  for (const eps of [1, 2, 3]) expect(await ask(eps)).toBe(true);
  for (const eps of [1, 2, 3]) expect(await ask(eps)).toBe(false);
  await ask(4);
  expect(await ask(1)).toBe(true);
  expect(await ask(4)).toBe(false);
});

test('the newest result is kept whatever its size', async () => {
  const { ask } = runnerWith(1);
  await ask(1);
  expect(await ask(1)).toBe(false);
  await ask(2);
  expect(await ask(1)).toBe(true);
});

test('at most 64 results are kept', async () => {
  const { ask } = runnerWith(2 ** 40);
  for (let eps = 1; eps <= 65; eps++) await ask(eps);
  expect(await ask(2)).toBe(false);
  expect(await ask(1)).toBe(true);
});

test('the input of a run on pictures says so, and its output does not', async () => {
  const x = tensor(new Float32Array(12), [2, 3, 1, 2], ['B', 'K', 'H', 'W']);
  const info = { name: 'x', axes: x.axes, image: { width: 2, height: 1, scale: 'unit' } };
  const tensors = { get: () => Promise.resolve({ info, tensor: x }) };
  const shown = { tensor: x, display: wholeTensor(x), summary: {} };
  const pool = {
    run: () => Promise.resolve({ x: shown, y: shown, result: {}, milliseconds: 0 }),
  };
  const runner = new Runner(pool as unknown as WorkerPool, tensors as unknown as TensorStore, () =>
    Promise.resolve(2 ** 20),
  );
  const { display } = await runner.run({
    tensor: { kind: 'file', handle: 'x' },
    spec: { layer: 'BatchNorm2d', options: {}, mode: 'train' },
  });
  expect(display.x.picture).toEqual({ axes: ['B', 'K', 'H', 'W'], scale: 'unit' });
  expect(display.y.picture).toBeUndefined();
});

/** A runner over one large tensor, and the jobs that it gave to the pool. */
function largeRunner(show: () => Promise<unknown>) {
  const x = tensor(new Float32Array(2 ** 18), [512, 512]);
  const jobs: { kind: string; withInput?: boolean }[] = [];
  const shown = { tensor: x, display: wholeTensor(x), summary: {} };
  const tensors = { get: () => Promise.resolve({ info: {}, tensor: x }), has: () => true };
  const pool = {
    run: (job: (typeof jobs)[number]) => {
      jobs.push(job);
      if (job.kind === 'show') return show();
      return Promise.resolve({ x: job.withInput ? shown : null, y: shown, result: {} });
    },
  };
  const runner = new Runner(pool as unknown as WorkerPool, tensors as unknown as TensorStore, () =>
    Promise.resolve(2 ** 30),
  );
  return { runner, jobs, shown };
}

const OPENED: ComputeRequest = {
  tensor: { kind: 'file', handle: 'x' },
  spec: { layer: 'LayerNorm', options: {}, mode: 'train' },
};

test('a run waits for what is prepared of its input, and does not do it again', async () => {
  let end: (shown: unknown) => void = () => undefined;
  const { runner, jobs, shown } = largeRunner(() => new Promise((resolve) => (end = resolve)));
  const prepared = runner.prepare(OPENED.tensor);
  const run = runner.run(OPENED);
  await new Promise((resolve) => setTimeout(resolve));
  expect(jobs.map(({ kind }) => kind)).toEqual(['show']);
  end(shown);
  await prepared;
  expect((await run).display.x.data).toBe(shown.display.data);
  expect(jobs[1]).toMatchObject({ kind: 'compute', withInput: false });
});

test('a run does itself what could not be prepared', async () => {
  const { runner, jobs } = largeRunner(() => Promise.reject(new Error('the worker died')));
  await expect(runner.prepare(OPENED.tensor)).rejects.toThrow('the worker died');
  await runner.run(OPENED);
  expect(jobs[1]).toMatchObject({ kind: 'compute', withInput: true });
});
