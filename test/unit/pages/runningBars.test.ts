import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Mark } from '../../../core/figure/marks.ts';
import { THEMES } from '../../../core/figure/theme.ts';
import { lesson } from '../../../core/lessons/lessons.ts';
import { documentOf } from '../../../core/lessons/ofLesson.ts';
import { runningBars, runningScales } from '../../../core/pages/runningBars.ts';
import { sceneFigure } from '../../../core/pages/sceneFigure.ts';

/** What PyTorch's layers remember, by lesson and run. */
const { running } = JSON.parse(
  fs.readFileSync(new URL('../../fixtures/lessons.json', import.meta.url), 'utf8'),
) as { running: Record<string, readonly { mean: number[]; var: number[] }[]> };

const LOOK = { language: 'en', theme: 'light', revealed: true } as const;
const texts = (marks: readonly Mark[]) =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

describe.each(['runningVariance', 'evalStillNormalizes', 'kerasMomentum', 'freezing'] as const)(
  'running statistics of %s',
  (id) => {
    const [scene] = documentOf(lesson(id)).scenes;

    test.each([
      [1280, 520],
      [390, 1260],
    ])('stand beside the cubes with PyTorch’s numbers (%i × %i)', (width, height) => {
      const { figure, boxes } = sceneFigure(scene!, { ...LOOK, width, height });
      const found = texts(figure.marks);
      expect(found.filter((text) => text === 'running_var')).toHaveLength(running[id]!.length);
      const numbers = found.map((text) => Number(text.replace('\u2212', '-')));
      for (const value of running[id]!.flatMap((run) => [...run.mean, ...run.var]))
        expect(
          // half a unit of the fourth decimal, and a hair for float32
          numbers.some((number) => Math.abs(number - value) < 5.2e-5),
          String(value),
        ).toBe(true);
      for (const mark of figure.marks)
        if (mark.kind === 'rect')
          expect(
            boxes.some((box) => mark.x >= box.x && mark.x + mark.width <= box.x + box.width),
          ).toBe(true);
    });

    test('are not told before the class has answered', () => {
      const { figure } = sceneFigure(scene!, {
        ...LOOK,
        width: 1280,
        height: 520,
        revealed: false,
      });
      expect(texts(figure.marks)).not.toContain('running_mean');
    });
  },
);

describe('bars', () => {
  const stored = (mean: number[], variance: number[]) => ({
    mean: Float64Array.from(mean),
    var: Float64Array.from(variance),
    numBatchesTracked: 1,
  });
  const BOX = { x: 10, y: 20, width: 400, height: 300 };

  test('lie on one scale that holds 0', () => {
    const [mean] = runningScales(stored([0, 0], [1, 1]), stored([-1, 3], [1, 1]));
    // from −1 to 3: 0 lies at a quarter
    expect([-1, 0, 3].map((value) => mean!.at(value))).toEqual([0, 0.25, 1]);
  });

  test('of values that are no numbers stay on the scale', () => {
    const [mean] = runningScales(stored([0], [1]), stored([NaN], [Infinity]));
    expect(mean!.at(NaN)).toBe(0);
    expect(mean!.at(Infinity)).toBe(1);
  });

  test('of more channels than there is room for say how many are left out', () => {
    const many = Array.from({ length: 64 }, (_, i) => i);
    const scales = runningScales(stored(many, many), stored(many, many));
    const { marks, rest } = runningBars(scales, BOX, THEMES.light, 'en');
    const left = texts(marks).find((text) => text.startsWith('…'));
    const shown = texts(marks).filter((text) => /^C \d+$/.test(text)).length / 2;
    expect(left).toBe(`… + ${64 - shown}`);
    expect(rest.height).toBeGreaterThan(150);
    for (const mark of marks)
      if (mark.kind === 'rect')
        expect(mark.y + mark.height).toBeLessThanOrEqual(BOX.y + BOX.height);
  });

  test('of a layer that remembers nothing leave the whole room to the cubes', () => {
    expect(runningBars(runningScales(null, null), BOX, THEMES.light, 'en').rest).toEqual(BOX);
  });
});
