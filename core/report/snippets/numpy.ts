import { programsOf } from '../../norm/kinds/programs.ts';
import { channelPadding, type ArrayDialect } from '../../program/dialect.ts';
import { numpyInput, scriptImports } from './inputLines.ts';
import { program, tuple } from '../../program/python.ts';
import type { SnippetInput } from './snippet.ts';

const NUMPY: ArrayDialect = {
  mean: (x, axes) => `np.mean(${x}, axis=${axes}, keepdims=True)`,
  variance: (x, axes) => `np.var(${x}, axis=${axes}, keepdims=True)`,
  unbiasedVariance: (x, axes) => `np.var(${x}, axis=${axes}, keepdims=True, ddof=1)`,
  sum: (x, axes) => `np.sum(${x}, axis=${axes}, keepdims=True)`,
  maximum: (a, b) => `np.maximum(${a}, ${b})`,
  larger: (a, b) => `np.maximum(${a}, ${b})`,
  clip: (x, least, most) => `np.clip(${x}, ${least}, ${most})`,
  sigmoid: (x) => `(1 / (1 + np.exp(-(${x}))))`,
  softmax: (x) => `np.exp(${x}) / np.exp(${x}).sum()`,
  concat: (parts) => `np.concatenate(${parts})`,
  drawn: (seed, shape) => [
    `torch.manual_seed(${seed})`,
    `torch.randn(${shape.join(', ')}, dtype=getattr(torch, str(x.dtype))).numpy()`,
  ],
  load: (name) => `np.load("${name}.npy")`,
  tanh: (x) => `np.tanh(${x})`,
  erf: (x) => `torch.erf(torch.from_numpy(${x})).numpy()`,
  sqrt: (x) => `np.sqrt(${x})`,
  zerosLike: (x) => `np.zeros_like(${x})`,
  ones: (shape) => `np.ones(${tuple(shape)}, x.dtype)`,
  zeros: (shape) => `np.zeros(${tuple(shape)}, x.dtype)`,
  array: (list, shape) => `np.array(${list}, x.dtype).reshape${tuple(shape)}`,
  reshape: (x, shape) => `${x}.reshape${tuple(shape)}`,
  padChannels: (x, rank, below, above) => `np.pad(${x}, ${channelPadding(rank, below, above)})`,
};

/** The layer by hand in NumPy: mean, biased variance, division, γ and β. */
export function numpySnippet(input: SnippetInput): string {
  return program(
    [
      ...new Set([
        'import numpy as np',
        'import torch  # makes the same x',
        ...scriptImports(input),
      ]),
    ],
    numpyInput(input),
    ...programsOf(input.plan).byHand(input.plan, NUMPY, input.own),
    ['print(y)'],
  );
}
