import { expect, test } from 'vitest';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { keyOf, RunInputs } from '../../../electron/service/runInputs.ts';
import type { ShownTensor } from '../../../electron/workers/jobs.ts';

const request = (id: string, more: Partial<ComputeRequest> = {}): ComputeRequest => ({
  tensor: { kind: 'example', id },
  spec: { layer: 'LayerNorm', options: {}, mode: 'train' },
  ...more,
});

/** An input of 100 bytes. */
const input = () =>
  ({ tensor: tensor(new Float32Array(25), [25]), display: {}, summary: {} }) as ShownTensor;

const kept = (inputs: RunInputs, ids: string) =>
  [...ids].filter((id) => inputs.get(request(id)) !== null).join('');

test('the four newest inputs are kept, whichever was set last being the newest', () => {
  const inputs = new RunInputs();
  for (const id of 'abcd') inputs.set(request(id), input());
  expect(kept(inputs, 'abcd')).toBe('abcd');
  inputs.set(request('a'), input());
  inputs.set(request('e'), input());
  expect(kept(inputs, 'abcde')).toBe('acde');
});

test('inputs are kept up to the bytes that are allowed, the newest whatever its size', () => {
  const inputs = new RunInputs();
  // three inputs of 100 bytes pass 299 and not 300
  for (const id of 'abc') inputs.set(request(id), input(), 300);
  expect(kept(inputs, 'abc')).toBe('abc');
  inputs.set(request('d'), input(), 299);
  expect(kept(inputs, 'abcd')).toBe('cd');
  inputs.set(request('e'), input(), 1);
  expect(kept(inputs, 'abcde')).toBe('e');
});

test('an input is that of its layout and its edits, whatever the layer', () => {
  const inputs = new RunInputs();
  const turned = request('a', { layout: ['L', 'N'] });
  const edited = request('a', { edits: [[0, 1]] });
  inputs.set(turned, input());
  const evaluated: ComputeRequest = { ...turned, spec: { ...turned.spec, mode: 'eval' } };
  expect(inputs.get(evaluated)).not.toBeNull();
  for (const other of [request('a'), edited, request('b', { layout: ['L', 'N'] })])
    expect(inputs.get(other)).toBeNull();
});

test('a tensor is forgotten with all its layouts, and no other whose name begins alike', () => {
  const inputs = new RunInputs();
  inputs.set(request('a'), input());
  inputs.set(request('a', { layout: ['L', 'N'] }), input());
  inputs.set(request('ab'), input());
  inputs.forget({ kind: 'example', id: 'a' });
  expect(inputs.get(request('a', { layout: ['L', 'N'] }))).toBeNull();
  expect(kept(inputs, 'a')).toBe('');
  expect(inputs.get(request('ab'))).not.toBeNull();
});

test('numbers that JSON does not know are told apart in a key', () => {
  const keys = [NaN, Infinity, -Infinity, null, 0].map((eps) => keyOf({ eps }));
  expect(new Set(keys).size).toBe(5);
});
