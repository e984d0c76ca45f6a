import { expect, test } from 'vitest';
import { beginning } from '../../../renderer/explore/beginning.ts';
import type { TensorInfo } from '../../../renderer/ui/host.ts';
import { initialLook } from '../../../renderer/canvas/look.ts';
import { readSession, writeSession, type Session } from '../../../renderer/app/session.ts';
import { startWork, suits } from '../../../renderer/explore/work.ts';

const nlp = { kind: 'example', id: 'nlp' } as const;
const session: Session = {
  place: { tab: 'lessons', lesson: 'roleSwap' },
  explore: {
    work: { ...startWork(nlp, 'BatchNorm1d'), options: { BatchNorm1d: { eps: Infinity } } },
    look: initialLook(),
    cell: { N: 0, C: 2, L: 1 },
    pinned: true,
    step: 4.5,
  },
  compare: {
    tensor: nlp,
    runs: [
      { layer: 'LayerNorm', options: { normalized_shape: [5, 4] }, mode: 'train', layout: null },
      { layer: 'BatchNorm1d', options: {}, mode: 'eval', layout: ['N', 'L', 'C'] },
    ],
    locked: false,
    look: { ...initialLook(), yaw: 0.25 },
    cell: null,
  },
  training: {
    momentum: null,
    freezeFrom: 10,
    layer: 'GhostBatchNorm',
    shares: [2, 2, 4],
    channel: 2,
    convention: 'keras',
    step: 17,
  },
};
const NEW: Session = {
  place: { tab: 'overview', lesson: 'letters' },
  explore: null,
  compare: null,
  training: null,
};

type Anything = Record<string, never>;

/** The session with one entry replaced, named by its path. */
function altered(path: string, entry: unknown): Session {
  const value = JSON.parse(writeSession(session)) as Anything;
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce((at, name) => at[name] as unknown as Anything, value);
  (holder as Record<string, unknown>)[last] = entry;
  return readSession(JSON.stringify(value));
}

test('a session is read as it was written', () => {
  expect(readSession(writeSession(session))).toEqual(session);
  expect(readSession(writeSession(NEW))).toEqual(NEW);
});

test('without a session, or with one that is broken or foreign, everything begins anew', () => {
  for (const text of [null, '', '{', '[]', '{}', 'null', '"x"', '{"version":2,"explore":7}'])
    expect(readSession(text), String(text)).toEqual(NEW);
  expect(altered('version', 99)).toEqual(NEW);
});

test('a screen that is gone gives way to the first, a lesson that is gone to the first lesson', () => {
  expect(altered('place.tab', 'nowhere').place).toEqual({ tab: 'overview', lesson: 'roleSwap' });
  expect(altered('place.lesson', 'noLesson').place.lesson).toBe('letters');
});

test.each([
  ['explore.cell', { N: 'x' }],
  ['explore.look', { yaw: null }],
  ['explore.look.zoom', 'large'],
  ['explore.pinned', 1],
  ['explore.work.layer', 'NoSuchNorm'],
  ['explore.work.tensor', { kind: 'file', handle: 'a1' }],
  ['explore.work.layout', ['N', 7]],
  ['explore.work.edits', [[-1, 0]]],
  ['explore.work.options', { BatchNorm1d: 7 }],
  ['explore.work.options', { BatchNorm1d: { eps: {} } }],
  ['explore.work.state', { weight: ['one'] }],
])('a broken %s begins Explore anew, and nothing else', (path, entry) => {
  expect(altered(path, entry)).toEqual({ ...session, explore: null });
});

test.each([
  ['compare.runs', []],
  ['compare.runs', Array.from({ length: 7 }, () => session.compare?.runs[0])],
  ['compare.runs.1.layer', 'NoSuchNorm'],
  ['compare.runs.0.options', [1]],
  ['compare.tensor', { kind: 'file', handle: 'a1' }],
  ['compare.locked', 'yes'],
  ['compare.look.colour', 'red'],
  ['compare.cell', { C: 0.5 }],
])('a broken %s begins Compare anew, and nothing else', (path, entry) => {
  expect(altered(path, entry)).toEqual({ ...session, compare: null });
});

test.each([
  ['step', 30, 0],
  ['step', -1, 0],
  ['freezeFrom', 1.5, null],
  ['layer', 'LayerNorm', 'BatchNorm1d'],
  ['momentum', 2, 0.1],
  ['momentum', 'NaN', 0.1],
  ['channel', 3, 0],
  ['convention', 'jax', 'pytorch'],
  ['shares', [8], [2, 6]],
])('a training whose %s is %j begins with %j there', (name, entry, first) => {
  expect(altered(`training.${name}`, entry).training).toEqual({
    ...session.training,
    [name]: first,
  });
});

test('an option that is a choice is remembered as it was, and options of a layer that is gone are left out', () => {
  const options = { Custom: { axes: [1], norm: 'l2' }, BatchNorm1d: { eps: 0.5 } };
  const kept = altered('explore.work.options', { ...options, NoSuchNorm: { eps: 1 } });
  expect(kept.explore?.work.options).toEqual(options);
});

test('a moment beyond the stage is the finished result; a camera out of reach comes back', () => {
  expect(altered('explore.step', 11).explore?.step).toBeNull();
  expect(altered('explore.step', '3').explore?.step).toBeNull();
  expect(altered('explore.look.zoom', 1e9).explore?.look.zoom).toBe(12);
  expect(altered('explore.look.pitch', -9).explore?.look.pitch).toBe(-Math.PI / 2);
});

test('remembered work suits a tensor that has its axes and its changed cells', () => {
  const input = { shape: [2, 5, 4], axes: ['N', 'C', 'L'] };
  const work = startWork(nlp, 'BatchNorm1d');
  expect(suits({ ...work, layout: ['N', 'L', 'C'], edits: [[39, 1]] }, input)).toBe(true);
  expect(suits({ ...work, layout: ['N', 'L'] }, input)).toBe(false);
  expect(suits({ ...work, layout: ['N', 'L', 'L'] }, input)).toBe(false);
  // 2 · 5 · 4 = 40 cells, the last is 39
  expect(suits({ ...work, edits: [[40, 1]] }, input)).toBe(false);
});

test('Explore begins with what was kept where its tensor is there and as it was, else with the first', () => {
  const info: TensorInfo = {
    ref: nlp,
    name: 'NLP example',
    source: 'script',
    shape: [2, 5, 4],
    axes: ['N', 'C', 'L'],
    axisLabels: {},
    dtype: 'float32',
    script: '',
    defaultLayer: 'BatchNorm1d',
    bytes: 160,
  };
  const other = { ...info, ref: { kind: 'example', id: 'image' } } as const;
  const kept = session.explore!;
  expect(beginning([other, info], kept)).toEqual(kept);
  const anew = { work: startWork(nlp, 'BatchNorm1d'), look: initialLook(), pinned: false };
  expect(beginning([info, other], null)).toMatchObject(anew);
  const changed = { ...kept, work: { ...kept.work, layout: ['N', 'H', 'W'] } };
  expect(beginning([info, other], changed)).toMatchObject(anew);
  expect(beginning([other], kept).work.tensor).toEqual(other.ref);
  expect(() => beginning([], kept)).toThrow(RangeError);
});
