import { describe, expect, test } from 'vitest';
import { inputErrorOf } from '../../../core/errors.ts';
import type { LessonDocument, Scene } from '../../../core/lessons/document.ts';
import { builtInLessons } from '../../../core/lessons/documents/all.ts';
import { FRESH, sceneIn } from '../../../core/lessons/sceneState.ts';
import { sceneTexts } from '../../../core/lessons/sceneText.ts';
import { lessonPages } from '../../../core/pages/lessonPages.ts';

const notebook = builtInLessons().find(({ id }) => id === 'notebook')!;
const scene = notebook.scenes[3]!;
const [run] = scene.runs;
/** Of the notebook's scene on the mean, with something else in it. */
const changed = (change: Partial<Scene>): Scene => ({ ...scene, ...change });

/** Why a scene cannot be told: a code, or what else was thrown. */
function whyNot(broken: Scene): unknown {
  try {
    sceneTexts(broken, 'en');
    return null;
  } catch (error) {
    return inputErrorOf(error)?.code ?? error;
  }
}

describe('a scene that was written by hand says what is wrong with it', () => {
  test.each([
    [
      'an example that is not there',
      'lesson-tensor',
      changed({ runs: [{ ...run!, tensor: { kind: 'example', id: 'gone' } }] }),
    ],
    [
      'fewer values than its shape holds',
      'lesson-values',
      changed({
        runs: [
          { ...run!, tensor: { kind: 'values', shape: [2, 3], axes: ['N', 'C'], values: [1, 2] } },
        ],
      }),
    ],
    ['a cell beyond the tensor', 'lesson-cell', changed({ pinned: 4000 })],
    [
      'a change beyond the tensor',
      'lesson-cell',
      changed({ runs: [{ ...run!, edits: [[9999, 1]] }] }),
    ],
    [
      'a number of a run that is not there',
      'lesson-run',
      changed({ facts: [{ id: 'q', of: 'mean', run: 3 }] }),
    ],
    ['a name that nothing has', 'lesson-fact', changed({ text: { en: '{nothing}' } })],
  ] as const)('%s', (_, code, broken) => {
    expect(whyNot(broken)).toBe(code);
    // what walks through a lesson goes on over it
    expect(sceneIn(broken, FRESH).title).toEqual(broken.title);
  });
});

test('a text of twenty thousand characters goes on behind its page, and the picture keeps a room', () => {
  const text = { en: 'A very long text about {n} values. '.repeat(560) };
  const long: LessonDocument = { ...notebook, scenes: [changed({ text }), scene] };
  const pages = lessonPages(long, 'en', 'Normscope');
  const words = pages.map(({ marks }) =>
    marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : [])),
  );
  for (const mark of words.flat()) expect(mark.y).toBeLessThanOrEqual(794 - 24);
  const said = words.flat().filter((mark) => mark.text.includes('values'));
  expect(
    said
      .map((mark) => mark.text)
      .join(' ')
      .match(/A very long text/g),
  ).toHaveLength(560);
  // the first page has cubes, the last one is the next scene's
  expect(pages[0]!.marks.some(({ kind }) => kind === 'polygon' || kind === 'rect')).toBe(true);
  expect(words.at(-1).some((mark) => mark.text.endsWith('· 2 / 2'))).toBe(true);
});
