import { expect, test } from 'vitest';
import { initialLook } from '../../../renderer/state/look.ts';
import { readSession, writeSession } from '../../../renderer/state/session.ts';
import { startWork } from '../../../renderer/state/work.ts';

const session = {
  work: startWork({ kind: 'example', id: 'nlp' }, 'BatchNorm1d'),
  look: initialLook(),
  cell: { N: 0, C: 2, L: 1 },
  pinned: true,
  place: { tab: 'lessons', lesson: 'roleSwap' },
} as const;

test('a session is read as it was written', () => {
  expect(readSession(writeSession(session))).toMatchObject(session);
});

test('a session without a screen, or with one that is gone, begins with the first', () => {
  const text = writeSession(session) ?? '';
  const moved = text.replace('"lessons"', '"nowhere"').replace('roleSwap', 'noLesson');
  expect(readSession(moved)?.place).toEqual({ tab: 'explore', lesson: 'letters' });
});

test('a session with an opened file is not kept: its handle ends with the service', () => {
  const work = startWork({ kind: 'file', handle: 'a1' }, 'LayerNorm');
  expect(writeSession({ ...session, work })).toBeNull();
});

test('a broken or foreign session is no session', () => {
  const text = writeSession(session) ?? '';
  const altered = (change: (value: Record<string, unknown>) => void) => {
    const value = JSON.parse(text) as Record<string, unknown>;
    change(value);
    return JSON.stringify(value);
  };
  for (const broken of [
    null,
    '',
    '{',
    '[]',
    '{}',
    altered((value) => (value.version = 99)),
    altered((value) => (value.cell = { N: 'x' })),
    altered((value) => (value.look = { yaw: null })),
    altered((value) => (value.work = { ...session.work, layer: 'NoSuchNorm' })),
  ])
    expect(readSession(broken), String(broken)).toBeNull();
});
