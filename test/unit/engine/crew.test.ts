import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Crew } from '../../../electron/workers/engine/crew.ts';
import { BOARD, claimChunks, CLOSED, failure } from '../../../electron/workers/engine/board.ts';
import { TASKS, type Kernels } from '../../../electron/workers/engine/kernels.ts';
import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';
import { noise } from './plans.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0, 2]);
}, 120_000);
afterAll(() => engine.close());

const BYTES = 1 << 20;
const NOISE = noise(BYTES / 4);

type Room = ReturnType<EngineForTest['memory']['newFloat32']>;

function copyTask(chunk: number) {
  const from = engine.memory.newFloat32(BYTES / 4);
  const to = engine.memory.newFloat32(BYTES / 4);
  from.data.set(NOISE);
  to.data.fill(0);
  const args = { job: 0, size: chunk, total: BYTES, group: 0 };
  return { from, to, args: { ...args, a: to.data.byteOffset, b: from.data.byteOffset, c: 0 } };
}

test('all threads together do every chunk once, task after task', () => {
  for (let round = 0; round < 200; round++) {
    const { from, to, args } = copyTask(4096);
    engine.crews[1]!.run('simdCopy', args, true);
    expect(Buffer.compare(Buffer.from(to.data.slice().buffer), bytes(from.data))).toBe(0);
    from.release();
    to.release();
  }
}, 60_000);

const bytes = (data: Float32Array) => Buffer.from(data.slice().buffer);

test('a raised flag stops one thread and several between two chunks, and the next job runs', () => {
  for (const crew of engine.crews) {
    const { to, from, args } = copyTask(4096);
    Atomics.store(crew.cancelFlag, 0, 1);
    expect(() => crew.run('simdCopy', args, true)).toThrow('cancelled');
    expect(to.data.every((value) => value === 0)).toBe(true);
    Atomics.store(crew.cancelFlag, 0, 0);
    crew.run('simdCopy', args, true);
    expect(Buffer.compare(bytes(to.data), bytes(from.data))).toBe(0);
    from.release();
    to.release();
  }
});

test('another thread can stop a job that is under way, and no memory is lost', async () => {
  const crew = engine.crews[1]!;
  const { memory } = engine;
  const before = memory.usedBytes;
  const x = memory.newFloat32(1 << 24);
  const y = memory.newFloat32(1 << 24);
  const flag = crew.cancelFlag;
  const program = `const { workerData: flag, parentPort } = require('node:worker_threads');
    parentPort.on('message', () => setTimeout(() => Atomics.store(flag, 0, 1), 5));
    parentPort.postMessage(0);`;
  const stopper = new Worker(program, { eval: true, workerData: flag });
  await new Promise((resolve) => stopper.once('message', resolve));
  stopper.postMessage(0);
  const spec = { layer: 'LayerNorm', options: { normalized_shape: [4] }, mode: 'train' } as const;
  let started = 0;
  expect(() => {
    // far longer than 5 ms in any case: one after the other until the flag is up
    for (;;) {
      started = performance.now();
      normalizeFast(memory, crew, spec, tensor(x.data, [1 << 22, 4]), {}, y.data);
    }
  }).toThrow('cancelled');
  expect(started).toBeGreaterThan(0);
  Atomics.store(flag, 0, 0);
  await stopper.terminate();
  x.release();
  y.release();
  expect(memory.usedBytes).toBe(before);
});

test('a job that is stopped between two tiles leaves nothing to the next one', () => {
  const { memory } = engine;
  const spec = { layer: 'LayerNorm', options: { normalized_shape: [4] }, mode: 'train' } as const;
  const [x, y, stopped] = [1, 2, 3].map(() => memory.newFloat32(1 << 20)) as [Room, Room, Room];
  x.data.set(noise(1 << 20));
  for (const crew of engine.crews) {
    const run = (out: Float32Array) =>
      normalizeFast(memory, crew, spec, tensor(x.data, [1 << 18, 4]), {}, out);
    const expected = bytes(run(y.data).output.data as Float32Array);
    const { kernels } = crew;
    const stopping: Kernels = {
      ...kernels,
      reducedInner(...args) {
        kernels.reducedInner(...args);
        Atomics.store(crew.cancelFlag, 0, 1);
      },
    };
    Object.assign(crew, { kernels: stopping });
    expect(() => {
      // until this thread has done a tile, which the others may do all of
      for (;;) run(stopped.data);
    }).toThrow('cancelled');
    Object.assign(crew, { kernels });
    Atomics.store(crew.cancelFlag, 0, 0);
    y.data.fill(0);
    stopped.data.fill(7);
    run(y.data);
    expect(Buffer.compare(bytes(y.data), expected)).toBe(0);
    expect(stopped.data.every((value) => value === 7)).toBe(true);
  }
  for (const one of [x, y, stopped]) one.release();
});

test('a kernel that fails in any thread fails the job with its message', () => {
  const board = new Int32Array(new SharedArrayBuffer(BOARD.WORDS * 4));
  board[BOARD.TASK] = TASKS.simdCopy;
  board[BOARD.CHUNKS] = 3;
  const kernels = {
    simdCopy() {
      throw new Error('memory access out of bounds: ∞');
    },
  } as unknown as Kernels;
  claimChunks(kernels, board, new Int32Array(new SharedArrayBuffer(4)), 0);
  expect(board[BOARD.DONE]).toBe(3);
  expect(failure(board)).toBe('memory access out of bounds: ∞');
});

test('nothing is claimed while no task is open', () => {
  const board = new Int32Array(new SharedArrayBuffer(BOARD.WORDS * 4));
  board[BOARD.CHUNKS] = 3;
  board[BOARD.NEXT] = CLOSED;
  claimChunks({} as Kernels, board, new Int32Array(new SharedArrayBuffer(4)), 0);
  expect(board[BOARD.DONE]).toBe(0);
  expect(failure(board)).toBeNull();
});

test('an unknown task is refused', () => {
  const args = { job: 0, size: 1, total: 1, group: 0, a: 0, b: 0, c: 0 };
  const crew = engine.crews[0]!;
  expect(() => crew.run('nothing' as 'simdCopy', args, false)).toThrow('unknown task');
});

test('a helper that cannot be started costs speed and nothing else', async () => {
  const { module } = engine;
  const crew = new Crew(engine.memory, module, 2, new URL('file:///nowhere/crewWorker.js'));
  const { from, to, args } = copyTask(4096);
  crew.run('simdCopy', args, true);
  expect(Buffer.compare(bytes(to.data), bytes(from.data))).toBe(0);
  from.release();
  to.release();
  await crew.close();
});
