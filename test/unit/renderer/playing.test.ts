import { beforeAll, describe, expect, test, vi } from 'vitest';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import {
  closeNearest,
  lessonKey,
  turn,
  type Stagehand,
} from '../../../renderer/lessons/present/lessonKeys.ts';
import { Presenting } from '../../../renderer/lessons/present/presenting.svelte.ts';
import { Playing } from '../../../renderer/lessons/playing.svelte.ts';

const notebook = LONG_LESSONS[0]!;

/** No frame ever comes: a way that is begun is not gone. */
beforeAll(() => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});

function handFor(lesson = notebook) {
  const asked: string[] = [];
  const hand: Stagehand = {
    playing: new Playing(() => lesson),
    presenting: new Presenting(),
    openSpeaker: () => asked.push('speaker'),
    fullScreen: () => asked.push('fullScreen'),
  };
  const press = (...keys: readonly string[]) => keys.map((key) => lessonKey(hand, key));
  return { ...hand, hand, asked, press };
}

describe('a clicker’s forward key alone', () => {
  test.each(LONG_LESSONS.map((lesson) => [lesson.id ?? '', lesson] as const))(
    'walks %s from its first scene to its last, and shows every answer before it goes on',
    (_, lesson) => {
      const { hand, playing } = handFor(lesson);
      for (const [i, scene] of lesson.scenes.entries()) {
        expect(playing.at).toBe(i);
        expect(playing.state.revealed).toBe(false);
        if (scene.question) {
          turn(hand, 1);
          expect([playing.at, playing.state.revealed]).toEqual([i, true]);
        }
        turn(hand, 1);
      }
      // the last scene stays
      expect(playing.at).toBe(lesson.scenes.length - 1);
      turn(hand, -1);
      expect(playing.at).toBe(Math.max(0, lesson.scenes.length - 2));
    },
  );
});

test('a number and Enter go to a scene; what is none leaves it', () => {
  const { press, playing, presenting } = handFor();
  press('g', '7', 'Enter');
  expect([playing.at, presenting.goTo]).toEqual([6, null]);
  press('g', 'Enter');
  expect(playing.at).toBe(6);
  press('g', '3', 'Escape');
  expect([playing.at, presenting.goTo]).toEqual([6, null]);
  press('g', '9', '9', 'Enter');
  expect(playing.at).toBe(8);
});

test('the overview is walked with a clicker’s keys, and nothing beneath it hears them', () => {
  const { press, playing, presenting, hand } = handFor();
  expect(press('o', 'PageDown', 'ArrowDown', 'b')).toEqual([true, true, true, true]);
  expect([playing.at, presenting.overview]).toEqual([0, 5]);
  press('Enter');
  expect([playing.at, presenting.overview]).toEqual([5, null]);
  press('o');
  expect(closeNearest(hand.presenting)).toBe(true);
  expect([presenting.overview, playing.at]).toEqual([null, 5]);
  expect(closeNearest(hand.presenting)).toBe(false);
});

test('what was drawn goes with the scene, or with its key', () => {
  const { press, presenting, hand } = handFor();
  press('d');
  expect(presenting.pen).toBe(true);
  presenting.strokes = [[0.1, 0.1, 0.2, 0.2]];
  press('e');
  expect(presenting.strokes).toEqual([]);
  presenting.strokes = [[0.1, 0.1, 0.2, 0.2]];
  turn(hand, 1);
  expect(presenting.strokes).toEqual([]);
  // an answer that is shown is the same scene
  presenting.strokes = [[0.1, 0.1, 0.2, 0.2]];
  turn(hand, 1);
  expect(presenting.strokes).toHaveLength(1);
});

test('speed, ring, first and last, speaker and full screen have their keys; others mean nothing', () => {
  const { press, playing, presenting, asked } = handFor();
  press('+', '+', '+', 'c', 'End');
  expect([playing.speed, presenting.ring, playing.at]).toEqual([4, true, 8]);
  press('-', 'Home', 's', 'f');
  expect([playing.speed, playing.at, asked]).toEqual([2, 0, ['speaker', 'fullScreen']]);
  expect(press('x', 'PageDown')).toEqual([false, false]);
});

test('an answer by a cell or a run is right or wrong, and a right one reveals', () => {
  const { playing } = handFor();
  playing.visit(1);
  playing.click({ run: 0, cell: 0 });
  expect([playing.state.answered, playing.state.revealed]).toEqual(['wrong', false]);
  // x[1, 2, 0]: 20 for the sample, 4 · 2 for the channel
  playing.click({ run: 0, cell: 28 });
  expect([playing.state.answered, playing.state.revealed]).toEqual(['right', true]);
  expect(playing.scene.pinned).toBe(28);
});
