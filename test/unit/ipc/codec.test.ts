import { expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../core/io/codec.ts';

test('plain data and typed arrays survive a message, wherever they stand', () => {
  const value = {
    name: '정규화 μσ²',
    list: [1, null, true, { y: Float32Array.of(1.5, -2) }],
    mean: Float64Array.of(Math.PI, NaN),
    cells: Int32Array.of(-1, 7),
    png: Uint8Array.of(1, 2, 3),
  };
  expect(decodeMessage(encodeMessage(value))).toEqual(value);
});

test('numbers that JSON does not know survive', () => {
  expect(decodeMessage(encodeMessage([NaN, Infinity, -Infinity, 1e-300]))).toEqual([
    NaN,
    Infinity,
    -Infinity,
    1e-300,
  ]);
});

test('a part of a larger array carries only its own values', () => {
  const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(decodeMessage(encodeMessage(part))).toEqual(Float32Array.of(2, 3));
});

test('a message that is cut off is refused', () => {
  const message = encodeMessage({ x: new Float32Array(100) });
  expect(() => decodeMessage(message.subarray(0, message.length - 8))).toThrow(RangeError);
  expect(() => decodeMessage(message.subarray(0, 10))).toThrow();
  expect(() => decodeMessage(new Uint8Array(0))).toThrow();
});
