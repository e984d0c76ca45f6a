import { expect, test } from 'vitest';
import { lessonFrom, readLesson, writeLesson, type Scene } from '../../../core/lessons/document.ts';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import {
  asking,
  withCellMarked,
  withoutScene,
  withQuestion,
  withScenesAt,
  withSceneMoved,
} from '../../../core/lessons/edit.ts';
import { numberIsRight } from '../../../core/lessons/sceneAnswer.ts';
import { sceneFrom } from '../../../core/lessons/sceneFrom.ts';
import { FRESH, sceneAsSeen } from '../../../core/lessons/sceneState.ts';
import { sceneTexts } from '../../../core/lessons/sceneText.ts';
import { readDraft, writeDraft } from '../../../renderer/lessons/mine/draftText.ts';

const run = {
  name: 'BatchNorm1d',
  tensor: { kind: 'example', id: 'nlp' },
  request: { spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' } },
} as const;
const scene = sceneFrom([run], { pinned: 9, step: 3, view: { yaw: 0.5, colour: 'group' } });
const named = (name: string): Scene => ({ ...scene, title: { en: name } });
const lesson = lessonFrom({ en: 'Means' }, ['a', 'b', 'c'].map(named));
const names = ({ scenes }: typeof lesson) => scenes.map(({ title }) => title?.en).join('');

test('a view becomes a scene that can be read, with numbers computed in both languages', () => {
  const read = readLesson(writeLesson(lessonFrom({}, [scene]))).scenes[0]!;
  expect(read).toMatchObject({ pinned: 9, step: 3, view: { yaw: 0.5, colour: 'group' } });
  // (2, 5, 4): 5 channels, of 2 · 4 values
  expect(sceneTexts(read, 'en').text).toBe(
    'nn.BatchNorm1d(5) averages over N, L: 8 values for each of 5 statistics.',
  );
  expect(sceneTexts(read, 'ko').text).toContain('통계량 5개');
  expect(sceneFrom([run, run], { step: 3 }).step).toBeUndefined();
});

test('scenes are put in, moved and taken out; the last one stays', () => {
  expect(names(withScenesAt(lesson, 1, [named('x'), named('y')]))).toBe('axybc');
  expect(names(withSceneMoved(lesson, 0, 2))).toBe('bca');
  expect(names(withSceneMoved(lesson, 2, 3))).toBe('abc');
  expect(names(withSceneMoved(lesson, 0, -1))).toBe('abc');
  expect(names(withoutScene(lesson, 1))).toBe('ac');
  const single = lessonFrom({}, [scene]);
  expect(withoutScene(single, 0)).toBe(single);
});

test('a question about a number is answered with its tolerance, and leaves no fact behind', () => {
  const asked = asking(scene, { en: 'Which?' }, 'mean', 0.001);
  // the notebook's mean of channel 2
  expect(numberIsRight(asked, '-0.0431')).toBe(true);
  expect(numberIsRight(asked, '−0,0421')).toBe(true);
  expect(numberIsRight(asked, '0.0431')).toBe(false);
  expect(numberIsRight(asking(scene, {}, 'size', 0), '8')).toBe(true);
  const none = withQuestion(asked, 'none');
  expect([none.question, none.facts]).toEqual([undefined, undefined]);
  expect(withQuestion(asked, 'cell').question?.ask).toEqual({ en: 'Which?' });
});

test('cells are marked and unmarked, in order', () => {
  const asked = withQuestion(scene, 'cell');
  const marked = [28, 8, 9, 28].reduce(withCellMarked, asked);
  expect(marked.question?.answer).toEqual({ pick: 'cell', cells: [8, 9] });
  expect(withCellMarked(scene, 3)).toBe(scene);
});

test('a view that was turned is kept in the scene, with its cell and changed values', () => {
  const seen = sceneAsSeen(scene, {
    ...FRESH,
    view: { yaw: 1, panX: 40 },
    pinned: 0,
    edits: new Map([[0, 5]]),
  });
  expect(seen.view).toEqual({ yaw: 1, colour: 'group' });
  expect([seen.pinned, seen.runs[0]?.edits]).toEqual([0, [[0, 5]]]);
  expect(readLesson(writeLesson(lessonFrom({}, [seen]))).scenes).toHaveLength(1);
});

test('a draft is read as it was written, NaN included; one of another version stays unread', () => {
  const edits = [[0, NaN]] as const;
  const spoiled = { ...scene, runs: [{ ...scene.runs[0]!, edits }] };
  const draft = { name: 'means.json', edited: true, lesson: lessonFrom({}, [spoiled]) };
  expect(readDraft(writeDraft(draft))?.lesson.scenes[0]?.runs[0]?.edits).toEqual([[0, NaN]]);
  expect(readDraft(writeDraft(draft))).toMatchObject({ name: 'means.json', edited: true });
  expect(readDraft(writeDraft(draft).replace('"version":1', '"version":2'))).toBeNull();
  expect(readDraft(writeDraft(draft).slice(0, 100))).toBeNull();
  expect(readDraft('null')).toBeNull();
  for (const built of LONG_LESSONS)
    expect(readDraft(writeDraft({ ...draft, lesson: built }))?.lesson.id).toBe(built.id);
});
