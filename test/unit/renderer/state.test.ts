import { expect, test } from 'vitest';
import { planLayer } from '../../../core/norm/plan.ts';
import { cellAt, flatOf, middleCell } from '../../../renderer/ui/cell.ts';
import { record, redo, startHistory, undo } from '../../../renderer/ui/history.ts';
import { layoutsFor, shapeInLayout } from '../../../renderer/ui/layouts.ts';
import { newestWins } from '../../../renderer/ui/newestWins.ts';
import { precise } from '../../../renderer/explore/precise.ts';
import {
  effectiveAxes,
  fixedAxes,
  naturalAxes,
  stepSlice,
} from '../../../renderer/explore/slice/slicePlane.ts';
import {
  blocksAround,
  sheetOf,
  visibleRange,
} from '../../../renderer/explore/slice/sliceWindow.ts';
import { codeTokens } from '../../../renderer/explore/codeTokens.ts';
import { withOption, requestOf, startWork } from '../../../renderer/explore/work.ts';

test('changes of one topic undo as one step, others one by one', () => {
  let history = startHistory('a');
  history = record(history, 'b', 'eps');
  history = record(history, 'c', 'eps');
  history = record(history, 'd');
  expect(undo(history).present).toBe('c');
  expect(undo(undo(history)).present).toBe('a');
  expect(redo(undo(undo(history))).present).toBe('c');
});

test('a change after an undo forgets what was undone', () => {
  const history = record(undo(record(startHistory('a'), 'b')), 'c');
  expect(redo(history).present).toBe('c');
  expect(undo(history).present).toBe('a');
});

test('of many arguments that come while a task runs only the newest is run', async () => {
  const ran: number[] = [];
  const settled: [number, boolean][] = [];
  const release: (() => void)[] = [];
  const submit = newestWins<number, number>(
    async (n) => {
      ran.push(n);
      await new Promise<void>((resolve) => release.push(resolve));
      return n;
    },
    { started: () => {}, settled: (n, _, superseded) => settled.push([n, superseded]) },
  );
  for (const n of [1, 2, 3, 4]) submit(n);
  release.shift()?.();
  await new Promise((resolve) => setTimeout(resolve));
  release.shift()?.();
  await new Promise((resolve) => setTimeout(resolve));
  expect(ran).toEqual([1, 4]);
  expect(settled).toEqual([
    [1, true],
    [4, false],
  ]);
});

test('a cell stays the same cell in another layout', () => {
  const cell = middleCell([2, 5, 4], ['N', 'C', 'L']);
  expect(cell).toEqual({ N: 0, C: 2, L: 1 });
  // (N, C, L) = (2, 5, 4): 0·20 + 2·4 + 1 = 9; (N, L, C) = (2, 4, 5): 0·20 + 1·5 + 2 = 7
  expect(flatOf(cell, [2, 5, 4], ['N', 'C', 'L'])).toBe(9);
  expect(flatOf(cell, [2, 4, 5], ['N', 'L', 'C'])).toBe(7);
  expect(cellAt(7, [2, 4, 5], ['N', 'L', 'C'])).toEqual(cell);
});

test('an index outside moves to the nearest edge', () => {
  expect(flatOf({ N: 9, C: -3 }, [2, 5], ['N', 'C'])).toBe(5);
});

test('layouts offer the customary orders, the own first', () => {
  const joined = (axes: string) => layoutsFor([...axes]).map((layout) => layout.join(''));
  expect(joined('NCL')).toEqual(['NCL', 'NLC', 'LNC']);
  expect(joined('NCHW')).toEqual(['NCHW', 'NHWC']);
  expect(joined('NHWC')).toEqual(['NHWC', 'NCHW']);
  expect(layoutsFor(['A0', 'A1'])).toEqual([['A0', 'A1']]);
  expect(shapeInLayout([2, 5, 4], ['N', 'C', 'L'], ['L', 'N', 'C'])).toEqual([4, 2, 5]);
});

const plan = (layer: 'BatchNorm1d' | 'BatchNorm2d' | 'LayerNorm', shape: number[]) =>
  planLayer({ layer, options: {}, mode: 'train' }, shape);

test('a slice shows the axes that are reduced, in the order of the tensor', () => {
  expect(naturalAxes(plan('BatchNorm1d', [2, 5, 4]))).toEqual({ row: 'N', col: 'L' });
  expect(naturalAxes(plan('BatchNorm2d', [2, 3, 5, 5]))).toEqual({ row: 'H', col: 'W' });
  expect(naturalAxes(plan('BatchNorm1d', [2, 5]))).toEqual({ row: 'N', col: 'C' });
});

test('choosing one axis of a slice never shows it twice', () => {
  const nlp = plan('BatchNorm1d', [2, 5, 4]);
  expect(effectiveAxes(nlp, 'L', null)).toEqual({ row: 'L', col: 'N' });
  expect(effectiveAxes(nlp, 'C', null)).toEqual({ row: 'C', col: 'L' });
  expect(effectiveAxes(nlp, 'C', 'C')).toEqual({ row: 'N', col: 'L' });
  expect(effectiveAxes(nlp, 'gone', 'C')).toEqual({ row: 'N', col: 'C' });
  expect(fixedAxes(nlp.axes, { row: 'N', col: 'L' })).toEqual(['C']);
});

test('slices turn over like an odometer', () => {
  const shape = [2, 3, 5, 5];
  const axes = ['N', 'C', 'H', 'W'];
  const turn = (cell: Record<string, number>, by: 1 | -1) =>
    stepSlice(cell, ['N', 'C'], by, shape, axes);
  expect(turn({ N: 0, C: 1, H: 4, W: 4 }, 1)).toEqual({ N: 0, C: 2, H: 4, W: 4 });
  expect(turn({ N: 0, C: 2, H: 4, W: 4 }, 1)).toEqual({ N: 1, C: 0, H: 4, W: 4 });
  expect(turn({ N: 1, C: 2, H: 4, W: 4 }, 1)).toEqual({ N: 0, C: 0, H: 4, W: 4 });
  expect(turn({ N: 0, C: 0, H: 4, W: 4 }, -1)).toEqual({ N: 1, C: 2, H: 4, W: 4 });
});

test('a table draws the rows that can be seen and a few more', () => {
  const sheet = sheetOf(70, 1000);
  expect(sheet).toEqual({ from: 0, to: 1000 });
  expect(visibleRange(sheet, 2800, 280, 28)).toEqual({ from: 99, to: 111 });
  expect(visibleRange(sheet, 0, 280, 28)).toEqual({ from: 0, to: 11 });
  expect(blocksAround({ from: 97, to: 113 }, 1000)).toEqual({ from: 96, to: 128 });
  expect(sheetOf(450_000, 1_000_000)).toEqual({ from: 400_000, to: 600_000 });
});

test('a float32 is written with the digits that it has, and no more', () => {
  expect(precise(Math.fround(0.1), true)).toBe('0.1');
  expect(precise(Math.fround(-1.6487208604812622), true)).toBe('\u22121.6487209');
  expect(Math.fround(Number(precise(Math.fround(Math.PI), true)))).toBe(Math.fround(Math.PI));
  expect(precise(-Infinity, true)).toBe('\u2212∞');
});

test('code is split without losing a character', () => {
  const code = 'import torch  # "x"\nx = torch.randn(2, 5)\nf("#", eps=1e-05)';
  expect(
    codeTokens(code)
      .map((token) => token.text)
      .join(''),
  ).toBe(code);
  expect(codeTokens(code).filter((token) => token.kind === 'comment').length).toBe(1);
});

test('a request names only what differs from the defaults', () => {
  const work = startWork({ kind: 'example', id: 'nlp' }, 'BatchNorm1d');
  expect(requestOf(work).spec.options).toEqual({});
  const changed = withOption(work, 'eps', 0.5);
  expect(requestOf(changed).spec.options).toEqual({ eps: 0.5 });
  expect(requestOf(withOption(changed, 'eps', undefined))).toEqual(requestOf(work));
});
