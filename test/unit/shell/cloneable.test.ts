import { expect, test } from 'vitest';
import { cloneable } from '../../../electron/main/cloneable.ts';

test('a typed array over shared memory is copied into memory of its own', () => {
  const shared = new Float32Array(new SharedArrayBuffer(12));
  shared.set([1.5, -2, 3]);
  const reply = { ok: true, value: { x: { data: shared, shape: [3] }, statistics: null } };
  const copy = cloneable(reply);
  expect(copy.value.x.data.buffer).toBeInstanceOf(ArrayBuffer);
  expect(copy.value.x.data).toEqual(new Float32Array([1.5, -2, 3]));
  expect(copy.value.statistics).toBeNull();
  expect(copy.value.x.shape).toEqual([3]);
  expect(() => structuredClone(copy)).not.toThrow();
});

test('a part of a buffer is carried without the rest, and a whole one is not copied', () => {
  const whole = new Float64Array([1, 2, 3, 4]);
  expect(cloneable(whole)).toBe(whole);
  const part = cloneable(whole.subarray(1, 3));
  expect(part).toEqual(new Float64Array([2, 3]));
  expect(part.buffer.byteLength).toBe(16);
});

test('lists of objects are looked through, and other values pass as they are', () => {
  const shared = new Float64Array(new SharedArrayBuffer(8));
  const [first] = cloneable([{ values: shared }, { values: shared }]);
  expect(first?.values.buffer).toBeInstanceOf(ArrayBuffer);
  for (const value of [undefined, null, 'text', 1, true, [1, Number.NaN]])
    expect(cloneable(value)).toBe(value);
});
