import { afterEach, expect, test } from 'vitest';
import type { LoadJob } from '../../../electron/workers/jobs.ts';
import { WorkerPool, type RunOptions } from '../../../electron/workers/pool.ts';

const entry = new URL('./fakeWorker.mjs', import.meta.url);
const pools: WorkerPool[] = [];

function start(size: number, heap?: number): WorkerPool {
  const pool = new WorkerPool({ entry, size, ...(heap === undefined ? {} : { heap }) });
  pools.push(pool);
  return pool;
}

/** The fake worker does what the path says. */
function ask(pool: WorkerPool, path: string, options: RunOptions = {}, flag?: SharedArrayBuffer) {
  const job = { kind: 'load', path, convertIntegers: false, flag } as unknown as LoadJob;
  return pool.run<'load'>(job, options) as Promise<unknown>;
}

function newFlag() {
  const flag = new SharedArrayBuffer(4);
  const raise = () => {
    Atomics.store(new Int32Array(flag), 0, 1);
    Atomics.notify(new Int32Array(flag), 0);
  };
  return { flag, raise };
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

test('no worker is started before the first job, and one serves jobs that come one after the other', async () => {
  const pool = start(4);
  expect(pool.workers).toBe(0);
  const first = await ask(pool, 'thread');
  const second = await ask(pool, 'thread');
  expect(second).toBe(first);
  expect(pool.workers).toBe(1);
});

test('at most `size` workers run, and every job is answered all the same', async () => {
  const pool = start(2);
  const answers = await Promise.all(Array.from({ length: 9 }, (_, i) => ask(pool, `echo ${i}`)));
  expect(answers).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
  expect(pool.workers).toBe(2);
});

test('of the waiting jobs of one key only the newest runs; the others say that they were superseded', async () => {
  const pool = start(1);
  const { flag, raise } = newFlag();
  const running = ask(pool, 'wait first', { key: 'slider' }, flag);
  const waiting = [1, 2, 3].map((i) => ask(pool, `echo ${i}`, { key: 'slider' }));
  const outcomes = Promise.allSettled(waiting);
  raise();
  expect(await running).toBe('first');
  expect(await outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'superseded' } },
    { status: 'rejected', reason: { code: 'superseded' } },
    { status: 'fulfilled', value: '3' },
  ]);
});

test('jobs of another key, or without one, are not superseded', async () => {
  const pool = start(1);
  const { flag, raise } = newFlag();
  const all = Promise.all([
    ask(pool, 'wait first', {}, flag),
    ask(pool, 'echo a', { key: 'a' }),
    ask(pool, 'echo b', { key: 'b' }),
    ask(pool, 'echo none'),
    ask(pool, 'echo none either'),
  ]);
  raise();
  expect(await all).toEqual(['first', 'a', 'b', 'none', 'none either']);
});

test('a waiting job that is cancelled never runs', async () => {
  const pool = start(1);
  const { flag, raise } = newFlag();
  const running = ask(pool, 'wait first', {}, flag);
  const waiting = ask(pool, 'exit', { id: 'second' });
  const refused = expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(pool.cancel('second')).toBe(true);
  await refused;
  raise();
  expect(await running).toBe('first');
});

test('a job that is under way can be cancelled even in an endless loop, and its place is taken by a new worker', async () => {
  const pool = start(1);
  const before = await ask(pool, 'thread');
  const spinning = ask(pool, 'spin', { id: 'loop' });
  const next = ask(pool, 'thread');
  const refused = expect(spinning).rejects.toMatchObject({ code: 'cancelled' });
  expect(pool.cancel('loop')).toBe(true);
  await refused;
  expect(await next).not.toBe(before);
});

test('cancel() of an id that no job has says so', async () => {
  const pool = start(1);
  await ask(pool, 'echo done', { id: 'over' });
  expect(pool.cancel('over')).toBe(false);
  expect(pool.cancel('never')).toBe(false);
});

test.each([
  ['exit', 'exit status 3'],
  ['throw the memory ran out', 'the memory ran out'],
])(
  'a worker that dies by "%s" fails its job with the reason, and is replaced',
  async (path, reason) => {
    const pool = start(1);
    const before = await ask(pool, 'thread');
    await expect(ask(pool, path)).rejects.toMatchObject({
      code: 'workerDied',
      message: expect.stringContaining(reason) as string,
    });
    const after = await ask(pool, 'thread');
    expect(after).not.toBe(before);
    expect(pool.workers).toBe(1);
  },
);

test('a job that fills its heap ends its worker, not the program, and its file is named', async () => {
  const pool = start(1, 32);
  await expect(ask(pool, 'fill')).rejects.toMatchObject({
    code: 'workerDied',
    message: expect.stringMatching(/^fill: .*memory/) as string,
    details: { file: 'fill' },
  });
  expect(await ask(pool, 'echo again')).toBe('again');
}, 60_000);

test('jobs that wait behind a worker that dies are done by its successor', async () => {
  const pool = start(1);
  const dying = ask(pool, 'exit');
  const waiting = ask(pool, 'echo still here');
  await expect(dying).rejects.toMatchObject({ code: 'workerDied' });
  expect(await waiting).toBe('still here');
});

test('a worker whose program does not exist fails the job instead of hanging', async () => {
  const pool = new WorkerPool({ entry: new URL('./no-such-worker.mjs', import.meta.url), size: 1 });
  pools.push(pool);
  await expect(ask(pool, 'echo')).rejects.toMatchObject({ code: 'workerDied' });
});

test("an input error keeps the worker's code, message and details", async () => {
  const pool = start(1);
  await expect(ask(pool, 'refuse rank it has one axis')).rejects.toMatchObject({
    name: 'InputError',
    code: 'rank',
    message: 'it has one axis',
    details: { got: 7 },
  });
});

test('any other error of a worker is no input error, and the worker lives on', async () => {
  const pool = start(1);
  const before = await ask(pool, 'thread');
  await expect(ask(pool, 'fail out of luck')).rejects.toMatchObject({
    name: 'Error',
    message: 'out of luck',
  });
  expect(await ask(pool, 'thread')).toBe(before);
});

test('close() ends what runs and what waits, and refuses what comes later', async () => {
  const pool = start(1);
  const outcomes = Promise.allSettled([ask(pool, 'hang'), ask(pool, 'echo late')]);
  await pool.close();
  expect(await outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'cancelled' } },
    { status: 'rejected', reason: { code: 'cancelled' } },
  ]);
  await expect(ask(pool, 'echo')).rejects.toMatchObject({ code: 'closed' });
  expect(pool.workers).toBe(0);
});
