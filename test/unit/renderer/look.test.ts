import { expect, test } from 'vitest';
import { SNAP_VIEWS } from '../../../core/figure/state.ts';
import {
  initialLook,
  lookBetween,
  pooledLook,
  rangedLook,
  resetCamera,
  rotated,
  snapOf,
  snapped,
  zoomedAt,
  keptLook,
} from '../../../renderer/canvas/look.ts';

test('zooming keeps what is under the pointer where it is', () => {
  const before = { ...initialLook(), panX: 30, panY: -12, zoom: 1.5 };
  const after = zoomedAt(before, 2, 100, 40);
  // the stage draws p at zoom·p + pan: the point that was drawn at (100, 40) …
  const px = (100 - before.panX) / before.zoom;
  const py = (40 - before.panY) / before.zoom;
  // … is drawn there again
  expect(px * after.zoom + after.panX).toBeCloseTo(100, 9);
  expect(py * after.zoom + after.panY).toBeCloseTo(40, 9);
});

test('zoom has an end in both directions', () => {
  expect(zoomedAt(initialLook(), 1e9, 0, 0).zoom).toBe(12);
  expect(zoomedAt(initialLook(), 1e-9, 0, 0).zoom).toBe(0.3);
});

test('turning never tips the cubes over', () => {
  expect(rotated(initialLook(), 0, 1e6).pitch).toBe(Math.PI / 2);
  expect(rotated(initialLook(), 0, -1e6).pitch).toBe(-Math.PI / 2);
});

test('a snap view is known again, and resetting keeps colours and gaps', () => {
  const look = { ...initialLook(), explode: 0.9, colour: 'group' as const };
  expect(snapOf(snapped(look, 'top'))).toBe('top');
  expect(snapOf(rotated(look, 5, 5))).toBeNull();
  const reset = resetCamera(snapped(look, 'front'));
  expect(reset).toMatchObject({ ...SNAP_VIEWS.isometric, explode: 0.9, colour: 'group' });
});

test('the pooling of blocks is remembered with the look; the mean goes without saying', () => {
  const look = pooledLook(initialLook(), 'max');
  expect(keptLook.read(JSON.parse(JSON.stringify(look)))).toEqual(look);
  expect(pooledLook(look, 'mean')).toEqual(initialLook());
  expect(keptLook.read({ ...look, pooling: 'median' })).toEqual(initialLook());
  expect(resetCamera(look).pooling).toBe('max');
});

test('on the way from one view to another a look is exactly its ends at 0 and 1, and takes the shorter way round', () => {
  const from = { ...initialLook(), yaw: 3, zoom: 2 };
  const to = { ...initialLook(), yaw: -3, zoom: 1 };
  expect(lookBetween(from, to, 0)).toBe(from);
  expect(lookBetween(from, to, 1)).toBe(to);
  // From 3 to −3 it is 6 backwards, but 2π − 6 forwards: midway is 3 + (π − 3) = π.
  expect(lookBetween(from, to, 0.5).yaw).toBeCloseTo(Math.PI, 12);
  expect(lookBetween(from, to, 0.5).zoom).toBe(1.5);
});

test('a colour range is remembered with the look until it is put back, and a broken one is none', () => {
  const look = rangedLook(initialLook(), { y: 2.5 });
  expect(keptLook.read(JSON.parse(JSON.stringify(look)))).toEqual(look);
  expect(resetCamera(look).range).toEqual({ y: 2.5 });
  expect(rangedLook(look, {})).toEqual(initialLook());
  for (const range of [{ x: 0 }, { x: -1 }, 'wide', { y: null }])
    expect(keptLook.read({ ...initialLook(), range })).toEqual(initialLook());
});
