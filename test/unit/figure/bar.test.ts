import { expect, test } from 'vitest';
import { statisticsStrip } from '../../../core/figure/statisticsStrip.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { textWidth } from '../../../core/figure/textWidth.ts';
import { kindOf } from '../../../core/norm/kinds/kinds.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { runsOf } from '../conformance/runs.ts';

test('a mean of squares has its bar, a sum of squares and a variance have none', () => {
  for (const row of LAYERS)
    for (const { result } of runsOf(row)) {
      const { plan } = result;
      const { spread } = kindOf(plan).letters(plan);
      const divides = 'divides' in plan ? plan.divides : null;
      if (spread) expect([row.name, spread.bar ?? false]).toEqual([row.name, divides === 'rms']);
    }
});

test('on a card of RMSNorm the bar spans x² and lies over it', () => {
  const plan = planLayer(
    { layer: 'RMSNorm', options: { normalized_shape: [4] }, mode: 'train' },
    [2, 4],
    ['N', 'C'],
  );
  const marks = statisticsStrip(
    {
      plan,
      statistics: {
        mean: Float64Array.of(0, 0),
        variance: Float64Array.of(1, 2),
        varianceUnbiased: Float64Array.of(1, 2),
        rstd: Float64Array.of(1, 0.7),
      },
      view: INITIAL_VIEW,
      group: null,
      title: '',
      more: String,
    },
    { x: 0, y: 0, width: 600, height: 100 },
  );
  const letters = marks.flatMap((mark) =>
    mark.kind === 'text' && mark.text === 'x²' ? [mark] : [],
  );
  const bars = marks.flatMap((mark) => (mark.kind === 'line' ? [mark.points] : []));
  expect(letters.length).toBe(2);
  letters.forEach(({ x, y, size, family, weight }, i) => {
    const [left, top, right, level] = bars[i]!;
    expect([right, right! - left!]).toEqual([
      x,
      expect.closeTo(textWidth('x²', size, family, weight), 6),
    ]);
    expect([level, y - top! > size / 2, y - top! < size]).toEqual([top, true, true]);
  });
});
