import { describe, expect, test } from 'vitest';
import { besideOf } from '../../../core/figure/besideMarks.ts';
import { besideCell, besideTensors, cellBeside } from '../../../core/figure/besideTensors.ts';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import type { Mark } from '../../../core/figure/marks.ts';
import { formatCell } from '../../../core/figure/formatCell.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { stageFigure } from '../../../core/figure/stage.ts';
import { fits } from '../../../core/norm/fits.ts';
import { groupOf } from '../../../core/norm/groups.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { NormResult } from '../../../core/norm/spec.ts';
import { STATION_TIMES } from '../../../core/station/station.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { inputOf } from '../conformance/runs.ts';

const INPUTS = [inputOf([2, 3, 6]), inputOf([2, 4, 3, 3])];

function tensorsOf({ plan, inputs = {}, weight, bias }: NormResult) {
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [name, { shape, values: data }]),
  );
  return besideTensors(plan, { inputs: given, weight, bias }, (id) => `the ${id}`);
}

function figureOf(result: NormResult, x: Tensor, pinned: number | null) {
  return cubeFigure({
    width: 900,
    height: 560,
    plan: result.plan,
    x: wholeTensor(x),
    y: wholeTensor(result.output),
    view: { ...INITIAL_VIEW, pinned },
    labels: { x: 'x', y: 'y', axisNames: {} },
    gizmo: false,
    beside: besideOf(tensorsOf(result)),
  });
}

const cellsOf = (marks: readonly Mark[], cube: string) =>
  new Set(
    marks.flatMap((mark) =>
      mark.kind === 'polygon' && mark.cell?.cube === cube ? [mark.cell.flat] : [],
    ),
  );

describe.each(LAYERS.map((row) => [row.name, row] as const))('%s', (name, row) => {
  const runs = INPUTS.filter(({ shape }) => !fits(row, shape)).map((x) => ({
    x,
    result: normalize({ layer: name, options: {}, mode: 'train' }, x),
  }));

  test('whatever it takes beside x stands in the picture, with its name and its cells', () => {
    for (const { x, result } of runs) {
      const tensors = tensorsOf(result);
      const ids = tensors.map(({ id }) => id);
      expect(ids).toEqual(
        expect.arrayContaining(
          result.plan.inputs.filter(({ used }) => used).map((input) => input.name),
        ),
      );
      const { marks } = figureOf(result, x, 1);
      for (const each of tensors) {
        expect(cellsOf(marks, each.id).size).toBeGreaterThan(0);
        expect(marks.some((mark) => mark.kind === 'text' && mark.text.startsWith('the '))).toBe(
          true,
        );
      }
    }
  });

  test('a cell beside x meets the cell of x that uses it', () => {
    for (const { x, result } of runs)
      for (const each of tensorsOf(result).filter(({ along }) => !along.includes(null)))
        for (let flat = 0; flat < each.tensor.data.length; flat++) {
          const cell = cellBeside(each, result.plan, flat);
          expect(besideCell(each, result.plan, cell ?? -1)).toBe(flat);
          expect(cell).toBeLessThan(x.data.length);
        }
  });
});

test('γ and β of AdaLayerNorm are a table of one row a sample', () => {
  const x = inputOf([2, 3, 6]);
  const result = normalize({ layer: 'AdaLayerNorm', options: {}, mode: 'train' }, x);
  const { marks } = figureOf(result, x, null);
  const tops = (cube: string) =>
    new Set(
      marks.flatMap((mark) =>
        mark.kind === 'polygon' && mark.cell?.cube === cube ? [Math.round(mark.points[1]!)] : [],
      ),
    );
  expect(cellsOf(marks, 'weight').size).toBe(12);
  expect(tops('weight').size).toBe(2);
  expect(tops('bias').size).toBe(2);
});

test('with a cell of x pinned, of a gate the cells of its group keep their colour', () => {
  const x = inputOf([2, 3, 6]);
  const options = { num_groups: 2 };
  const result = normalize({ layer: 'RMSNormGated', options, mode: 'train' }, x);
  const [gate] = tensorsOf(result);
  const fills = (pinned: number | null) =>
    new Map(
      figureOf(result, x, pinned).marks.flatMap((mark) =>
        mark.kind === 'polygon' && mark.cell?.cube === 'gate' && mark.side === 2
          ? [[mark.cell.flat, mark.fill] as const]
          : [],
      ),
    );
  const [plain, pinned] = [fills(null), fills(7)];
  for (const [flat, fill] of pinned) {
    const same = groupOf(result.plan, flat) === groupOf(result.plan, 7);
    if (plain.has(flat)) expect(fill === plain.get(flat), `cell ${flat}`).toBe(same);
  }
  expect(gate?.plan.groups).toBe(result.plan.groups);
});

test('GlobalResponseNorm collapses twice: on the way to the mean length every channel of the sample has its length', () => {
  // two samples of three channels of 2 × 1: lengths √(1 + 4), √(9 + 16), √(36 + 64); 0, 7, 11 in the other sample
  const x = tensor(
    Float64Array.from([1, 2, 3, 4, 6, 8, 0, 0, 7, 0, 0, 11]),
    [2, 3, 2, 1],
    ['N', 'C', 'H', 'W'],
  );
  const result = normalize({ layer: 'GlobalResponseNorm', options: {}, mode: 'train' }, x);
  const texts = (t: number) =>
    stageFigure(
      {
        width: 1000,
        height: 640,
        plan: result.plan,
        x: wholeTensor(x),
        y: wholeTensor(result.output),
        statistics: result.statistics,
        view: { ...INITIAL_VIEW, pinned: 0 },
        labels: { x: 'x', y: 'y', axisNames: {} },
        gizmo: false,
      },
      t,
    ).marks.flatMap((mark) => (mark.kind === 'text' && !mark.cell ? [mark.text] : []));
  const { epsSqrt, compare } = STATION_TIMES;
  const middle = texts(epsSqrt + (compare - epsSqrt) * 0.5);
  const lengths = [Math.sqrt(5), 5, 10].map((length) => formatCell(length, 2));
  for (const length of lengths) expect(middle).toContain(length);
  expect(middle).not.toContain(formatCell(7, 2));
  for (const length of lengths) expect(texts(epsSqrt)).not.toContain(length);
  // (2.2361 + 5 + 10) / 3
  expect(texts(compare).join()).toContain('5.7454');
});
