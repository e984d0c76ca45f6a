import { integers, node, operator, scalar, type Graph } from '../../../program/onnx.ts';
import type { WindowPlan } from '../../spec.ts';
import { windowReach } from './reach.ts';
import type { ArrayDialect } from '../../../program/dialect.ts';
import { number } from '../../../program/python.ts';

/** The window as so many shifted slices of the channels. */
export function byHand(plan: WindowPlan, dialect: ArrayDialect): string[][] {
  const { size, alpha, beta, k } = plan;
  const channels = plan.shape[1] ?? 1;
  const { below, above } = windowReach(size, channels);
  return [
    [
      `squares = ${dialect.padChannels('x**2', plan.shape.length, below, above)}`,
      `total = sum(squares[:, i : i + ${channels}] for i in range(${below + above + 1}))  # the window, channel by channel`,
      `y = x / (${number(k)} + ${number(alpha)} * total / ${size}) ** ${number(beta)}`,
    ],
  ];
}

/** The window channel by channel, beside ONNX's own operator, which is not the same everywhere. */
export function onnx(plan: WindowPlan): Graph {
  const { size, alpha, beta, k } = plan;
  const lrn = operator(
    'LRN',
    [],
    [
      { name: 'size', value: size },
      { name: 'alpha', value: alpha, default: 1e-4 },
      { name: 'beta', value: beta, default: 0.75 },
      { name: 'bias', value: k, default: 1 },
    ],
  );
  const notes =
    size % 2 === 0
      ? ['# LRN with an even size leans to higher channels, PyTorch to lower: so written out']
      : [
          `# in one operator: ${lrn.nodes.join('')}`,
          '# written out, as onnx.reference (1.23) computes LRN for the first channels of 4-D inputs only',
        ];
  return { ...windowByNodes(plan, size, { alpha, beta, k }), notes };
}

/** The window channel by channel: zeros beyond the edges, as many slices as it reaches, their sum. */
function windowByNodes(
  plan: WindowPlan,
  size: number,
  { alpha, beta, k }: { readonly alpha: number; readonly beta: number; readonly k: number },
): Graph {
  const channels = plan.shape[1] ?? 1;
  const rank = plan.shape.length;
  const pads = Array<number>(2 * rank).fill(0);
  const { below, above } = windowReach(size, channels);
  pads[1] = below;
  pads[rank + 1] = above;
  const width = `range(${below + above + 1})`;
  return {
    opset: 18,
    nodes: [
      node('Mul', ['x', 'x'], ['squares']),
      node('Pad', ['squares', 'pads'], ['padded']),
      `*[helper.make_node("Slice", ["padded", f"from{i}", f"to{i}", "channel_axis"], [f"part{i}"]) for i in ${width}]`,
      `helper.make_node("Sum", [f"part{i}" for i in ${width}], ["total"])`,
      node('Mul', ['total', 'alpha'], ['scaled']),
      node('Add', ['scaled', 'k'], ['base']),
      node('Pow', ['base', 'beta'], ['denominator']),
      node('Div', ['x', 'denominator'], ['y']),
    ],
    constants: [
      ['pads', integers(pads)],
      ['channel_axis', integers([1])],
      ['**', `{f"from{i}": np.array([i], np.int64) for i in ${width}}`],
      ['**', `{f"to{i}": np.array([i + ${channels}], np.int64) for i in ${width}}`],
      ['alpha', scalar(alpha / size)],
      ['k', scalar(k)],
      ['beta', scalar(beta)],
    ],
  };
}
