import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings } from '../../../electron/service/settings.ts';
import { readSession } from '../../../renderer/app/session.ts';

/** As the program wrote it before settings knew presets and axes, and sessions what was added since. */
const file = new URL('../../fixtures/kept/settings-1.json', import.meta.url);

test('settings of the first version open: every choice, and the session with its screens as they were', () => {
  const { session, ...chosen } = readSettings(JSON.parse(readFileSync(file, 'utf8')));
  expect(chosen).toEqual({
    theme: 'dark',
    language: 'ko',
    fontScale: 1.15,
    memoryLimit: 1024,
    axes: [],
    presets: [],
  });
  const nlp = { kind: 'example', id: 'nlp' };
  const { place, explore, compare, training } = readSession(session);
  expect(place).toEqual({ tab: 'lessons', lesson: 'roleSwap' });
  expect(explore).toMatchObject({
    work: {
      tensor: nlp,
      layer: 'BatchNorm1d',
      options: { BatchNorm1d: { eps: Infinity } },
      mode: 'train',
    },
    look: { yaw: -0.62, pitch: 0.52, zoom: 1, explode: 0.5, colour: 'value', fourD: 'separate' },
    cell: { N: 0, C: 2, L: 1 },
    pinned: true,
    step: 4.5,
  });
  expect(compare).toMatchObject({
    tensor: nlp,
    runs: [
      { layer: 'LayerNorm', options: { normalized_shape: [5, 4] }, mode: 'train', layout: null },
      { layer: 'BatchNorm1d', options: {}, mode: 'eval', layout: ['N', 'L', 'C'] },
    ],
    locked: false,
    look: { yaw: 0.25 },
    cell: null,
  });
  expect(training).toMatchObject({
    momentum: null,
    freezeFrom: 10,
    shares: [2, 2, 4],
    channel: 2,
    convention: 'keras',
    step: 17,
  });
});
