import { expect, test } from 'vitest';
import { KEYS, keyCaps } from '../../../renderer/app/keymap.ts';
import { PRESENT_KEYS } from '../../../renderer/app/presentKeys.ts';
import { LESSON_KEYS } from '../../../renderer/lessons/present/lessonKeys.ts';

test('every key is shown as caps that differ, the plus sign as itself', () => {
  expect(keyCaps('+', false)).toEqual(['+']);
  expect(keyCaps('Mod+Shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  for (const keys of [KEYS, PRESENT_KEYS, LESSON_KEYS].flatMap((all) => Object.values(all).flat()))
    expect(new Set(keyCaps(keys, false)).size).toBe(keyCaps(keys, false).length);
});
