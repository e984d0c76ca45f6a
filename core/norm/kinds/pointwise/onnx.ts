import type { OwnState } from '../../../program/dialect.ts';
import { given, node, scalar, type Graph } from '../../../program/onnx.ts';
import type { PointwisePlan } from '../../spec.ts';

/** ONNX has Tanh and Erf as operators. */
export function onnx(plan: PointwisePlan, own: OwnState): Graph {
  const { bend, alpha, shift, hasWeight } = plan;
  const shape = plan.view.map((dim) => (dim.param ? dim.size : 1));
  return {
    opset: 18,
    nodes: [
      node('Mul', ['x', 'alpha'], ['stretched']),
      node('Add', ['stretched', 'shift'], ['shifted']),
      node(bend === 'tanh' ? 'Tanh' : 'Erf', ['shifted'], [hasWeight ? 'x_hat' : 'y']),
      ...(hasWeight
        ? [node('Mul', ['x_hat', 'scale'], ['scaled']), node('Add', ['scaled', 'B'], ['y'])]
        : []),
    ],
    constants: [
      ['alpha', scalar(alpha)],
      ['shift', scalar(shift)],
      ...(hasWeight
        ? ([
            ['scale', given(own.weight, 'ones', shape)],
            ['B', given(own.bias, 'zeros', shape)],
          ] as const)
        : []),
    ],
  };
}
