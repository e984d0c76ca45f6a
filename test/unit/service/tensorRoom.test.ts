import { expect, test } from 'vitest';
import { tensor } from '../../../core/tensor/tensor.ts';
import { TensorStore } from '../../../electron/service/tensors.ts';
import { HELD_COPIES } from '../../../electron/workers/load.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';

/** Room for the numbers of opened files: 100 bytes. */
const MEMORY = 100 * HELD_COPIES;

/** A store over files that are called by how many float32 they hold, and how often each was read. */
function storeOf() {
  const reads: string[] = [];
  const numbers = (path: string) => ({
    tensor: tensor(new Float32Array(Number(path)), [Number(path)]),
  });
  const run = ({ kind, path }: { kind: string; path: string }) => {
    reads.push(`${kind} ${path}`);
    const listed = { member: '', shape: [Number(path)], dtype: 'float32', bytes: 4 * Number(path) };
    return Promise.resolve(
      kind === 'open'
        ? { stamp: '', tensors: [listed], only: numbers(path), skipped: [] }
        : numbers(path),
    );
  };
  const pool = { run } as unknown as WorkerPool;
  const store = new TensorStore(
    pool,
    () => Promise.resolve(MEMORY),
    () => Promise.resolve([]),
  );
  const open = async (path: string) => (await store.open(path)).tensors[0]!.ref;
  return { store, open, reads };
}

test('the file just opened stays in memory, however large it is', async () => {
  const { store, open, reads } = storeOf();
  const large = await open('30');
  expect(store.bytesHeld).toBe(120);
  await store.get(large);
  expect(reads).toEqual(['open 30']);
});

test('what was used longest ago goes first, and no more than has to', async () => {
  const { store, open, reads } = storeOf();
  const [first, second] = [await open('10'), await open('10')];
  await store.get(first);
  // 40 + 40 + 40 bytes are too many by one file: the second was used before the first
  await open('10');
  expect(store.bytesHeld).toBe(80);
  reads.length = 0;
  await store.get(first);
  expect(reads).toEqual([]);
  await store.get(second);
  expect(reads).toEqual(['load 10']);
});

test('as much as there is room for is held', async () => {
  const { store, open } = storeOf();
  await open('15');
  await open('10');
  expect(store.bytesHeld).toBe(100);
});

test('what came out of no file is never let go, for nobody could read it again', async () => {
  const { store, open } = storeOf();
  store.hold('typed', tensor(new Float32Array(30), [30]), 'x = torch.zeros(30)');
  await open('10');
  expect(store.bytesHeld).toBe(160);
});

test('what is read again makes room among the others, not for itself', async () => {
  const { store, open } = storeOf();
  const large = await open('30');
  await open('10');
  expect(store.bytesHeld).toBe(40);
  const held = await store.get(large);
  expect(held.tensor.data).toHaveLength(30);
  expect(store.bytesHeld).toBe(120);
});
