import { expect, test } from 'vitest';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { optionRow } from '../../../core/norm/layerRow.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import { optionHelp } from '../../../core/texts/options.ts';
import { runsOf } from './runs.ts';

/** What is said of eps where a plan has it at this place; in both languages. */
function placeOf(plan: Plan): readonly [en: RegExp, ko: RegExp] {
  const own = asMoments(plan);
  if (plan.kind === 'staged' && plan.divides === 'l2') return [/the mean length/, /평균 길이/];
  switch (own?.epsPlace) {
    case 'outside':
      return [/the root of the variance/, /분산의 제곱근/];
    case 'floor':
      return [/the least that is divided by/i, /하한/];
    case 'absolute':
      return [/without a sign.* the mean of squares/, /제곱 평균.*부호를 뗀/];
    default:
      return own?.divides === 'rms'
        ? [/the mean of squares/, /제곱 평균/]
        : [/the variance/, /분산/];
  }
}

test.each(LAYERS.filter((row) => optionRow(row, 'eps')).map((row) => [row.name, row] as const))(
  '%s says in both languages what its eps is added to, whatever its other options are',
  (name, row) => {
    const runs = runsOf(row);
    expect(runs.length).toBeGreaterThan(1);
    for (const run of runs) {
      const [english, korean] = placeOf(run.result.plan);
      expect(optionHelp(name, 'eps', 'en'), run.name).toMatch(english);
      expect(optionHelp(name, 'eps', 'ko'), run.name).toMatch(korean);
    }
  },
);
