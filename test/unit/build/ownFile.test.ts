import { expect, test } from 'vitest';
import { betterIn } from '../../../build/eslint/ownFileRule.mjs';

const file = (lines: number, imports: string[] = [], waitsFor: string[] = []) => ({
  lines,
  imports,
  waitsFor,
});

const SMALL = 'core/a/small.ts';

/** small.ts beside its one importer, with what a case changes. */
const tree = (changed: Readonly<Record<string, ReturnType<typeof file>>> = {}) =>
  new Map(Object.entries({ [SMALL]: file(30), 'core/a/user.ts': file(80, [SMALL]), ...changed }));

test('a short file with one importer beside it and no test of its own joins it', () => {
  expect(betterIn(tree(), new Set(), SMALL)).toBe('core/a/user.ts');
});

test.each([
  ['it has 60 lines', tree({ [SMALL]: file(60) })],
  ['two import it', tree({ 'renderer/b.svelte': file(9, [SMALL]) })],
  ['nobody imports it, as an entry', tree({ 'core/a/user.ts': file(80) })],
  [
    'its importer lies elsewhere',
    tree({ 'core/a/user.ts': file(80), 'core/b.ts': file(9, [SMALL]) }),
  ],
  ['the two are more than 150 lines', tree({ 'core/a/user.ts': file(121, [SMALL]) })],
  ['its importer waits for it', tree({ 'core/a/user.ts': file(80, [SMALL], [SMALL]) })],
  [
    'its importer is a list of such files',
    tree({
      'core/a/user.ts': file(80, [SMALL, ...[...'bcdefgh'].map((name) => `core/a/${name}.ts`)]),
    }),
  ],
])('a file stands by itself where %s', (_, files) => {
  expect(betterIn(files, new Set(), SMALL)).toBeUndefined();
});

test('a file stands by itself where a test imports it, and a component always does', () => {
  expect(betterIn(tree(), new Set([SMALL]), SMALL)).toBeUndefined();
  const files = new Map([
    ['renderer/Small.svelte', file(9)],
    ['renderer/Big.svelte', file(80, ['renderer/Small.svelte'])],
  ]);
  expect(betterIn(files, new Set(), 'renderer/Small.svelte')).toBeUndefined();
});
