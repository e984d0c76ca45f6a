import { expect, test } from 'vitest';
import { describe } from '../../../core/norm/describe.ts';
import { fits } from '../../../core/norm/fits.ts';
import type { How } from '../../../core/norm/kinds/kind.ts';
import { optionRow } from '../../../core/norm/layerRow.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { textByKey } from '../../../core/texts/byKey.ts';
import { WHOLE_CATALOGUE } from '../../../core/texts/wholeCatalogue.ts';

/** What eps is added to, or is the least of, by what a layer divides by. */
const EPS: Readonly<Partial<Record<How, readonly [en: RegExp, ko: RegExp]>>> = {
  mean: [/the variance/, /분산/],
  running: [/the variance/, /분산/],
  rms: [/the mean (square|of squares)/, /제곱 평균/],
  length: [/The least|the mean length/, /하한|평균 길이/],
};
const SHAPES = [
  [2, 6, 4],
  [2, 6, 4, 5],
  [2, 6, 3, 4, 5],
];
const WITH_EPS = LAYERS.filter((row) => optionRow(row, 'eps'));

test.each(WITH_EPS.map((row) => [row.name, row] as const))(
  '%s says in both languages what its eps is added to',
  (name, row) => {
    const shape = SHAPES.find((one) => !fits(row, one))!;
    const { how } = describe(planLayer({ layer: name, options: {}, mode: 'train' }, shape));
    const ko = (key: string) => textByKey(WHOLE_CATALOGUE, key, 'ko');
    const [english, korean] = EPS[how]!;
    expect(optionRow(row, 'eps')?.help).toMatch(english);
    expect(ko(`option.${name}.eps`) ?? ko('option.eps')).toMatch(korean);
  },
);
