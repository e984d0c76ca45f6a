import type { ArrayDialect } from './dialect.ts';

/** How PyTorch spells arrays. */
export const TORCH_ARRAYS: ArrayDialect = {
  mean: (x, axes) => method(x, `mean(dim=${axes}, keepdim=True)`),
  variance: (x, axes) => method(x, `var(dim=${axes}, unbiased=False, keepdim=True)`),
  unbiasedVariance: (x, axes) => method(x, `var(dim=${axes}, unbiased=True, keepdim=True)`),
  sum: (x, axes) => method(x, `sum(dim=${axes}, keepdim=True)`),
  maximum: (a, b) => `${a}.clamp_min(${b})`,
  larger: (a, b) => `torch.maximum(${a}, ${b})`,
  clip: (x, least, most) => `torch.clamp(${x}, ${least}, ${most})`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  softmax: (x) => `torch.softmax(${x}, 0)`,
  concat: (parts) => `torch.cat(${parts})`,
  drawn: (seed, shape) => [
    `torch.manual_seed(${seed})`,
    `torch.randn(${shape.join(', ')}, dtype=x.dtype)`,
  ],
  load: (name) => `torch.load("${name}.pt")`,
  tanh: (x) => `torch.tanh(${x})`,
  erf: (x) => `torch.erf(${x})`,
  sqrt: (x) => `torch.sqrt(${x})`,
  zerosLike: (x) => `torch.zeros_like(${x})`,
  ones: (shape) => `torch.ones(${shape.join(', ')}, dtype=x.dtype)`,
  zeros: (shape) => `torch.zeros(${shape.join(', ')}, dtype=x.dtype)`,
  array: (list, shape) => `torch.tensor(${list}, dtype=x.dtype).reshape(${shape.join(', ')})`,
  reshape: (x, shape) => `${x}.reshape(${shape.join(', ')})`,
  padChannels: (x, rank, below, above) =>
    `torch.nn.functional.pad(${x}, (${[...Array<number>(2 * (rank - 2)).fill(0), below, above].join(', ')}))`,
};

function method(x: string, text: string): string {
  return /^\w+$/.test(x) ? `${x}.${text}` : `(${x}).${text}`;
}
