import { ownDigits } from '../../tensor/formatNumber.ts';
import { notice, share } from '../notice.ts';
import type { Notice, Plan } from '../spec.ts';
import { OFFSET_RATIO } from './moments/troubles.ts';

/** What a type's arithmetic makes of statistics, whatever they become part of. `number` of them are in that trouble. */
type Of = Pick<Plan, 'groups' | 'subtracts' | 'updates'>;

const details = (number: number, { groups }: Of) => ({ number, groups });
export const their = (number: number) => (number === 1 ? 'its' : 'their');

/** A constant has no spread to compare its size with, but its mean is rounded as any other. */
export const farConstant = (plan: Of, number: number): Notice =>
  notice(
    'farConstant',
    `${share(number, plan.groups)} taken over a constant far from 0. The numbers here are exact; PyTorch rounds the mean, divides what is left of x − mean by √eps, and may give any number or NaN there. Centre the data first.`,
    details(number, plan),
  );

export const noRoot = (plan: Of, eps: number, number: number): Notice =>
  notice(
    'noRoot',
    `${share(number, plan.groups)} too small for an eps of ${ownDigits(eps)}: together they are not above 0, so there is nothing to divide by and ${their(number)} output is NaN or infinite. Give the layer an eps above 0.`,
    { ...details(number, plan), eps },
  );

export const largeOffset = (plan: Of, number: number): Notice =>
  notice(
    'largeOffset',
    `${share(number, plan.groups)} more than ${OFFSET_RATIO} standard deviations away from 0. The numbers here are exact; float32 arithmetic, as on a GPU, loses digits there. Centre the data first.`,
    details(number, plan),
  );

export const float32Overflow = (plan: Of, number: number): Notice =>
  notice(
    'float32Overflow',
    `${share(number, plan.groups)} taken over values whose squares pass 3.4e38, the largest float32. The numbers here are exact; PyTorch's float32 arithmetic overflows there: its output is 0 or NaN${plan.updates ? ', its running_var infinite' : ''}. Scale the data down first.`,
    details(number, plan),
  );

export const float64Overflow = (plan: Of, number: number): Notice =>
  notice(
    'float64Overflow',
    `${share(number, plan.groups)} taken over finite values whose squares pass 1.8e308, the largest float64: nothing of them is left in the output there, or NaN. PyTorch's float64 overflows as well. Scale the data down first.`,
    details(number, plan),
  );

export const float32Underflow = (plan: Of, number: number): Notice =>
  notice(
    'float32Underflow',
    `${share(number, plan.groups)} taken over ${plan.subtracts === 'mean' ? 'deviations' : 'values'} whose squares fall below 1.2e-38, the smallest full float32, and eps does not cover that. The numbers here are exact; PyTorch's float32 arithmetic takes such squares for 0 there. Scale the data up, or give the layer a larger eps.`,
    details(number, plan),
  );

export const float64Underflow = (plan: Of, number: number): Notice =>
  notice(
    'float64Underflow',
    `${share(number, plan.groups)} taken over values that differ, but by so little that their squares fall below 4.9e-324, the smallest float64: they are taken for a constant, and with an eps of 0 what is left is divided by 0. PyTorch's float64 does the same. Scale the data up first.`,
    details(number, plan),
  );
