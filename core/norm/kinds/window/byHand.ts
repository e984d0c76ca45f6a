import type { ArrayDialect } from '../../../program/dialect.ts';
import { number } from '../../../program/python.ts';
import type { WindowPlan } from '../../spec.ts';
import { windowReach } from './reach.ts';

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
