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
  expect(decodeMessage(encodeMessage([NaN, Infinity, -Infinity, -0, 1e-300]))).toEqual([
    NaN,
    Infinity,
    -Infinity,
    -0,
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

/** A message with this header and eight bytes behind it. */
function forged(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  const start = Math.ceil((4 + text.length) / 8) * 8;
  const message = new Uint8Array(start + 8);
  new DataView(message.buffer).setUint32(0, text.length, true);
  message.set(text, 4);
  return message;
}

test.each([
  ['of no known type', '{"$array": "Object", "at": 0, "length": 1}'],
  ['of an inherited type', '{"$array": "constructor", "at": 0, "length": 1}'],
  ['before the first', '{"$array": "Uint8Array", "at": -8, "length": 1}'],
  ['longer than the message', '{"$array": "Uint8Array", "at": 0, "length": 9}'],
  ['of endless length', '{"$array": "Uint8Array", "at": 0, "length": 1e300}'],
  ['without a length', '{"$array": "Uint8Array", "at": 0}'],
])('a header that names an array %s is refused', (_, header) => {
  expect(() => decodeMessage(forged(header))).toThrow(RangeError);
});

test('a header cannot name the same bytes again and again', () => {
  const all = '{"$array": "Uint8Array", "at": 0, "length": 8}';
  expect(decodeMessage(forged(`[${all}]`))).toEqual([new Uint8Array(8)]);
  expect(() => decodeMessage(forged(`[${all}, ${all}]`))).toThrow(RangeError);
  // 5 + 4 bytes of the 8, one of them twice
  const parts =
    '{"$array": "Uint8Array", "at": 0, "length": 5}, {"$array": "Uint8Array", "at": 4, "length": 4}';
  expect(() => decodeMessage(forged(`[${parts}]`))).toThrow(RangeError);
});

test('a header cannot name arrays without bytes without end', () => {
  const none = '{"$array": "Uint8Array", "at": 0, "length": 0}';
  const many = (count: number) => forged(`[${Array(count).fill(none).join(',')}]`);
  expect(decodeMessage(many(1000))).toHaveLength(1000);
  expect(() => decodeMessage(many(65_537))).toThrow(/too many arrays/);
});

test('what cannot be carried is refused when it is sent, not when it is read', () => {
  expect(() => encodeMessage({ x: new BigInt64Array(1) })).toThrow(TypeError);
  expect(() => encodeMessage({ x: new DataView(new ArrayBuffer(1)) })).toThrow(TypeError);
  expect(() => encodeMessage({ options: { $array: 'Uint8Array' } })).toThrow(TypeError);
});

test('values in shared memory are carried as a copy', () => {
  const shared = new Float32Array(new SharedArrayBuffer(8));
  shared.set([1, 2]);
  const read = decodeMessage(encodeMessage({ x: shared })) as { x: Float32Array };
  expect([...read.x]).toEqual([1, 2]);
  expect(read.x.buffer).toBeInstanceOf(ArrayBuffer);
});
