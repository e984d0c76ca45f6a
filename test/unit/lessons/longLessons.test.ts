import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import { factParams, sceneTexts } from '../../../core/lessons/sceneText.ts';

type Numbers = Readonly<Record<string, number | string | readonly string[]>>;
const { lessons } = JSON.parse(
  fs.readFileSync(new URL('../../fixtures/longLessons.json', import.meta.url), 'utf8'),
) as { lessons: Readonly<Record<string, readonly Numbers[]>> };

/** Half a unit of the fourth decimal, and a hair for PyTorch's float32. */
const FOUR_DECIMALS = 5.2e-5;
const read = (text: string) => Number(text.replace('\u2212', '-'));
const close = (a: number, b: number) => Math.abs(a - b) < FOUR_DECIMALS;

const scenes = LONG_LESSONS.flatMap(({ id = '', scenes }) =>
  scenes.map((scene, i) => ({ name: `${id} ${i + 1}`, scene, wanted: lessons[id]?.[i] ?? {} })),
);

describe.each(scenes)('$name', ({ scene, wanted }) => {
  test('computes what PyTorch computed', () => {
    const found = factParams(scene, 'en');
    for (const [key, number] of Object.entries(wanted)) {
      const said = `${found[key] as string | number}`;
      if (typeof number === 'string') expect(said).toBe(number);
      else if (Array.isArray(number)) expect(said.split(', ').sort()).toEqual([...number].sort());
      // an eval layer's stored variance is of no sample that could be unbiased
      else if (scene.runs[0]?.spec.mode === 'eval' && key === 'unbiased') continue;
      else
        expect(
          said === '0 (identical)'
            ? Math.abs(Number(number)) < 1e-6
            : close(read(said), Number(number)),
          `${key}: ${said} for ${String(number)}`,
        ).toBe(true);
    }
  });

  test.each(['en', 'ko'] as const)(
    'says no number that PyTorch did not compute (%s)',
    (language) => {
      const { text, facts } = sceneTexts(scene, language);
      const said = [text, ...facts.map(({ value }) => value)].join(' ');
      // an option's default, and the two shares of a momentum of 0.1
      const numbers =
        said.replace(/1e-5|\b0\.[19]\b(?! *\d)/g, '').match(/[\u2212-]?\d+\.\d{2,}/g) ?? [];
      const known = Object.values(wanted).filter((one) => typeof one === 'number');
      for (const number of numbers)
        expect(
          known.some((one) => close(read(number), one)),
          number,
        ).toBe(true);
    },
  );
});

test('most scenes say numbers, so that there is something to check', () => {
  const saying = scenes.filter(({ scene }) => /\d\.\d{4}/.test(sceneTexts(scene, 'en').text));
  expect(saying.length).toBeGreaterThan(14);
});
