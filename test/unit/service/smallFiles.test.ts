import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  utimesSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FileHandles } from '../../../electron/service/fileHandles.ts';
import { LessonDrafts } from '../../../electron/service/lessonDrafts.ts';
import { mimeType } from '../../../electron/service/mimeTypes.ts';
import { readPreset } from '../../../electron/service/presetFile.ts';
import { readSmallFile } from '../../../electron/service/readSmallFile.ts';
import { identityOf, targetOf } from '../../../electron/service/target.ts';
import { isGone, MAKER, sweep, temporaryFor } from '../../../electron/service/temporaries.ts';
import { FakeHost } from './fakeHost.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-small-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text?: string) => {
  const at = path.join(folder, name);
  if (text !== undefined) writeFileSync(at, text);
  return at;
};

test('a small file is read up to its limit; a larger one, a folder and what is missing are none', async () => {
  expect(await readSmallFile(file('a.txt', '길이'), 6)).toBe('길이');
  expect(await readSmallFile(file('a.txt'), 5)).toBeNull();
  expect(await readSmallFile(folder, 2 ** 20)).toBeNull();
  expect(await readSmallFile(file('missing'), 9)).toBeNull();
});

test('a preset is read, and refused with the name of its file and what is wrong', async () => {
  const refused = (text: string | null, known?: string[]) => {
    const at = file(text === null ? 'missing' : 'p.json', text ?? undefined);
    return readPreset(at, 'my preset', known).then(
      () => null,
      ({ code, message, details }: Error & { code: string; details: unknown }) => ({
        code,
        message,
        details,
      }),
    );
  };
  const a4 = { schema: 'normscope-preset', schemaVersion: 1, size: 'a4' };
  expect(await readPreset(file('p.json', JSON.stringify(a4)), 'p')).toEqual(a4);
  expect(await refused(null)).toEqual({
    code: 'badPreset',
    message: 'my preset: expected a file that can be read.',
    details: { file: 'my preset', reason: 'expected a file that can be read.' },
  });
  expect((await refused(null, ['a4', 'square']))?.message).toBe(
    'my preset: expected a file that can be read, or one of a4, square.',
  );
  expect((await refused('{"schemaVersion": 2}'))?.message).toBe(
    'my preset: a newer version of Normscope made this preset: expected schemaVersion 1, got 2. Open it with a current Normscope.',
  );
  expect((await refused('{'))?.code).toBe('badPreset');
  expect((await refused('[]'))?.message).toMatch(/^my preset: preset: expected/);
});

test('drafts are kept a file each, in the order of their names; other files are none', async () => {
  rmSync(path.join(folder, 'drafts'), { recursive: true, force: true });
  for (const drafts of [new LessonDrafts(path.join(folder, 'drafts')), new LessonDrafts(null)]) {
    expect(await drafts.list()).toEqual([]);
    await Promise.all([drafts.keep('b', '2'), drafts.keep('a', '1'), drafts.keep('c', '3')]);
    await drafts.keep('c', null);
    await drafts.keep('never', null);
    expect([...(await drafts.list())].sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual([
      { id: 'a', text: '1' },
      { id: 'b', text: '2' },
    ]);
  }
  file('drafts/notes.txt', 'no draft');
  mkdirSync(path.join(folder, 'drafts/z.draft.json'), { recursive: true });
  const again = new LessonDrafts(path.join(folder, 'drafts'));
  expect((await again.list()).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a draft that cannot be written says so, and the next one is written all the same', async () => {
  const drafts = new LessonDrafts(file('plain', 'a file where a folder should be'));
  await expect(drafts.keep('a', '1')).rejects.toMatchObject({ code: 'unwritable' });
  await drafts.idle();
  expect(await drafts.list()).toEqual([]);
});

test('two paths are the same file where links lead to one, and be it nothing yet', async () => {
  const real = file('real', 'x');
  for (const name of ['link', 'dangling', 'round']) rmSync(file(name), { force: true });
  symlinkSync(real, file('link'));
  symlinkSync(file('to come'), file('dangling'));
  symlinkSync(file('round'), file('round'));
  expect(await identityOf(file('link'))).toBe(await identityOf(real));
  expect(await identityOf(file('a.txt'))).not.toBe(await identityOf(real));
  expect(await identityOf(file('dangling'))).toBe(await identityOf(file('to come')));
  expect(await identityOf(file('Dangling'))).not.toBe(await identityOf(file('dangling')));
  expect((await targetOf(file('dangling'))).present).toBeNull();
  expect((await targetOf(file('link'))).present?.size).toBe(1);
  await expect(targetOf(file('round'))).rejects.toMatchObject({ code: 'ELOOP' });
});

test('what this process left before it began, and what one that is gone left, is swept; nothing else', async () => {
  const own = temporaryFor(file('x.npy'));
  expect(path.dirname(own)).toBe(folder);
  expect(path.basename(own)).toMatch(new RegExp(`^\\.normscope-${MAKER}-[0-9a-f]{12}\\.tmp$`));
  expect(temporaryFor(file('x.npy'))).not.toBe(own);
  writeFileSync(own, '');
  expect(await isGone(process.pid, own)).toBe(false);
  expect(await isGone(process.pid, file('missing'))).toBe(false);
  // process 2³⁰ does not exist
  const gone = own.replace(MAKER, MAKER.replace(/\d+$/, String(2 ** 30)));
  const elsewhere = gone.replace(MAKER.split('-')[0]!, 'ffffffff');
  for (const at of [gone, elsewhere, `${gone}x`]) writeFileSync(at, '');
  await sweep(folder);
  expect([own, gone, elsewhere, `${gone}x`].map((at) => existsSync(at))).toEqual([
    true,
    false,
    true,
    true,
  ]);
  utimesSync(own, 1, 1);
  expect(await isGone(process.pid, own)).toBe(true);
  await sweep(folder);
  expect(existsSync(own)).toBe(false);
  await sweep(path.join(folder, 'missing'));
});

test('a file is at hand for its own window, until it is removed, dropped or its window goes', async () => {
  const handles = new FileHandles();
  const read: string[][] = [];
  const [one, other] = [new FakeHost(), new FakeHost()];
  Object.assign(one, { filesRead: (paths: string[]) => Promise.resolve(read.push(paths)) });
  const more = [{ path: '/b', name: 'b' }];
  const [a, c, d] = [
    handles.add(one, '/a', 'a', more),
    handles.add(other, '/c', 'c'),
    handles.add(one, '/d', 'd'),
  ];
  expect(a).toMatch(/^[0-9a-f]{32}$/);
  expect(handles.get(one, a)).toEqual({ host: one, path: '/a', name: 'a', more });
  for (const ask of [() => handles.get(other, a), () => handles.get(one, 'x')])
    expect(ask).toThrow('This file is no longer at hand. Open it again.');
  expect(['/a', '/b', '/c'].map((at) => handles.has(one, at))).toEqual([true, true, false]);
  expect([a, c, 'x'].map((handle) => handles.isOf(one, handle))).toEqual([true, false, false]);
  await handles.drop(a);
  await handles.drop('x');
  expect(read).toEqual([['/a', '/b']]);
  expect(handles.has(one, '/a')).toBe(false);
  const e = handles.add(one, '/e', 'e');
  handles.remove(e);
  expect([handles.isOf(one, d), handles.isOf(one, e)]).toEqual([true, false]);
  handles.forget(one);
  expect([handles.isOf(one, d), handles.isOf(other, c)]).toEqual([false, true]);
});

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['A/B.JS', 'text/javascript; charset=utf-8'],
  ['a.css', 'text/css; charset=utf-8'],
  ['a.json', 'application/json; charset=utf-8'],
  ['a.txt', 'text/plain; charset=utf-8'],
  ['a.svg', 'image/svg+xml'],
  ['a.png', 'image/png'],
  ['a.ico', 'image/x-icon'],
  ['a.woff2', 'font/woff2'],
  ['a.woff', 'font/woff'],
  ['a.ttf', 'font/ttf'],
  ['a.otf', 'font/otf'],
  ['a.wasm', 'application/wasm'],
  ['a.exe', undefined],
  ['html', undefined],
])('%s is served as %s', (name, type) => {
  expect(mimeType(name)).toBe(type);
});
