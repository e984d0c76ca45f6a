import { expect, test } from 'vitest';
import { readCsv } from '../../../core/io/csv.ts';
import { failure } from './fixture.ts';

test('lines are samples and cells are channels', () => {
  const { tensor, columns, delimiter } = readCsv('1,2.5,-3e2\n4,.5,6\n');
  expect(tensor.shape).toEqual([2, 3]);
  expect(tensor.axes).toEqual(['N', 'C']);
  expect([...tensor.data]).toEqual([1, 2.5, -300, 4, 0.5, 6]);
  expect(tensor.data).toBeInstanceOf(Float32Array);
  expect(columns).toBeNull();
  expect(delimiter).toBe(',');
});

for (const [name, text, delimiter] of [
  ['commas', 'a,b\n1,2', ','],
  ['semicolons', 'a;b\r\n1;2\r\n', ';'],
  ['tabs', 'a\tb\n1\t2', '\t'],
  ['commas and quotes', '"a","b"\n"1","2"\n\n', ','],
  ['a byte order mark', '\ufeffa,b\n1,2', ','],
] as const)
  test(`a header and ${name} are recognised`, () => {
    const read = readCsv(new TextEncoder().encode(text));
    expect(read.columns).toEqual(['a', 'b']);
    expect(read.delimiter).toBe(delimiter);
    expect([...read.tensor.data]).toEqual([1, 2]);
  });

test('what numpy.savetxt writes by default is read', () => {
  const text = '# mean std\n1.000000000000000000e+00 2.500000000000000000e-01\n-1.0e+00 nan\n';
  const { tensor, delimiter } = readCsv(text, { dtype: 'float64' });
  expect(delimiter).toBe(' ');
  expect(tensor.data).toEqual(Float64Array.of(1, 0.25, -1, NaN));
});

test('infinities and NaN are numbers', () => {
  const { tensor } = readCsv('inf,-Infinity,NaN\n1,2,3');
  expect([...tensor.data.slice(0, 3)]).toEqual([Infinity, -Infinity, NaN]);
});

test('quotes may hold the delimiter and doubled quotes', () => {
  expect(readCsv('"a, ""b""",c\n1,2').columns).toEqual(['a, "b"', 'c']);
});

test('a header of numbers is data unless it is called a header', () => {
  expect(readCsv('0,1\n5,6').tensor.shape).toEqual([2, 2]);
  expect(readCsv('0,1\n5,6', { header: 'yes' })).toMatchObject({ columns: ['0', '1'] });
  expect(failure(() => readCsv('a,b\n5,6', { header: 'no' })).message).toMatch(/line 1, column 1/);
});

test('a cell that is no number is reported by line and column of the file', () => {
  const { code, message } = failure(() => readCsv('a,b\n\n1,2\n3,oops'));
  expect(code).toBe('csv-number');
  expect(message).toMatch(/^line 4, column 2: expected a number, got "oops"/);
  expect(failure(() => readCsv('1,2\n3,')).message).toMatch(/line 2, column 2.*an empty cell/);
  expect(failure(() => readCsv('a;b\n1,5;2,5')).message).toMatch(/decimals with a point/);
});

test('hexadecimal and other things that JavaScript takes for numbers are not', () => {
  for (const cell of ['0x10', '1_000', '1e', '.', '--1'])
    expect(failure(() => readCsv(`1,2\n3,${cell}`)).code).toBe('csv-number');
});

test('lines of different length are reported', () => {
  const { code, message } = failure(() => readCsv('a,b\n1,2\n3,4,5'));
  expect(code).toBe('csv-ragged');
  expect(message).toMatch(/line 3 has 3 cells: expected 2, as in line 1/);
});

test('a file without numbers is refused', () => {
  expect(failure(() => readCsv('')).code).toBe('csv-empty');
  expect(failure(() => readCsv('a,b\n')).message).toMatch(/a header only/);
});
