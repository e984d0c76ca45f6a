import { expect, test } from 'vitest';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { TensorRef } from '../../../core/request.ts';
import { exportName, pageName, pagesStem } from '../../../electron/service/exportName.ts';

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

const example = { kind: 'example', id: 'nlp' } as const;
const file = { kind: 'file', handle: 'a' } as const;
const spec = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;

test.each([
  [{ kind: 'overview', tensor: example }, 'nlp-overview.png'],
  [{ kind: 'overview', tensor: file }, 'model-layer1.weight-overview.png'],
  [{ kind: 'comparison', runs: [{ tensor: example, spec }] }, 'nlp-comparison.png'],
  [{ kind: 'comparison', runs: [] }, 'comparison.png'],
  [{ kind: 'lesson', lesson: 'letters' }, 'lesson-letters.png'],
  [{ kind: 'scene' }, 'scene.png'],
  [{ kind: 'training' }, 'training.png'],
  [{ kind: 'checkpoint', tensor: file }, 'model-checkpoint.png'],
  [{ kind: 'verification', y: file }, 'model-layer1.weight-verification.png'],
  [{ kind: 'verification' }, 'verification.png'],
])('a page %o is called %s', (subject, expected) => {
  const infoOf = (ref: TensorRef) =>
    ({ ref, name: 'model.pt: layer1.weight' }) as ReturnType<Parameters<typeof pageName>[2]>;
  expect(pageName(subject as unknown as Parameters<typeof pageName>[0], 'png', infoOf)).toBe(
    expected,
  );
});

test('a part of a file is called by its indices, a page of a nameless file a file', () => {
  expect(nameOf('x.npy[2:5]')).toBe('x-2-5-LayerNorm.svg');
  const infoOf = (ref: TensorRef) =>
    ({ ref, name: '.pt: w' }) as ReturnType<Parameters<typeof pageName>[2]>;
  const subject = { kind: 'checkpoint', tensor: file } as unknown as Parameters<typeof pageName>[0];
  expect(pageName(subject, 'json', infoOf)).toBe('file-checkpoint.json');
});

test('several views are called by their title, or a report', () => {
  expect(pagesStem('Two views: α/β')).toBe('Two_views_α_β');
  expect(pagesStem('...')).toBe('report');
});
