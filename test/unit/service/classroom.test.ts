import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { readLesson, writeLesson } from '../../../core/lessons/document.ts';
import { factParams, sceneTexts } from '../../../core/lessons/sceneText.ts';
import { USUAL_PICTURE } from '../../../core/report/picture.ts';
import { lessonOfDocument } from '../../../electron/service/lessonOfDocument.ts';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { LessonDrafts } from '../../../electron/service/lessonDrafts.ts';
import type { SaveRequest } from '../../../electron/service/host.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const [notebook] = LONG_LESSONS;
const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;

test('a tensor of a file comes along with its values, an example by its name, a large one not at all', async () => {
  const file = given.pathOf('own.npy');
  fs.writeFileSync(file, writeNpy(tensor(Float32Array.of(1, 2.5, -3, 4), [2, 2], ['N', 'C'])));
  await given.service.openPaths(given.host, [file]);
  const [opened] = given.host.events.flatMap(([name, value]) => (name === 'opened' ? value : []));
  const example = { kind: 'example', id: 'nlp' } as const;
  expect(await given.answer('lesson.tensors', [opened!.ref, example])).toEqual([
    { kind: 'values', shape: [2, 2], axes: opened!.axes, values: [1, 2.5, -3, 4] },
    example,
  ]);
  const large = given.pathOf('large.npy');
  fs.writeFileSync(large, writeNpy(tensor(new Float32Array(100_001), [100_001], ['C'])));
  await given.service.openPaths(given.host, [large]);
  const last = given.host.events
    .flatMap(([name, value]) => (name === 'opened' ? value : []))
    .at(-1);
  const refused = await given.call('lesson.tensors', [last.ref]);
  expect(refused).toMatchObject({ ok: false, code: 'lesson-large', details: { cells: 100_001 } });
});

test('a lesson is saved where it lies, and elsewhere when asked; a place of no window is asked for anew', async () => {
  const over: [string, SaveRequest][] = [];
  Object.assign(given.host, {
    saveOver: (at: string, file: SaveRequest) => {
      over.push([at, file]);
      return Promise.resolve({ path: at });
    },
  });
  const argument = { lesson: notebook, language: 'en', place: null, as: false };
  const first = await given.answer('lesson.save', argument);
  const name = 'What_does_BatchNorm1d_average.lesson.normscope.json';
  expect(first?.path).toBe(`/chosen/${name}`);
  const again = await given.answer('lesson.save', { ...argument, place: first!.place });
  expect(again).toEqual(first);
  expect(over.map(([at]) => at)).toEqual([`/chosen/${name}`]);
  await given.answer('lesson.save', { ...argument, place: first!.place, as: true });
  await given.answer('lesson.save', { ...argument, place: 'place-99' });
  expect([over.length, given.host.saved.length]).toEqual([1, 3]);
  given.host.cancelled = true;
  expect(await given.answer('lesson.save', argument)).toBeNull();
});

test('a lesson that is opened is told with its name and place; what is broken or newer is told why', async () => {
  const write = (name: string, text: string) => {
    fs.writeFileSync(given.pathOf(name), text);
    return given.pathOf(name);
  };
  const text = writeLesson(notebook!);
  const good = write('good.json', text);
  const files = [
    good,
    write('newer.json', text.replace('"version": 1', '"version": 7')),
    write('cut.json', text.slice(0, 900)),
    write('wrong.json', text.replace('"pinned": 9', '"pinned": "nine"')),
  ];
  await given.service.openPaths(given.host, files);
  const told = given.host.events.flatMap(([name, value]) =>
    name === 'lesson' ? [[value.lesson.id, value.name]] : [],
  );
  expect(told).toEqual([['notebook', good]]);
  const failed = given.host.events.flatMap(([name, value]) => (name === 'failed' ? [value] : []));
  expect(failed.map(({ code }) => code)).toEqual(['lesson-newer', 'lesson-json', 'lesson-broken']);
  expect(failed[2]?.message).toContain('pinned');
  expect(fs.readFileSync(files[1]!, 'utf8')).toContain('"version": 7');
});

test('drafts survive the program, one file each; a window removes only its own', async () => {
  const folder = given.pathOf('drafts');
  const drafts = new LessonDrafts(folder);
  // one after another, whatever the order in which they end
  await Promise.all([drafts.keep(id(1), 'a'), drafts.keep(id(2), 'b'), drafts.keep(id(1), 'c')]);
  expect(await new LessonDrafts(folder).list()).toEqual([
    { id: id(1), text: 'c' },
    { id: id(2), text: 'b' },
  ]);
  await drafts.keep(id(1), null);
  expect((await new LessonDrafts(folder).list()).map((one) => one.id)).toEqual([id(2)]);
  expect(await new LessonDrafts(null).list()).toEqual([]);
});

test('a draft that cannot be written says so', async () => {
  const blocked = path.join(given.folder, 'blocked');
  fs.writeFileSync(blocked, 'a file, no folder');
  await expect(new LessonDrafts(blocked).keep(id(1), 'a')).rejects.toThrow(/blocked/);
});

test('a draft is named by an id, which can be no path', async () => {
  for (const wrong of ['../settings', 'a/b', '', `${id(1)}/..`])
    expect(await given.call('lesson.keep', { id: wrong, text: 'x' })).toMatchObject({
      code: 'badRequest',
    });
  await given.answer('lesson.keep', { id: id(3), text: 'x' });
  expect(await given.answer('lesson.drafts')).toEqual([{ id: id(3), text: 'x' }]);
});

test('questions and results are saved under names that tell them apart', async () => {
  const quiz = { kinds: ['axes'], count: 1, seed: 5, language: 'en' };
  for (const format of ['gift', 'json']) await given.answer('quiz.export', { ...quiz, format });
  expect(given.host.saved.map(({ name, extension }) => [name, extension])).toEqual([
    ['quiz-5.gift.txt', 'txt'],
    ['quiz-5.json', 'json'],
  ]);
});

test('a kept report, comparison or lesson becomes a lesson that can be read; what has no cubes says so', async () => {
  const kept = (name: string) =>
    given.service.openDocument(
      new URL(`../../fixtures/documents/${name}-v1.json`, import.meta.url).pathname,
    );
  const lessonOf = async (name: string) =>
    lessonOfDocument(given.service.tensors, await kept(name), name);
  for (const name of ['report', 'comparison', 'lesson']) {
    const lesson = readLesson(writeLesson(await lessonOf(name)));
    expect(lesson.scenes.length).toBeGreaterThan(0);
    for (const scene of lesson.scenes)
      for (const language of ['en', 'ko'] as const)
        expect(sceneTexts(scene, language).text).not.toMatch(/undefined|[{}]/);
  }
  for (const name of ['training', 'overview'])
    await expect(lessonOf(name)).rejects.toMatchObject({ code: 'lesson-view' });
});

test('a report’s cell is followed in the stored order, whatever the layout that its layer was fed', async () => {
  const request = {
    tensor: { kind: 'example', id: 'nlp' },
    layout: ['N', 'L', 'C'],
    spec: { layer: 'LayerNorm', options: { normalized_shape: [5] }, mode: 'train' },
  } as const;
  // x[0, 1, 2] as (N, L, C) is 1 · 5 + 2 = 7, and as (N, C, L) 2 · 4 + 1 = 9
  const view = { ...INITIAL_VIEW, pinned: 7, step: 3 };
  const document = { kind: 'report', request, view, picture: USUAL_PICTURE } as const;
  const { scenes } = await lessonOfDocument(given.service.tensors, document, 'own');
  expect(scenes[0]).toMatchObject({ pinned: 9, step: 3 });
  // the notebook's token at N 0, L 1, channel 2
  expect(factParams(scenes[0]!, 'en').x).toBe('1.6487');
});
