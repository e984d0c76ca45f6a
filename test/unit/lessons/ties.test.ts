import { describe, expect, test } from 'vitest';
import { builtInLessons } from '../../../core/lessons/documents/all.ts';
import { LESSONS } from '../../../core/lessons/lessons.ts';
import { outcomesOf, sceneTexts } from '../../../core/lessons/sceneText.ts';
import { isTied, sceneTies } from '../../../core/lessons/ties.ts';
import { toldParts } from '../../../core/lessons/toldParts.ts';

const scenes = builtInLessons().flatMap(({ id, scenes }) =>
  scenes.map((scene) => ({ id: id ?? '', scene })),
);
const told = (lesson: string) => scenes.findLast(({ id }) => id === lesson)!.scene;
const ties = (lesson: string, fact: string) =>
  sceneTies(fact, told(lesson), outcomesOf(told(lesson)));

describe('what a number of a lesson lights', () => {
  test('a value: its one cell, in the run that it is of', () => {
    // x[0, 0, 0] is cell 0; "trained" is y of the third run
    expect(ties('evalStillNormalizes', 'trained')).toEqual([{}, {}, { y: [0] }]);
    expect(ties('evalStillNormalizes', 'x')).toEqual([{ x: [0] }, {}, {}]);
  });

  test('a statistic: all cells that share it', () => {
    // channel 0 of (2, 5, 4): 0 … 3 of sample 0, and 20 more; InstanceNorm1d takes each sample alone
    expect(ties('replicas', 'synced')[0]).toEqual({ x: [0, 1, 2, 3, 20, 21, 22, 23] });
    expect(ties('replicas', 'second')[1]).toEqual({ x: [20, 21, 22, 23] });
  });

  test('a count of NaN: the channel of the one NaN, and its token', () => {
    // x[0, 2, 1]: channel 2 is 8 … 11 and 28 … 31; fed (N, L, C), its token is 5 … 9
    expect(ties('nanBlast', 'batch')[0]).toEqual({ y: [8, 9, 10, 11, 28, 29, 30, 31] });
    expect(ties('nanBlast', 'layer')[1]).toEqual({ y: [5, 6, 7, 8, 9] });
  });

  test('a difference: the one cell where it is largest, in both runs', () => {
    const scene = told('squareTrap');
    const [a, b] = outcomesOf(scene);
    const [left, right] = ties('squareTrap', 'difference');
    if (!a?.ok || !b?.ok) throw new Error('expected both runs');
    // (N, C, L) against (N, L, C) of sizes 2, 4, 4
    const [n, c, l] = [0, 1, 2].map(
      (axis) => Math.floor(left!.y![0]! / [16, 4, 1][axis]!) % [2, 4, 4][axis]!,
    );
    expect(right!.y).toEqual([n! * 16 + l! * 4 + c!]);
    const apart = Math.abs(a.y.data[left!.y![0]!]! - b.y.data[right!.y![0]!]!);
    const all = Array.from(a.y.data, (value, i) => {
      const [ni, ci, li] = [i >> 4, (i >> 2) & 3, i & 3];
      return Math.abs(value - b.y.data[(ni << 4) + (li << 2) + ci]!);
    });
    expect(apart).toBe(Math.max(...all));
  });

  test('no difference: every cell that was compared', () => {
    expect(ties('roleSwap', 'overL')[1]!.y).toHaveLength(40);
    expect(ties('paddingLeak', 'layer')[2]!.y).toHaveLength(20);
  });
});

test.each(['en', 'ko'] as const)(
  'every number in a text of a lesson is tied to cells (%s)',
  (language) => {
    const PLACES = [
      'shape',
      'axes',
      'axes1',
      'N',
      'C',
      'L',
      'H',
      'W',
      'layer',
      'call',
      'reduced',
      'kept',
      'weight',
      'channel',
      'says',
    ];
    for (const { id, scene } of scenes) {
      const { told: parts, text } = sceneTexts(scene, language);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const { about, text: value } of parts)
        if (about !== undefined && !PLACES.includes(about))
          expect([id, value, isTied(sceneTies(about, scene, outcomesOf(scene)))]).toEqual([
            id,
            value,
            true,
          ]);
    }
  },
);

test('each of the short lessons tells a number in both languages', () => {
  for (const { id } of LESSONS)
    for (const language of ['en', 'ko'] as const) {
      const numbers = sceneTexts(told(id), language).told.filter(
        ({ about }) => about !== undefined,
      );
      expect([id, language, numbers.length > 0]).toEqual([id, language, true]);
    }
});

test('a value stands apart from its particle, and a count from none of its words', () => {
  expect(toldParts('x는 {y:이가} 됩니다.', { y: '1.5' }, 'ko')).toEqual([
    { text: 'x는 ' },
    { text: '1.5', about: 'y' },
    { text: '가' },
    { text: ' 됩니다.' },
  ]);
  expect(toldParts('{n:# cell|# cells} of it', { n: 2 }, 'en')).toEqual([
    { text: '2 cells', about: 'n' },
    { text: ' of it' },
  ]);
});
