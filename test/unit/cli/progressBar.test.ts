import { expect, test } from 'vitest';
import { progressBar, progressLine } from '../../../electron/cli/progressBar.ts';

const MIB = 2 ** 20;

test('a line says how far the job is, how fast, and how long it takes', () => {
  // 1024 of 4096 MiB: a quarter, 6 of 24 blocks; 1024 MiB in 4 s are 256 MiB/s; the other 3072 MiB take 12 s.
  expect(progressLine('LayerNorm', 1024 * MIB, 4096 * MIB, 4000)).toBe(
    `LayerNorm ${'█'.repeat(6)}${'░'.repeat(18)}  25 %  1.0 GiB of 4.0 GiB  256 MiB/s  12 s left`,
  );
});

test('minutes are written out', () => {
  // 100 of 10,000 MiB in 1 s: 9,900 MiB at 100 MiB/s are 99 s.
  expect(progressLine('X', 100 * MIB, 10_000 * MIB, 1000)).toMatch(/ {2}1 min 39 s left$/);
});

test('a rate is not given before it means something', () => {
  expect(progressLine('X', MIB, 2 * MIB, 100)).toMatch(/50 % {2}1 MiB of 2 MiB$/);
});

test('the bar is drawn on a terminal and wiped away', () => {
  const written: string[] = [];
  const terminal = { isTTY: true, write: (text: string) => written.push(text) };
  const bar = progressBar(terminal, 'X', () => 0);
  bar.show(MIB, 2 * MIB);
  bar.clear();
  expect(written).toEqual([`\r\x1b[2K${progressLine('X', MIB, 2 * MIB, 0)}`, '\r\x1b[2K']);
});

test('nothing is drawn where no terminal is', () => {
  const written: string[] = [];
  const bar = progressBar({ isTTY: false, write: (text: string) => written.push(text) }, 'X');
  bar.show(1, 2);
  bar.clear();
  expect(written).toEqual([]);
});
