import { expect, test } from 'vitest';
import {
  project,
  projectedSize,
  projection,
  turningSize,
  visibleFaces,
} from '../../../core/figure/projection.ts';
import { SNAP_VIEWS } from '../../../core/figure/state.ts';

const at = (view: { yaw: number; pitch: number }) => projection(view, 10, [100, 200]);

function expectPoint(actual: readonly [number, number], expected: readonly [number, number]): void {
  expect(actual[0]).toBeCloseTo(expected[0], 9);
  expect(actual[1]).toBeCloseTo(expected[1], 9);
}

test('from the front, x points right, y down and z away', () => {
  const p = at(SNAP_VIEWS.front);
  expectPoint(project(p, [1, 0, 0]), [110, 200]);
  expectPoint(project(p, [0, 1, 0]), [100, 210]);
  expectPoint(project(p, [0, 0, 1]), [100, 200]);
  expect(visibleFaces(p)).toEqual([{ axis: 2, max: false }]);
});

test('from the top, z points up on the page and only the upper side is seen', () => {
  const p = at(SNAP_VIEWS.top);
  expectPoint(project(p, [1, 0, 0]), [110, 200]);
  expectPoint(project(p, [0, 0, 1]), [100, 190]);
  expect(visibleFaces(p)).toEqual([{ axis: 1, max: false }]);
});

test('from the side, z points right and the last x faces the viewer', () => {
  const p = at(SNAP_VIEWS.side);
  expectPoint(project(p, [0, 0, 1]), [110, 200]);
  expect(visibleFaces(p)).toEqual([{ axis: 0, max: true }]);
});

test('the isometric view shows top, front and right side', () => {
  expect(visibleFaces(at(SNAP_VIEWS.isometric))).toEqual([
    { axis: 0, max: true },
    { axis: 1, max: false },
    { axis: 2, max: false },
  ]);
});

test('a turned unit square is as wide as its cosine and sine together', () => {
  // yaw 30°: 1·cos 30° + 1·sin 30° = 0.8660 + 0.5; seen from the front its height is 1.
  const [width, height] = projectedSize({ yaw: Math.PI / 6, pitch: 0 }, [1, 1, 1]);
  expect(width).toBeCloseTo(1.3660254, 6);
  expect(height).toBeCloseTo(1, 9);
});

test('the room for turning holds the box at every yaw and every pitch up to the given one', () => {
  const box = [4, 9, 2] as const;
  const [width, height] = turningSize(box, [0.52]);
  for (let yaw = 0; yaw < 6.3; yaw += 0.1)
    for (let pitch = -0.5; pitch <= 0.5; pitch += 0.1) {
      const [w, h] = projectedSize({ yaw, pitch }, box);
      expect(w).toBeLessThanOrEqual(width + 1e-9);
      expect(h).toBeLessThanOrEqual(height + 0.12);
    }
});
