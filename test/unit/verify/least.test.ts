import { expect, test } from 'vitest';
import { smallest } from '../../../core/verify/least.ts';

/** A valley whose floor is at −3. */
function counted(floor: number) {
  const asked: number[] = [];
  const of = (at: number) => {
    asked.push(at);
    return Math.abs(at + 3) + floor;
  };
  return { asked, of };
}

test('the place where a function is least is found, and the function asked once for every step', () => {
  const { asked, of } = counted(0);
  expect(Math.abs(smallest(of, -9, 1) + 3)).toBeLessThan(1e-6);
  expect(asked.length).toBeLessThanOrEqual(41);
});

test('a function that stays large is left once its valley is known', () => {
  const hopeless = counted(1);
  // 10 · 0.618^12 = 0.03 is left of the interval
  expect(Math.abs(smallest(hopeless.of, -9, 1, 0.1) + 3)).toBeLessThan(0.05);
  expect(hopeless.asked.length).toBeLessThan(15);
  const hopeful = counted(0);
  smallest(hopeful.of, -9, 1, 0.1);
  expect(hopeful.asked.length).toBeGreaterThan(30);
});
