import type { ArrayDialect } from '../../../program/dialect.ts';
import { number } from '../../../program/python.ts';
import type { WindowPlan } from '../../spec.ts';

/** The window as so many shifted slices of the channels. */
export function byHand(plan: WindowPlan, dialect: ArrayDialect): string[][] {
  const { size, alpha, beta, k } = plan;
  const channels = plan.shape[1] ?? 1;
  const below = Math.floor(size / 2);
  const above = Math.floor((size - 1) / 2);
  return [
    [
      `squares = ${dialect.padChannels('x**2', plan.shape.length, below, above)}`,
      `total = sum(squares[:, i : i + ${channels}] for i in range(${size}))  # the window, channel by channel`,
      `y = x / (${number(k)} + ${number(alpha)} * total / ${size}) ** ${number(beta)}`,
    ],
  ];
}
