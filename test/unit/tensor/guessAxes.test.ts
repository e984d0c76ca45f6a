import { expect, test } from 'vitest';
import { guessAxes, withKnown } from '../../../core/tensor/guessAxes.ts';

test.each([
  // A vision transformer: 197 tokens of width 768; never 197 channels.
  [[4, 197, 768], 'NLC'],
  [[2, 512, 384], 'NLC'],
  [[8, 16, 1024], 'NLC'],
  // A convolution over text: 768 channels of 128 positions has its width in the middle.
  [[4, 768, 128], 'NCL'],
  [[4, 768, 50], 'NCL'],
  // Two equal sizes say nothing: PyTorch's order stands.
  [[64, 256, 256], 'NCL'],
  [[2, 5, 4], 'NCL'],
  // Pictures, channels first and last.
  [[3, 224, 224], 'CHW'],
  [[224, 224, 3], 'HWC'],
  [[1, 28, 28], 'CHW'],
  [[3, 512, 512], 'CHW'],
  [[2, 3, 32, 32], 'NCHW'],
  [[2, 32, 32, 3], 'NHWC'],
  [[2, 64, 56, 56], 'NCHW'],
  [[2, 14, 14, 768], 'NHWC'],
  [[8, 768], 'NC'],
  [[10], 'C'],
  [[2, 3, 4, 5, 6], 'NCDHW'],
] as const)('axes of a tensor of shape %j are guessed as %s', (shape, axes) => {
  expect(guessAxes(shape).join('')).toBe(axes);
});

test('a rank without usual names is counted', () => {
  expect(guessAxes([1, 1, 2, 2, 2, 2])).toEqual(['A0', 'A1', 'A2', 'A3', 'A4', 'A5']);
});

test('names that were given to a shape are remembered, whatever the batch', () => {
  const known = withKnown([], { shape: [4, 197, 768], axes: ['L', 'N', 'C'] });
  expect(guessAxes([8, 197, 768], known).join('')).toBe('LNC');
  expect(guessAxes([8, 198, 768], known).join('')).toBe('NLC');
});

test('the last names given to a shape count, and only so many are kept', () => {
  const first = withKnown([], { shape: [4, 5, 6], axes: ['N', 'L', 'C'] });
  const second = withKnown(first, { shape: [9, 5, 6], axes: ['N', 'C', 'L'] });
  expect(second).toHaveLength(1);
  expect(guessAxes([4, 5, 6], second).join('')).toBe('NCL');
  expect(withKnown(second, { shape: [1, 2], axes: ['N', 'C'] }, 1)).toHaveLength(1);
});
