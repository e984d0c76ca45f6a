import { expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { isNumber, numberOfText, plainNumber } from '../../../core/io/csv/cellKind.ts';
import { findDelimiter } from '../../../core/io/csv/delimiter.ts';
import { csvDialect, type CsvOptions } from '../../../core/io/csv/dialect.ts';
import { readCsv } from '../../../core/io/csv/readCsv.ts';
import { refusal } from './fixture.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options?: CsvOptions) => readCsv(encode(text), options);
const values = (text: string, options?: CsvOptions) => [...read(text, options).tensor.data];
const dialect = (text: string, options?: CsvOptions) =>
  csvDialect(memorySource(encode(text)), options);

const HEADER = ' If the first line names the columns, say so: --csv-header yes.';
const COMMA =
  'Write decimals with a point and thousands without a comma, or say that it is a decimal comma: --csv-decimal comma.';
const TOGETHER = 'Write decimals with a point and thousands together.';
const NOTHING = 'Remove what is not a number, or write nan.';

test.each([
  ['−1.5', 'like', 'Write the minus sign as "-".'],
  ['–2', 'like', 'Write the minus sign as "-".'],
  ['10%', 'like', 'Write it as a plain number, 10% as 0.1.'],
  ['5‰', 'like', 'Write it as a plain number, 10% as 0.1.'],
  ['1,234', 'like', COMMA],
  ['-1,234', 'like', COMMA],
  ['1,234,567', 'like', TOGETHER],
  ["1'234.5", 'like', TOGETHER],
  ['+1 234', 'like', TOGETHER],
  ['0x1F', 'like', 'Write it in decimal digits.'],
  ['-0X1f', 'like', 'Write it in decimal digits.'],
  ['a0x1', 'text', NOTHING],
  ['1,5a', 'like', NOTHING],
  ['a1,5', 'text', NOTHING],
  ['oops', 'text', NOTHING],
])('the cell %s is refused as %s with what to do: %s', (cell, kind, advice) => {
  const { code, message, details } = refusal(() => read(`1;2\n3;${cell}\n`));
  expect(code).toBe('csv-number');
  expect(message).toBe(`line 2, column 2: expected a number, got "${cell}". ${advice}`);
  expect(details).toMatchObject({ line: 2, column: 2, cell });
  if (kind === 'text') expect(details?.kind).toBe('text');
});

test('that the first line may name the columns is said of the first line alone, where nothing names them', () => {
  expect(refusal(() => read('oops,2\n3,4\n')).message).toBe(
    `line 1, column 1: expected a number, got "oops". ${NOTHING}${HEADER}`,
  );
  expect(refusal(() => read('a,b\noops,2\n3,4\n')).message).not.toContain(HEADER);
  const { message, details } = refusal(() => read('1,\n3,4\n'));
  expect(message).toBe(
    'line 1, column 2: expected a number, got an empty cell. Fill it, write nan, or have what is missing read as NaN: --csv-missing nan.',
  );
  expect(details).toEqual({ line: 1, column: 2, cell: '', kind: 'missing' });
});

test.each([
  ['', 'nothing'],
  ['a,b\n', 'a header only'],
  ['a,b\nc,d\n', 'columns of text only'],
])('a table without numbers, %j, is refused as %s', (text, got) => {
  expect(refusal(() => read(text, text.includes('c') ? { header: 'yes' } : {}))).toEqual({
    code: 'csv-empty',
    message: `the file has no line of numbers: expected a row for each sample and a column for each channel, got ${got}.`,
    details: { got },
  });
});

test('lines of other lengths, quotes that stay open and unknown delimiters are told with their place', () => {
  expect(refusal(() => read('a,b\n1,2\n3\n'))).toEqual({
    code: 'csv-ragged',
    message: 'line 3 has 1 cells: expected 2, as in line 1. Every line needs the same number.',
    details: { line: 3, expected: 2, got: 1 },
  });
  expect(refusal(() => read('1,2\n3,4,5\n')).message).toMatch(/as in line 1\./);
  expect(refusal(() => read('1,2\n3,"4\n'))).toEqual({
    code: 'csv-quote',
    message:
      'a quote (") in line 2 is never closed: expected another one behind the cell. Close it, or remove it.',
    details: { line: 2 },
  });
  expect(refusal(() => read('sep=^\n1^2\n'))).toEqual({
    code: 'csv-delimiter',
    message:
      'line 1 says that "^" stands between cells: expected a tab, ";", "," or "|". Write the file with one of them.',
    details: { got: '^' },
  });
  expect(refusal(() => read('sep=\n1,2\n')).details).toEqual({ got: '' });
});

test('what a person says of the delimiter goes before what the first line says, and both before what is found', () => {
  expect(dialect('sep=;\n1;2\n').reading.delimiter).toBe(';');
  expect(dialect('sep=;\n1|2\n', { delimiter: '|' }).reading).toMatchObject({
    delimiter: '|',
    firstLine: 2,
  });
  expect(dialect('"sep=|"\r\n1,5|2\r\n').reading.delimiter).toBe('|');
  expect(dialect('1;2\n', { delimiter: ',' }).reading.delimiter).toBe(',');
});

test('the delimiter is what every whole line has as often; comments, empty lines and quotes do not count', () => {
  // the comma comes once in the first line, twice in the second
  expect(findDelimiter('a,b|c\n1,2,3|4\nend')).toBe('|');
  expect(findDelimiter('# one; two; three\n\n  # four; five\na,b\n1,2\n')).toBe(',');
  expect(findDelimiter('"x;y";z,1\n"1";2,3\n')).toBe(';');
  expect(findDelimiter('"a;b;c",d\n1,2\n')).toBe(',');
  // a single line is whole
  expect(findDelimiter('1,2')).toBe(',');
  // the last line of many may be cut off
  expect(findDelimiter('a|b,c\n1|2,3\n4|5')).toBe(',');
  expect(findDelimiter('1 2\n3 4\n')).toBe(' ');
  expect(findDelimiter('a b\n3 4\n')).toBe(' ');
  expect(findDelimiter('a b\nc d\n')).toBe(',');
  expect(findDelimiter('1\n2\n')).toBe(',');
});

test('whether the first line is a header, and the first column an index, is what a person says it is', () => {
  const of = (text: string, options?: CsvOptions) => {
    const { columns, skipped } = dialect(text, options).reading;
    return [columns, skipped.map(({ why }) => why)];
  };
  expect(of('1,2\n3,4\n', { header: 'yes' })).toEqual([['1', '2'], []]);
  expect(of('a,b\n3,4\n', { header: 'no' })).toEqual([null, []]);
  expect(of('a,b\n3,4\n', { index: 'yes' })).toEqual([['b'], ['index']]);
  expect(of(',b\n0,4\n1,5\n', { index: 'no' })).toEqual([['', 'b'], []]);
});

test.each([
  // behind an empty corner: 0, 1, 2 … above an index of any kind, or any numbers above a counted one
  [',0,1\n5,1,2\n9,3,4\n', ['0', '1']],
  [',10,20\n0,1,2\n1,3,4\n', ['10', '20']],
  [',10,20\n5,1,2\n9,3,4\n', null],
  // 0, 1 … above numbers that are all written with a point
  ['0,1\n1.5,2.5\n3.5,4.5\n', ['0', '1']],
  ['0,1\n1.5,2\n3.5,4.5\n', null],
  ['0,2\n1.5,2.5\n', null],
  ['0\n1.5\n', null],
  // one name that has numbers below it is enough; a number, a truth or a date among the names is not
  ['a,b\nx,1\ny,2\n', ['b']],
  ['a,1\nx,2\n', null],
  ['a,true\n1,2\n', null],
])('the first line of %j names %j', (text, columns) => {
  expect(dialect(text).reading.columns).toEqual(columns);
});

test.each([
  [',a\n3,1\n5,2\n', 'index'],
  ['index,a\n3,1\n5,2\n', 'index'],
  ['Unnamed: 0,a\n3,1\n5,2\n', 'index'],
  [',a\n2020-01-01,1\n2020-01-02,2\n', 'index'],
  [',a\nfoo,1\nbar,2\n', 'index'],
  ['id,a\nfoo,1\nbar,2\n', 'text'],
  [',a\n0.5,1\n1.5,2\n', undefined],
  ['b,a\n0,1\n1,2\n', undefined],
])('the first column of %j is passed over as %s', (text, why) => {
  expect(dialect(text).reading.skipped[0]?.why).toBe(why);
});

test('only a last column with neither name nor value is one of delimiters', () => {
  const why = (text: string) => dialect(text).reading.skipped.map(({ why }) => why);
  expect(why('a,b,\n1,2,\n3,4,\n')).toEqual(['empty']);
  expect(why('a,b,c\n1,2,\n3,4,\n')).toEqual([]);
  expect(why('a,b,\n1,2,\n3,4,5\n')).toEqual([]);
  expect(why('1\n\n2\n')).toEqual([]);
});

test('a table is told with where it begins', () => {
  const { reading, short, header } = dialect('\n# note\na b\n1 2 3\n4 5 6\n', { delimiter: ' ' });
  expect({ short, header }).toEqual({ short: true, header: true });
  expect(reading).toMatchObject({ headerLine: 3, firstLine: 4, width: 3 });
  expect(dialect('1,2\n').reading).toMatchObject({ headerLine: null, firstLine: 1, width: 2 });
  // rows as long as the header, or of different lengths, have no column without a name
  expect(dialect('a b\n1 2\n').short).toBe(false);
  expect(dialect('a b\n1 2 3\n4 5\n').short).toBe(false);
});

test.each([
  ['1,5;2\n', ','],
  ['1,5;2.5\n', '.'],
  ['1,234;2\n', '.'],
  ['0,234;2\n', ','],
  ['1234,567;2\n', ','],
  ['-1,234;,5\n', ','],
  ['1,5e3;2\n', ','],
  ['x1,5;2\n', '.'],
])('fractions of %j are written with "%s"', (text, decimal) => {
  expect(dialect(text).reading.decimal).toBe(decimal);
});

test('numbers are read digit by digit, and left to their text where float64 would not be exact', () => {
  const plain = (text: string, decimal: '.' | ',' = '.') => plainNumber(encode(text), decimal);
  for (const [text, value] of [
    ['0', 0],
    ['9', 9],
    ['-12.5', -12.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['2.5e+2', 250],
    ['123456789012345', 123456789012345],
    ['000000000000000001', 1],
    ['1e22', 1e22],
    ['1e-22', 1e-22],
  ] as const)
    expect(plain(text)).toBe(value);
  expect(Object.is(plain('-0'), -0)).toBe(true);
  expect(plain('1,5', ',')).toBe(1.5);
  for (const text of [
    '',
    '-',
    '.',
    '1.2.3',
    '1e',
    '1e+',
    '1e-',
    '1x',
    '1e1x',
    '/',
    ':',
    '1234567890123456',
  ])
    expect(plain(text)).toBeNaN();
  for (const text of ['1e23', '1e-23', '1e/', '1e:', '1e999']) expect(plain(text)).toBeNaN();
  expect(plain('1,5')).toBeNaN();
});

test('what digits alone do not tell is read from the text', () => {
  expect(numberOfText('-Infinity', '.')).toBe(-Infinity);
  expect(numberOfText('+inf', '.')).toBe(Infinity);
  expect(numberOfText('NaN', ',')).toBeNaN();
  expect(numberOfText('12345678901234567,5', ',')).toBe(12345678901234568);
  expect(numberOfText('12345678901234567.5', '.')).toBe(12345678901234568);
  expect(isNumber('1,5', '.')).toBe(false);
  expect(isNumber('1,5', ',')).toBe(true);
  expect(values('1e-30\n123456789012345678\n')).toEqual([
    Math.fround(1e-30),
    Math.fround(123456789012345680),
  ]);
});

test('more than a block of values comes out in order', () => {
  const count = 2 ** 18 + 3;
  const text = Array.from({ length: count }, (_, i) => i).join('\n');
  const { data, shape } = read(`x\n${text}\n`).tensor;
  expect(shape).toEqual([count, 1]);
  for (const i of [0, 1, 16_383, 16_384, 32_768, 65_535, 65_536, 2 ** 18 - 1, 2 ** 18, count - 1])
    expect(data[i]).toBe(i);
});
