import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { npzCatalog } from '../../../core/io/npz.ts';
import { tensorNamed } from '../../../core/io/catalog.ts';
import type { Explanation } from '../../../core/verify/explanation.ts';
import { verify, type Known } from '../../../core/verify/verification.ts';

interface Expected {
  readonly kind: string;
  readonly reducedDims: readonly number[];
  readonly mode: string;
  readonly variance: string;
  readonly epsPlacement: string;
  /** Null where it is not to be told. */
  readonly eps: number | null;
  readonly numGroups?: number;
}
interface PairOf {
  readonly id: string;
  readonly what: string;
  readonly expected: Expected | null;
  readonly known: readonly string[];
}

const FOLDER = new URL('../../fixtures/verify/', import.meta.url);

function fixture(name: string) {
  const { pairs } = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as {
    pairs: readonly PairOf[];
  };
  const arrays = npzCatalog(new Uint8Array(readFileSync(new URL(`${name}.npz`, FOLDER))));
  return pairs.map((pair) => ({
    ...pair,
    read: (part: string) => arrays.read(tensorNamed(arrays, `${part}${pair.id}`)),
  }));
}
type Read = ReturnType<typeof fixture>[number];
const [pairs, hard] = [fixture('pairs'), fixture('hard')];

const NAMES: Readonly<Record<string, keyof Known>> = {
  weight: 'weight',
  bias: 'bias',
  running_mean: 'runningMean',
  running_var: 'runningVar',
};

function verified({ known, read }: Read) {
  const beside = Object.fromEntries(known.map((name) => [NAMES[name], read(name)]));
  return verify(read('x'), read('y'), beside as Known);
}

function agrees(
  one: Explanation,
  { kind, reducedDims, mode, variance, epsPlacement, eps, numGroups }: Expected,
) {
  const names = [one.layer, ...one.equals].map((name) => name.replace(/\dd(?:\(.*)?$|\(.*$/, ''));
  const closeEps = eps === null || one.eps === eps || one.epsPlacement !== 'inside';
  return (
    names.includes(kind) &&
    one.reducedDims.join() === reducedDims.join() &&
    one.mode === mode &&
    (one.variance === variance || mode === 'eval') &&
    one.epsPlacement === epsPlacement &&
    (closeEps || Math.abs(one.eps - eps) < 1e-5) &&
    one.numGroups === numGroups
  );
}

const made = pairs.filter(({ expected }) => expected);
const unmade = [...pairs, ...hard].filter(({ expected }) => !expected);
const hardMade = hard.filter(({ expected }) => expected);

test('at least 98 of 103 pairs that a layer made are explained by it', { timeout: 120_000 }, () => {
  expect(made.length).toBe(103);
  const wrong = made.filter((pair) => {
    const { explanations } = verified(pair);
    return !explanations.some((one) => agrees(one, pair.expected!));
  });
  expect(wrong.length).toBeLessThanOrEqual(5);
});

test.each(unmade)('$id: no layer explains $what', { timeout: 60_000 }, (pair) => {
  const { verdict, explanations, nearMisses } = verified(pair);
  expect([verdict, explanations]).toEqual(['unexplained', []]);
  expect(nearMisses.length).toBeGreaterThan(0);
});

test.each(hardMade)('$id: $what is told', { timeout: 60_000 }, (pair) => {
  const { explanations } = verified(pair);
  expect(explanations.some((one) => agrees(one, pair.expected!))).toBe(true);
});
