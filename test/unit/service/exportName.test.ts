import { expect, test } from 'vitest';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { TensorRef } from '../../../core/request.ts';
import { exportName } from '../../../electron/service/exportName.ts';

function nameOf(name: string, ref: TensorRef = { kind: 'file', handle: 'a' }): string {
  const info = {
    ref,
    name,
    source: '',
    shape: [1],
    axes: ['C'],
    axisLabels: {},
    dtype: 'float32',
    script: '',
    bytes: 4,
  };
  const layer: LayerName = 'LayerNorm';
  const spec = { layer, options: {}, mode: 'train' } as const;
  return exportName(info, { request: { tensor: ref, spec }, format: 'svg' });
}

test.each([
  ['x.npy', 'x-LayerNorm.svg'],
  ['my tensor (1).npy', 'my_tensor_1_-LayerNorm.svg'],
  ['model.safetensors: layer1.0/bias', 'model-layer1.0_bias-LayerNorm.svg'],
  ['문장.csv', '문장-LayerNorm.svg'],
  ['..npy', 'tensor-LayerNorm.svg'],
  ['.npy', 'tensor-LayerNorm.svg'],
])('an export of %s is called %s', (name, expected) => {
  expect(nameOf(name)).toBe(expected);
});

test('an export of an example is called by its short name', () => {
  expect(nameOf('NLP example (notebook)', { kind: 'example', id: 'nlp' })).toBe(
    'nlp-LayerNorm.svg',
  );
});
