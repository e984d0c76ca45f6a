import { expect, test } from 'vitest';
import { notebookExample, notebookExamples } from '../../../core/examples/notebook.ts';
import { formatTensor } from '../../../core/tensor/format.ts';

// copied from the notebook's output cells
const NLP = `
tensor([[[ 1.9269,  1.4873,  0.9007, -2.1055],
         [ 0.6784, -1.2345, -0.0431, -1.6047],
         [-0.7521,  1.6487, -0.3925, -1.4036],
         [-0.7279, -0.5594, -0.7688,  0.7624],
         [ 1.6423, -0.1596, -0.4974,  0.4396]],

        [[-0.7581,  1.0783,  0.8008,  1.6806],
         [ 0.0349,  0.3211,  1.5736, -0.8455],
         [ 1.3123,  0.6872, -1.0892, -0.3553],
         [-1.4181,  0.8963,  0.0499,  2.2667],
         [ 1.1790, -0.4345, -1.3864, -1.2862]]])`;

const IMAGE = `
tensor([[[[-0.8371, -0.9224,  1.8113,  0.1606,  0.3672],
          [ 0.1754,  1.3852, -0.4459, -1.2024,  0.7078],
          [-1.0759,  0.5357,  1.1754,  0.5612, -0.4527],
          [-0.7718,  0.1453,  0.2311,  0.0087, -0.1423],
          [ 0.1971, -1.1441,  0.3383,  1.6992,  2.8140]],

         [[ 0.3598, -0.0898,  0.4584, -0.5644,  1.0563],
          [-1.4692,  1.4332,  0.7281, -0.7106, -0.6021],
          [ 0.9604,  0.4048, -1.3543, -0.4976,  0.4747],
          [-0.1976,  1.2683,  1.2243,  0.0981,  1.7423],
          [-1.3527,  0.2191,  0.5526, -0.6788,  0.5743]],

         [[ 0.1877, -0.3576, -0.3165,  0.5886, -0.8905],
          [ 0.4098, -0.9864,  0.1233,  0.3499,  0.6173],
          [-0.1693,  0.2332,  4.0356,  1.2795,  1.0311],
          [-0.7048,  1.0131, -0.3308,  0.5177,  0.3878],
          [-0.5797, -0.1691, -0.5733,  0.5069, -0.4752]]],


        [[[-0.4920,  0.2704, -0.5628,  0.6793,  0.4405],
          [-0.3609, -0.0606,  0.0733,  0.8187,  1.4805],
          [ 0.3449, -1.`;

test('the NLP example prints as in the notebook', () => {
  const { tensor, axisLabels } = notebookExample('nlp');
  expect(formatTensor(tensor)).toBe(NLP.trim());
  expect(tensor.axes.map((axis) => axisLabels[axis])).toEqual([
    'batch',
    'embed_dim',
    'sentence_len',
  ]);
});

test('the image example prints as in the notebook, whose output ends early', () => {
  const { tensor, axisLabels } = notebookExample('image');
  const printed = formatTensor(tensor);
  expect(printed.slice(0, IMAGE.trim().length)).toBe(IMAGE.trim());
  expect(tensor.shape).toEqual([2, 3, 5, 5]);
  expect(tensor.axes.map((axis) => axisLabels[axis])).toEqual([
    'batch',
    'channel',
    'height',
    'width',
  ]);
});

test('the second example continues the stream of the first', () => {
  const [nlp, image] = notebookExamples();
  expect(image.tensor).toEqual(notebookExample('image').tensor);
  expect(image.tensor.data[0]).not.toBe(nlp.tensor.data[0]);
  expect(image.script).toContain('torch.randn(2, 5, 4)');
});
