import type { OwnState } from '../../../program/dialect.ts';
import { given, integers, node, scalar, type Graph } from '../../../program/onnx.ts';
import type { MomentsPlan } from '../../spec.ts';
import { paramSizes } from '../paramSizes.ts';

export { byHand } from './byHand.ts';

/**
 * Mean, deviations, their squares, root, division: node by node. Null where there is more to it: an eps that is a floor or has
 * no sign, an input that is split, a tensor beside x.
 */
export function onnx(plan: MomentsPlan, own: OwnState): Graph | null {
  const { epsPlace } = plan;
  if (epsPlace === 'floor' || epsPlace === 'absolute' || plan.extra) return null;
  if (plan.view.length !== plan.shape.length) return null;
  const running = plan.source === 'running';
  const reduced = plan.view.flatMap((dim, i) => (dim.role === 'reduced' ? [i] : []));
  const statShape = plan.shape.map((size, axis) => (plan.keptDims.at(-1) === axis ? size : 1));
  const paramShape = paramSizes(plan);
  const correction = plan.ddof === 1 && !running ? plan.groupSize / (plan.groupSize - 1) : null;
  const mean = (from: string, to: string) =>
    node(
      'ReduceMean',
      [from, 'axes'],
      [to],
      reduced.length === 0 ? ['noop_with_empty_axes=1'] : [],
    );
  const centred = plan.subtracts === 'mean' ? 'deviation' : 'x';
  const spread = correction === null ? 'var' : 'var_unbiased';
  const nodes = [
    ...(running || plan.subtracts === 'nothing' ? [] : [mean('x', 'mean')]),
    ...(plan.subtracts === 'mean' ? [node('Sub', ['x', 'mean'], ['deviation'])] : []),
    ...(running ? [] : [node('Mul', [centred, centred], ['squares']), mean('squares', 'var')]),
    ...(correction === null ? [] : [node('Mul', ['var', 'correction'], ['var_unbiased'])]),
    ...{
      inside: [node('Add', [spread, 'eps'], ['shifted']), node('Sqrt', ['shifted'], ['root'])],
      outside: [node('Sqrt', [spread], ['std']), node('Add', ['std', 'eps'], ['root'])],
    }[epsPlace],
    node('Div', [centred, 'root'], [plan.hasWeight ? 'x_hat' : 'y']),
    ...(plan.hasWeight ? [node('Mul', ['x_hat', 'scale'], [plan.hasBias ? 'scaled' : 'y'])] : []),
    ...(plan.hasBias ? [node('Add', ['scaled', 'B'], ['y'])] : []),
  ];
  const constants: (readonly [string, string])[] = [
    ...(running
      ? ([
          ['mean', given(own.runningMean, 'zeros', statShape)],
          ['var', given(own.runningVar, 'ones', statShape)],
        ] as const)
      : [['axes', integers(reduced)] as const]),
    ['eps', scalar(plan.eps)],
    ...(correction === null ? [] : [['correction', scalar(correction)] as const]),
    ...(plan.hasWeight ? [['scale', given(own.weight, 'ones', paramShape)] as const] : []),
    ...(plan.hasBias ? [['B', given(own.bias, 'zeros', paramShape)] as const] : []),
  ];
  return { opset: 18, nodes, constants };
}
