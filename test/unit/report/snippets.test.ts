import { expect, test } from 'vitest';
import { notebookExample } from '../../../core/examples/notebook.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerOptions, LayerName, Mode } from '../../../core/norm/spec.ts';
import { snippets } from '../../../core/report/snippets/snippets.ts';

const { tensor, script } = notebookExample('nlp');

function code(
  id: string,
  layer: LayerName,
  options: LayerOptions = {},
  mode: Mode = 'train',
): string {
  const plan = planLayer({ layer, options, mode }, tensor.shape, tensor.axes);
  const all = snippets(plan, { ...tensor, script, dtype: 'float32' });
  return all.find((snippet) => snippet.id === id)?.code ?? '';
}

test('every framework has a program', () => {
  const plan = planLayer({ layer: 'BatchNorm1d', options: {}, mode: 'train' }, tensor.shape);
  const ids = snippets(plan, { ...tensor, script, dtype: 'float32' }).map(({ id }) => id);
  expect(ids).toEqual(['pytorch', 'numpy', 'keras', 'flax', 'onnx']);
});

test('PyTorch’s own defaults are not written out', () => {
  expect(code('pytorch', 'BatchNorm1d')).toBe(
    [
      'import torch',
      'from torch import nn',
      '',
      'torch.manual_seed(42)',
      'x = torch.randn(2, 5, 4)',
      '',
      'layer = nn.BatchNorm1d(5)',
      'layer.train()',
      'y = layer(x)',
      '',
      'print(y)',
      '',
    ].join('\n'),
  );
  expect(code('pytorch', 'BatchNorm1d', { eps: 1e-3, momentum: null, affine: false })).toContain(
    'nn.BatchNorm1d(5, eps=0.001, momentum=None, affine=False)',
  );
});

test('other frameworks have their own defaults, and a momentum that weighs the old value', () => {
  expect(code('keras', 'BatchNorm1d')).toContain(
    'BatchNormalization(axis=1, momentum=0.9, epsilon=1e-5)',
  );
  expect(code('keras', 'BatchNorm1d', { eps: 1e-3, momentum: 0.01 })).toContain(
    'BatchNormalization(axis=1)',
  );
  expect(code('flax', 'LayerNorm', { eps: 1e-6, normalized_shape: [4] })).toContain(
    'nn.LayerNorm()',
  );
  expect(code('onnx', 'BatchNorm1d', { momentum: 0.3 })).toContain('momentum=0.7, training_mode=1');
});

test('Keras’ axis is kept by BatchNormalization and reduced by LayerNormalization', () => {
  expect(code('keras', 'BatchNorm1d')).toContain('axis=1');
  expect(code('keras', 'LayerNorm', { normalized_shape: [5, 4] })).toContain('axis=(-2, -1)');
});

test('a recent argument of PyTorch says from which version on it runs', () => {
  expect(code('pytorch', 'RMSNorm')).toContain('# torch 2.4 or newer');
  expect(code('pytorch', 'LayerNorm', { bias: false })).toContain(
    'bias=False)  # torch 2.1 or newer',
  );
});
