import { axisArgument, number, tuple } from '../program/python.ts';
import type { Spread } from './divisor.ts';
import type { Hypothesis } from './hypothesis.ts';

/**
 * Lines of PyTorch that make y of x by hand, with what was found; γ and β of a fit are those that least squares gives.
 * @param shape  of x
 */
export function snippetOf(
  shape: readonly number[],
  hypothesis: Hypothesis,
  names: readonly string[],
): string {
  const { covering, centred, divisor, stored } = hypothesis;
  const { split } = covering;
  const viewed = split
    ? [
        ...shape.slice(0, split.dim),
        split.groups,
        shape[split.dim]! / split.groups,
        ...shape.slice(split.dim + 1),
      ]
    : null;
  const dims = split
    ? covering.reduced.map((dim) => (dim < split.dim ? dim : dim + 1))
    : covering.reduced;
  const axes = axisArgument(dims);
  const lines = [...(names[0] ? [`# ${names[0]}`] : [])];
  const x = viewed ? 'g' : 'x';
  if (viewed) lines.push(`g = x.reshape${tuple(viewed)}`);
  if (stored) {
    lines.push('# running statistics: x has no part in them');
    if (stored === 'fitted') lines.push('x_hat = x');
    else
      lines.push(
        `x_hat = (x - running_mean${along(shape, [stored.dim])}) / ${rootOf(hypothesis, `running_var${along(shape, [stored.dim])}`)}`,
      );
  } else {
    if (centred) lines.push(`mean = ${x}.mean(${axes}, keepdim=True)`);
    const { name, code } = spreadLine(divisor.spread, x, axes);
    lines.push(`${name} = ${code}`);
    lines.push(`x_hat = ${centred ? `(${x} - mean)` : x} / ${rootOf(hypothesis, name)}`);
    if (viewed) lines.push('x_hat = x_hat.reshape(x.shape)');
  }
  lines.push(affineLine(shape, hypothesis));
  return `${lines.join('\n')}\n`;
}

/** What is made of a group's values, and its name. */
function spreadLine(spread: Spread, x: string, axes: string): { name: string; code: string } {
  switch (spread) {
    case 'mean square':
      return { name: 'mean_square', code: `${x}.pow(2).mean(${axes}, keepdim=True)` };
    case 'sum of squares':
      return { name: 'squares', code: `${x}.pow(2).sum(${axes}, keepdim=True)` };
    case 'biased':
      return { name: 'var', code: `${x}.var(${axes}, unbiased=False, keepdim=True)` };
    case 'unbiased':
      return { name: 'var', code: `${x}.var(${axes}, unbiased=True, keepdim=True)` };
    default:
      return spread satisfies never;
  }
}

function rootOf({ divisor }: Hypothesis, spread: string): string {
  const eps = number(divisor.eps);
  switch (divisor.place) {
    case 'inside':
      return `torch.sqrt(${spread} + ${eps})`;
    case 'outside':
      return `(torch.sqrt(${spread}) + ${eps})`;
    case 'floor':
      return `torch.sqrt(${spread}).clamp(min=${eps})`;
    default:
      return divisor.place satisfies never;
  }
}

/** How a tensor of some dimensions is laid along those of x. */
function along(shape: readonly number[], dims: readonly number[]): string {
  return `.reshape${tuple(shape.map((size, dim) => (dims.includes(dim) ? size : 1)))}`;
}

function affineLine(shape: readonly number[], { affine, centred }: Hypothesis): string {
  switch (affine.kind) {
    case 'none':
      return 'y = x_hat';
    case 'given': {
      const { dims, weight, bias, gammaOffset } = affine.given;
      const at = along(shape, dims);
      const gamma = gammaOffset ? `(1 + weight${at})` : `weight${at}`;
      return `y = x_hat${weight ? ` * ${gamma}` : ''}${bias ? ` + bias${at}` : ''}`;
    }
    case 'fitted': {
      const at = along(shape, affine.dims);
      return `y = x_hat * weight${at}${centred ? ` + bias${at}` : ''}  # weight and bias fitted`;
    }
    default:
      return affine satisfies never;
  }
}
