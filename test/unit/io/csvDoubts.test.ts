import { expect, test } from 'vitest';
import { findDelimiter } from '../../../core/io/csv/delimiter.ts';
import { readCsv } from '../../../core/io/csv/readCsv.ts';
import { failure } from './fixture.ts';

const read = (text: string, options = {}) => {
  const { tensor, reading } = readCsv(new TextEncoder().encode(text), options);
  return { rows: tensor.shape[0], data: [...tensor.data], ...reading };
};

test.each([
  ['∞,1', /Write it as inf/],
  ['-∞,1', /Write it as inf/],
  ['1.#INF,1', /Write it as inf/],
  ['1.5D+03,1', /exponent with "e"/],
  ['‐5,1', /minus sign/],
  ['－5,1', /minus sign/],
  ['∞,∞', /Write it as inf/],
])('a first line %j is refused with what helps, not taken for names', (line, advice) => {
  const { code, message } = failure(() => read(`${line}\n1,2\n`));
  expect(code).toBe('csv-number');
  expect(message).toMatch(/^line 1, column 1: expected a number/);
  expect(message).toMatch(advice);
});

test.each([
  ['% from matlab\n1,2\n3,4\n', /begin it with "#"/],
  ['// from a program\n1,2\n3,4\n', /begin it with "#"/],
  ['My results\n1,2\n3,4\n', /line 1/],
  ['results\n0.5,2\n1.5,4\n', /line 1/],
  ['a b\n0.5 2 3\n1.5 4 5\n', /line 1/],
])('a title or comment above numbers, %j, costs them no column', (text, words) => {
  const delimiter = text.startsWith('a b') ? ' ' : ',';
  const { code, message } = failure(() => read(text, { delimiter }));
  expect(['csv-number', 'csv-ragged']).toContain(code);
  expect(message).toMatch(words);
});

test('a name less than columns is that of the rows, as R writes them', () => {
  expect(read('x\n1,5\n2,6\n')).toMatchObject({ columns: ['x'], data: [5, 6] });
  expect(read('x\nalpha,5\nbeta,6\n')).toMatchObject({ columns: ['x'], data: [5, 6] });
  expect(read('a,b\n7,1,2\n9,3,4\n')).toMatchObject({ columns: ['a', 'b'], data: [1, 2, 3, 4] });
});

test('delimiters behind every line but the first cost no column', () => {
  expect(read('a,b\n1,2,\n3,4,\n')).toMatchObject({
    columns: ['a', 'b'],
    data: [1, 2, 3, 4],
    skipped: [{ column: 3, why: 'empty' }],
  });
  expect(read('a,b\n1,2,\n3,4,\n', { missing: 'nan' }).data).toEqual([1, 2, 3, 4]);
});

test('several delimiters at the end of every line are left out, missing numbers are not', () => {
  expect(read('1;2;;\n3;4;;\n')).toMatchObject({ data: [1, 2, 3, 4], rows: 2 });
  expect(failure(() => read('1,NA\n2,NA\n')).code).toBe('csv-number');
  expect(read('1,NA\n2,NA\n', { missing: 'nan' }).data).toEqual([1, NaN, 2, NaN]);
});

test('a column that is called id and counts is an index, any other is data', () => {
  expect(read('id,v\n0,5\n1,6\n')).toMatchObject({ columns: ['v'], data: [5, 6] });
  expect(read('id,v\n1,5\n2,6\n')).toMatchObject({ columns: ['v'], data: [5, 6] });
  expect(read('id,v\n3,5\n1,6\n').data).toEqual([3, 5, 1, 6]);
  expect(read('id,v\n0,5\n').data).toEqual([0, 5]);
  expect(read('id,v\n0,5\n1,6\n', { index: 'no' }).data).toEqual([0, 5, 1, 6]);
});

test.each([
  ['0\n1.5\n2.5\n', 'header'],
  ['2019,2020\n1.5,2.5\n', 'header'],
  ['1,000\n2,000\n', 'thousands'],
  ['1,234\n12,050\n', 'thousands'],
  ['1,234\n12,250\n', null],
  ['1,2\n3,4\n', null],
  ['1,2\n', null],
  ['0,1,2\n1.5,2.5,3\n', null],
  ['100,0\n1,5\n', null],
])('what numbers %j may mean as well is told: %s', (text, doubt) => {
  expect(read(text).doubt).toBe(doubt);
  if (doubt === 'header') expect(read(text, { header: 'no' }).doubt).toBeNull();
});

test('the last line tells the delimiter too where the text ends with it', () => {
  expect(findDelimiter('1,5|2,5\n3|4', true)).toBe('|');
  expect(read('1,5|2,5\n3|4\n')).toMatchObject({ decimal: ',', data: [1.5, 2.5, 3, 4] });
});
