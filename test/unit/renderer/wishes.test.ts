import { expect, test, vi } from 'vitest';
import { Checkpoint } from '../../../renderer/checkpoint/checkpoint.svelte.ts';
import type { TensorInfo } from '../../../renderer/ui/host.ts';
import { Verify } from '../../../renderer/verify/verify.svelte.ts';

// What a file is asked for counts for that dialog alone: one that is cancelled leaves no wish behind.
const info = (name: string) =>
  ({
    ref: { kind: 'file', handle: name },
    name,
    shape: [2, 3],
    source: name,
  }) as unknown as TensorInfo;
const file = (handle: string) => ({
  handle,
  name: handle,
  tensors: [info(`${handle}/a`), info('b')],
});

/** A desk whose dialog is answered by `answer`, and whose service never answers. */
const deskWith = (answer: () => void) =>
  ({
    openFiles: () => Promise.resolve().then(answer),
    api: { call: () => new Promise(() => undefined) },
  }) as never;

test('the file to compare with is the one of its own dialog, and no later one', async () => {
  const all = [file('first')];
  const open = (handle: string) => {
    all.push(file(handle));
    checkpoint.took(handle);
  };
  const answer = vi.fn();
  const checkpoint: Checkpoint = new Checkpoint(deskWith(answer), { all } as never, {
    shown: () => false,
    explore: () => undefined,
  });
  checkpoint.show('first');
  answer.mockImplementationOnce(() => open('second'));
  await checkpoint.openAgainst();
  expect([checkpoint.file?.handle, checkpoint.against?.handle]).toEqual(['first', 'second']);

  checkpoint.compareWith(null);
  await checkpoint.openAgainst();
  open('third');
  expect([checkpoint.file?.handle, checkpoint.against]).toEqual(['third', null]);
});

test('a part is filled by its own dialog, and by no later file', async () => {
  const answer = vi.fn();
  const verify: Verify = new Verify(deskWith(answer));
  verify.chosen = { x: info('x') };
  answer.mockImplementationOnce(() => verify.took([info('any')]));
  await verify.openFor('weight');
  expect(verify.chosen).toMatchObject({ x: { name: 'x' }, weight: { name: 'any' } });

  await verify.openFor('bias');
  verify.took([info('other')]);
  // Its name says nothing, so it goes where nothing is yet.
  expect(verify.chosen.bias).toBeUndefined();
  expect(verify.chosen.y?.name).toBe('other');
});
