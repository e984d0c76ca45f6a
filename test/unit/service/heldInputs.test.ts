import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import type { ComputeRequest, TensorRef } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { NormscopeApi } from '../../../electron/ipc/contract.ts';
import { computeLayer } from '../../../renderer/ui/computeLayer.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { pathOf, call, answer } = given;

const NLP: TensorRef = { kind: 'example', id: 'nlp' };

const request = (tensorRef: TensorRef, more: Partial<ComputeRequest> = {}): ComputeRequest => ({
  tensor: tensorRef,
  spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
  ...more,
});

/** A window of its own, which counts the inputs that replies bring it. */
function openWindow() {
  let brought = 0;
  const api = {
    call: async (name: 'layer.compute', argument: unknown) => {
      const reply = await call(name, argument);
      if (name === 'layer.compute' && reply.ok && reply.value.x) brought++;
      return reply;
    },
  } as unknown as NormscopeApi;
  /** First value of x as the window shows it, and how many inputs came for it. */
  const shown = async (asked: ComputeRequest): Promise<[number, number]> => {
    const before = brought;
    const outcome = await computeLayer(api, asked);
    if (!outcome.ok) throw new Error(outcome.message);
    return [outcome.value.x.data[0] ?? NaN, brought - before];
  };
  return { api, shown };
}

/** Opens two values along one channel. */
async function opened(name: string, values: readonly number[]): Promise<TensorRef> {
  const file = pathOf(name);
  writeFileSync(file, writeNpy(tensor(Float32Array.from(values), [2, 1])));
  given.host.files = [file];
  const [info] = await answer('tensor.open');
  if (!info) throw new Error('nothing was opened');
  return info.ref;
}

test('another layer, option or mode brings no input, and the window shows the one that it has', async () => {
  const { shown } = openWindow();
  const [first] = await shown(request(NLP));
  expect(first.toFixed(4)).toBe('1.9269');
  expect(
    await shown(
      request(NLP, { spec: { layer: 'InstanceNorm1d', options: { eps: 1 }, mode: 'train' } }),
    ),
  ).toEqual([first, 0]);
  expect(
    await shown(request(NLP, { spec: { layer: 'BatchNorm1d', options: {}, mode: 'eval' } })),
  ).toEqual([first, 0]);
});

test('a changed cell and a changed layout bring their input; undone, the old one is shown', async () => {
  const { shown } = openWindow();
  const [first] = await shown(request(NLP));
  expect(await shown(request(NLP, { edits: [[0, 9]] }))).toEqual([9, 1]);
  expect(await shown(request(NLP, { edits: [[0, 7]] }))).toEqual([7, 1]);
  expect(await shown(request(NLP, { layout: ['L', 'N', 'C'] }))).toEqual([first, 1]);
  expect(await shown(request(NLP))).toEqual([first, 0]);
  expect((await shown(request(NLP, { edits: [[0, 9]] })))[0]).toBe(9);
});

test('a file that was written anew and opened again is shown as it is now', async () => {
  const { shown } = openWindow();
  const before = await opened('x.npy', [1, 2]);
  expect(await shown(request(before))).toEqual([1, 1]);
  await answer('tensor.close', [before]);
  expect(await call('layer.compute', request(before))).toMatchObject({ code: 'unknownTensor' });
  const after = await opened('x.npy', [5, 6]);
  expect(await shown(request(after))).toEqual([5, 1]);
});

test('two windows each get every input once', async () => {
  const [one, two] = [openWindow(), openWindow()];
  const file = await opened('both.npy', [3, 4]);
  expect(await one.shown(request(file))).toEqual([3, 1]);
  expect(await two.shown(request(file))).toEqual([3, 1]);
  expect(await one.shown(request(file))).toEqual([3, 0]);
  expect(await two.shown(request(file))).toEqual([3, 0]);
});

test('what either side has forgotten is sent again, more inputs than are remembered in turn', async () => {
  const { shown } = openWindow();
  for (const round of [1, 2])
    for (let value = 1; value <= 20; value++)
      expect((await shown(request(NLP, { edits: [[0, value]] })))[0], `${round}`).toBe(value);
});

test('calls under way at the same time each show their own input', async () => {
  const { shown } = openWindow();
  const values = Array.from({ length: 12 }, (_, i) => i + 50);
  const found = await Promise.all(
    values.map((value) =>
      // in the window a newer run takes the place of one that waits
      shown(request(NLP, { edits: [[0, value]] })).catch(() => [value]),
    ),
  );
  expect(found.map(([value]) => value)).toEqual(values);
});
