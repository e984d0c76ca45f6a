import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { pathOf, call, answer } = given;

async function open(name: string, shape: readonly number[]) {
  const file = pathOf(name);
  const size = shape.reduce((product, each) => product * each, 1);
  writeFileSync(
    file,
    writeNpy(
      tensor(
        Float32Array.from({ length: size }, (_, i) => i),
        shape,
      ),
    ),
  );
  given.host.files = [file];
  const [info] = await answer('tensor.open');
  if (!info) throw new Error('nothing was opened');
  return info;
}

test('the axes of a file are guessed, called otherwise by a person, and then known for every batch of that shape', async () => {
  const first = await open('tokens.npy', [4, 7, 768]);
  expect([first.axes.join(''), first.axesGuessed]).toEqual(['NLC', true]);
  const named = await answer('tensor.rename', { tensor: first.ref, axes: ['L', 'N', 'C'] });
  expect([named.axes.join(''), named.axesGuessed]).toEqual(['LNC', undefined]);
  expect(named.ref).not.toEqual(first.ref);
  // The numbers are the same: the mean of 0 … 767 is 383.5.
  const spec = { layer: 'LayerNorm', options: { normalized_shape: [768] }, mode: 'train' } as const;
  const reply = await answer('layer.compute', { tensor: named.ref, spec });
  expect(reply.statistics?.mean[0]).toBe(383.5);
  expect(reply.plan.axes).toEqual(['L', 'N', 'C']);
  const second = await open('more.npy', [2, 7, 768]);
  expect([second.axes.join(''), second.axesGuessed]).toEqual(['LNC', undefined]);
});

test('the old name of a renamed tensor is no longer open, and names that do not fit are refused', async () => {
  const info = await open('small.npy', [2, 3, 4]);
  const named = await answer('tensor.rename', { tensor: info.ref, axes: ['N', 'L', 'C'] });
  expect(await call('tensor.describe', info.ref)).toMatchObject({
    ok: false,
    code: 'unknownTensor',
  });
  for (const axes of [
    ['N', 'C'],
    ['N', 'N', 'C'],
  ])
    expect(await call('tensor.rename', { tensor: named.ref, axes })).toMatchObject({
      ok: false,
      code: 'badLayout',
    });
});
