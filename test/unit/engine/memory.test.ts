import { expect, test } from 'vitest';
import { OutOfMemory, TensorMemory } from '../../../electron/workers/engine/memory.ts';

test('blocks are 64-byte aligned, apart from each other, and never at address 0', () => {
  const memory = new TensorMemory();
  const blocks = [1, 64, 65, 1000, 200_000].map((bytes) => ({ bytes, at: memory.allocate(bytes) }));
  blocks.forEach(({ at, bytes }, i) => {
    expect(at).toBeGreaterThan(0);
    expect(at % 64).toBe(0);
    const next = blocks[i + 1];
    if (next) expect(next.at).toBeGreaterThanOrEqual(at + bytes);
  });
});

test('the memory grows as it is needed', () => {
  const memory = new TensorMemory();
  const before = memory.memory.buffer.byteLength;
  const { data } = memory.newFloat32(1 << 20);
  expect(memory.memory.buffer.byteLength).toBeGreaterThan(before);
  data.fill(1);
  expect(data.length).toBe(1 << 20);
});

test('a released block is used again', () => {
  const memory = new TensorMemory();
  const first = memory.allocate(1000);
  memory.allocate(1000);
  memory.release(first);
  expect(memory.allocate(900)).toBe(first);
});

test('released neighbours join, in whatever order they are released', () => {
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [0, 2, 1],
    [1, 0, 2],
  ]) {
    const memory = new TensorMemory();
    const blocks = [1024, 1024, 1024].map((bytes) => memory.allocate(bytes));
    const last = memory.allocate(64);
    for (const i of order) memory.release(blocks[i]!);
    expect(memory.allocate(3072)).toBe(blocks[0]);
    expect(memory.usedBytes).toBe(3072 + 64);
    memory.release(last);
  }
});

test('what is released at the end is free for a larger block', () => {
  const memory = new TensorMemory();
  const first = memory.allocate(1024);
  const second = memory.allocate(1024);
  memory.release(first);
  memory.release(second);
  expect(memory.allocate(1 << 20)).toBe(first);
});

test('a limit is kept, and the message says what to do', () => {
  const memory = new TensorMemory(1 << 20);
  memory.allocate(1 << 19);
  expect(() => memory.allocate(1 << 20)).toThrow(OutOfMemory);
  expect(() => memory.allocate(1 << 20)).toThrow(/limit is 1048576 bytes.*stream/);
  memory.allocate(1 << 10);
});

test('without address space for a memory, and without pages for it to grow, memory is full', () => {
  const { Memory } = WebAssembly;
  const refuse = function () {
    throw new RangeError('could not allocate memory');
  };
  try {
    WebAssembly.Memory = refuse as unknown as typeof Memory;
    expect(() => new TensorMemory()).toThrow(OutOfMemory);
  } finally {
    WebAssembly.Memory = Memory;
  }
  const memory = new TensorMemory();
  memory.memory.grow = refuse;
  expect(() => memory.allocate(1 << 22)).toThrow(OutOfMemory);
  memory.allocate(1 << 10);
});

test('releasing twice is an error', () => {
  const memory = new TensorMemory();
  const at = memory.allocate(64);
  memory.release(at);
  expect(() => memory.release(at)).toThrow(RangeError);
});

test('an array is found only in the memory in which it lies', () => {
  const memory = new TensorMemory();
  const { data } = memory.newFloat32(16);
  expect(memory.addressOf(data)).toBe(data.byteOffset);
  expect(memory.addressOf(new Float32Array(16))).toBeNull();
});

test('an array stays in its memory when the memory grows', () => {
  const memory = new TensorMemory();
  const { data } = memory.newFloat32(16);
  memory.newFloat32(1 << 22);
  expect(memory.addressOf(data)).toBe(data.byteOffset);
});

test('an array that is written while another is read does not share the lower address bits with it', () => {
  const memory = new TensorMemory();
  const x = memory.newFloat32(3 << 20);
  const outputs = [1, 2, 3].map(() => memory.newFloat32(3 << 20, x.data));
  for (const { data } of outputs) expect((data.byteOffset - x.data.byteOffset) & 4095).toBe(1024);
  for (const { release } of [x, ...outputs]) release();
  expect(memory.usedBytes).toBe(0);
});
