import { expect, test } from 'vitest';
import { notebookExample } from '../../../core/examples/notebook.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
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
    'nn.LayerNorm(use_fast_variance=False)',
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

test('a trained layer and changed cells are written out with the digits that they have', () => {
  const plan = planLayer({ layer: 'BatchNorm1d', options: {}, mode: 'eval' }, tensor.shape);
  const [pytorch] = snippets(
    plan,
    { ...tensor, script, dtype: 'float32', edits: [[9, 0.1]] },
    {
      weight: Float32Array.of(1, 2, 0.1, 1, 1),
      bias: new Float32Array(5),
      runningBefore: {
        mean: Float64Array.of(0, 0, 1 / 3, 0, 0),
        var: new Float64Array(5).fill(1),
        numBatchesTracked: 7,
      },
    },
  );
  expect(pytorch?.code).toContain('\nx[0, 2, 1] = 0.1\n');
  expect(pytorch?.code).toContain(
    [
      'state = {',
      '    "weight": torch.tensor([1, 2, 0.1, 1, 1]),',
      '    "running_mean": torch.tensor([0, 0, 0.3333333333333333, 0, 0]),',
      '    "num_batches_tracked": torch.tensor(7),',
      '}',
      'layer.load_state_dict(state, strict=False)',
      'layer.eval()',
    ].join('\n'),
  );
});

test('parameters that would bury the program are named instead of written out', () => {
  const plan = planLayer({ layer: 'LayerNorm', options: {}, mode: 'train' }, [2, 300], ['N', 'C']);
  const long = { shape: [2, 300], axes: ['N', 'C'], script, dtype: 'float32' };
  const state = { weight: new Float32Array(300).fill(2), bias: null, runningBefore: null };
  for (const { id, code: text } of snippets(plan, long, state))
    expect(text, id).toContain('# weight: the layer has 300 values of its own');
});

test('the programs of a layer that multiplies by 1 + γ have its sum for a weight', () => {
  const options = { normalized_shape: [4], zero_centered_gamma: true };
  const plan = planLayer({ layer: 'RMSNorm', options, mode: 'train' }, tensor.shape);
  const state = { weight: Float32Array.of(0, -0.5, 1, 2), bias: null, runningBefore: null };
  const tensorOf = { ...tensor, script, dtype: 'float32' };
  for (const { id, code: text } of snippets(plan, tensorOf, state)) {
    expect(text, id).toContain('[1, 0.5, 2, 3]');
    expect(text, id).toContain('# weight: 1 + what the layer holds');
  }
  // a new one holds zeros and multiplies by 1
  const fresh = { ...state, weight: new Float32Array(4) };
  expect(snippets(plan, tensorOf, fresh)[0]?.code).not.toContain('state = {');
});
