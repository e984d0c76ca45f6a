import { given, type ArrayDialect, type OwnState } from '../../../program/dialect.ts';
import { number } from '../../../program/python.ts';
import type { PointwisePlan } from '../../spec.ts';
import { paramSizes } from '../paramSizes.ts';

/** The bend, γ and β. */
export function byHand(plan: PointwisePlan, dialect: ArrayDialect, own: OwnState): string[][] {
  const shift = plan.shift === 0 ? '' : ` + ${number(plan.shift)}`;
  const shape = paramSizes(plan);
  const lines = [`x_hat = ${dialect[plan.bend](`${number(plan.alpha)} * x${shift}`)}`];
  if (!plan.hasWeight) return [[...own.notes], lines, ['y = x_hat']];
  return [
    [...own.notes],
    lines,
    [
      `weight = ${given(dialect, own.weight, 'ones', shape)}`,
      `bias = ${given(dialect, own.bias, 'zeros', shape)}`,
      'y = weight * x_hat + bias',
    ],
  ];
}

export const onnx = () => null;
