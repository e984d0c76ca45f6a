import { expect, test } from 'vitest';
import { findDelimiter } from '../../../core/io/csv/delimiter.ts';
import type { CsvOptions } from '../../../core/io/csv/dialect.ts';
import { readCsv as readBytes, type CsvRoom } from '../../../core/io/csv/readCsv.ts';
import { failure } from './fixture.ts';

function readCsv(text: string | Uint8Array, options?: CsvOptions, room?: CsvRoom) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { tensor, reading } = readBytes(bytes, options, room);
  return { tensor, ...reading };
}

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
  const { tensor, delimiter } = readCsv(text, {}, { dtype: 'float64' });
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
  expect(failure(() => readCsv('a;b\n1,5;2.5')).message).toMatch(/decimals with a point/);
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

test('a first line that a person reads as numbers is never taken for names', () => {
  for (const cell of [
    '"1,000"',
    '−1.5',
    '10%',
    '0x1A',
    'NA',
    '$5',
    '1_000',
    '1.5D+00',
    '5kg',
    '½',
    '1 000',
    '',
  ]) {
    const { code, message } = failure(() => readCsv(`${cell};${cell}\n3;4\n`));
    expect([cell, code]).toEqual([cell, 'csv-number']);
    expect(message).toMatch(/^line 1, column 1: expected a number/);
  }
});

test('names that look like numbers are names when it is said', () => {
  const { columns, tensor } = readCsv('"1,000",10%\n3,4\n', { header: 'yes' });
  expect(columns).toEqual(['1,000', '10%']);
  expect([...tensor.data]).toEqual([3, 4]);
});

test('what pandas writes with and without names is read without its index', () => {
  // pandas.DataFrame([[1.5, 2.5], [3.5, 4.5]]).to_csv(): columns and rows are counted from 0
  const counted = readCsv(',0,1\n0,1.5,2.5\n1,3.5,4.5\n');
  expect([...counted.tensor.data]).toEqual([1.5, 2.5, 3.5, 4.5]);
  expect(counted.columns).toEqual(['0', '1']);
  expect(counted.skipped).toEqual([{ column: 1, name: '', why: 'index' }]);
  // to_csv(index=False)
  expect(readCsv('0,1\n1.5,2.5\n3.5,4.5\n')).toMatchObject({ columns: ['0', '1'], skipped: [] });
  // columns=["a", "b"], and an index that was shuffled
  const named = readCsv(',a,b\n7,1.5,2.5\n3,3.5,4.5\n');
  expect([named.tensor.shape, named.columns]).toEqual([
    [2, 2],
    ['a', 'b'],
  ]);
  expect(readCsv(',a,b\n7,1.5,2.5\n', { index: 'no' }).tensor.shape).toEqual([1, 3]);
});

test('the rows that R names have no name above them', () => {
  // write.table(data.frame(a = c(1.5, 2.5), b = c(3, 4)))
  const read = readCsv('"a" "b"\n"1" 1.5 3\n"2" 2.5 4\n');
  expect([...read.tensor.data]).toEqual([1.5, 3, 2.5, 4]);
  expect([read.columns, read.delimiter, read.skipped[0]?.why]).toEqual([['a', 'b'], ' ', 'index']);
});

test('decimal commas are read where nothing speaks against it, else asked about', () => {
  const read = readCsv('a;b\n1,5;-2,25\n3;0,5\n');
  expect([read.decimal, ...read.tensor.data]).toEqual([',', 1.5, -2.25, 3, 0.5]);
  expect(failure(() => readCsv('a;b\n1,234;2,345\n')).message).toMatch(/--csv-decimal comma/);
  expect(
    [...readCsv('1,234;2,345\n', { decimal: ',' }).tensor.data].map((x) => x.toFixed(3)),
  ).toEqual(['1.234', '2.345']);
});

test('columns of text are passed over and told, one wrong cell is not', () => {
  const read = readCsv('id,x,day,y\nfoo,1,2024-01-02,2\nbar,3,2024-01-03,4\n');
  expect([...read.tensor.data]).toEqual([1, 2, 3, 4]);
  expect(read.columns).toEqual(['x', 'y']);
  expect(read.skipped.map(({ column, name, why }) => [column, name, why])).toEqual([
    [1, 'id', 'text'],
    [3, 'day', 'text'],
  ]);
  expect(failure(() => readCsv('foo,1\nbar,2\n', { text: 'refuse' })).code).toBe('csv-number');
  expect(failure(() => readCsv('oops,2\n3,4\n')).message).toMatch(/^line 1, column 1/);
});

test('missing cells are refused, and NaN on request', () => {
  const { message } = failure(() => readCsv('a,b\n1,NA\n2,\n'));
  expect(message).toMatch(/line 2, column 2.*--csv-missing nan/);
  expect([...readCsv('a,b\n1,NA\n2,\n', { missing: 'nan' }).tensor.data]).toEqual([1, NaN, 2, NaN]);
  expect([...readCsv('NA,1\n2,3\n', { missing: 'nan' }).tensor.data]).toEqual([NaN, 1, 2, 3]);
});

test('a delimiter at the end of every line is no column', () => {
  const read = readCsv('1,2,\n3,4,\n');
  expect([read.tensor.shape, read.skipped]).toEqual([
    [2, 2],
    [{ column: 3, name: '', why: 'empty' }],
  ]);
});

const utf16 = (text: string, little: boolean, mark: boolean) => {
  const units = [...(mark ? [0xfeff] : []), ...Array.from(text, (char) => char.charCodeAt(0))];
  return Uint8Array.from(
    units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  );
};

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('UTF-16 (little-endian %s, with a mark %s) is read', (little, mark) => {
  const { columns, tensor, encoding } = readCsv(utf16('길이\tb\r\n1.5\t2\r\n', little, mark));
  expect([columns, ...tensor.data]).toEqual([['길이', 'b'], 1.5, 2]);
  expect(encoding).toBe(little ? 'UTF-16LE' : 'UTF-16BE');
});

test('the delimiter that a spreadsheet names in the first line is taken', () => {
  const read = readCsv('sep=;\r\na;b\r\n1;2\r\n');
  expect([read.columns, read.delimiter, ...read.tensor.data]).toEqual([['a', 'b'], ';', 1, 2]);
  expect(failure(() => readCsv('sep=^\n1^2\n')).code).toBe('csv-delimiter');
  expect(readCsv('a|b\n1|2\n').delimiter).toBe('|');
});

test('quotes hold line breaks, and lines are still counted as in an editor', () => {
  expect(readCsv('"first\nname",b\n1,2\n').columns).toEqual(['first\nname', 'b']);
  expect(failure(() => readCsv('"first\nname",b\r\n1,2\r\n3,x\r\n')).message).toMatch(
    /^line 4, column 2/,
  );
  expect(failure(() => readCsv('a,b\n1,"2\n3,4\n')).message).toMatch(/line 2 is never closed/);
});

test('bytes that are no text are told so', () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) % 7);
  expect(failure(() => readCsv(bytes)).code).toBe('csv-text');
});

test('numbers are what JavaScript and Python read, digit by digit and by their text', () => {
  const texts = [
    '0.1',
    '-0',
    '1e22',
    '1e23',
    '123456789012345',
    '1234567890123456789',
    '4.35',
    '.5',
    '5.',
    '1e-400',
    '2.2250738585072014e-308',
    '+1.5e+3',
  ];
  const { tensor } = readCsv(`${texts.join('\n')}\n`, {}, { dtype: 'float64' });
  expect([...tensor.data]).toEqual(texts.map(Number));
});

test('the table is told of before it becomes too large, whatever it is written as', () => {
  const grows = (values: number) => {
    if (values > 300_000) throw new Error(`${values} are too many`);
  };
  expect(failure(() => readCsv('1.5\n'.repeat(600_000), {}, { grows })).message).toMatch(
    /too many/,
  );
  expect(failure(() => readCsv('1.5,'.repeat(600_000), {}, { grows })).message).toMatch(/too many/);
});

test('a cell as long as a file is refused with its beginning', () => {
  const { code, message } = failure(() => readCsv(`1\n${'7'.repeat(3_000_000)}\n`));
  expect(code).toBe('csv-number');
  expect(message.length).toBeLessThan(300);
});

test('of several characters that every line has as often, the tab comes first, then ; and , and |', () => {
  const order = ['\t', ';', ',', '|'] as const;
  for (const [i, first] of order.entries())
    for (const second of order.slice(i + 1)) {
      const line = `1${first}2${second}3`;
      expect(findDelimiter(`${line}\n${line}\n${line}\n`)).toBe(first);
      // whichever comes first in the line
      const other = `1${second}2${first}3`;
      expect(findDelimiter(`${other}\n${other}\n${other}\n`)).toBe(first);
    }
});

test('what stands for nothing is missing, never a name and never a comment', () => {
  for (const cell of ['-', '--', '?', '.', '...', '—', '#N/A', '#DIV/0!', '#VALUE!', '#ref!']) {
    const first = `${cell},1\n2,3\n`;
    expect([cell, failure(() => readCsv(first)).code]).toEqual([cell, 'csv-number']);
    const { tensor: x, columns } = readCsv(first, { missing: 'nan' });
    expect([cell, columns, [...x.data]]).toEqual([cell, null, [NaN, 1, 2, 3]]);
    // In the last line, without a line break behind it.
    const last = readCsv(`1\n2\n${cell}`, { missing: 'nan' });
    expect([cell, [...last.tensor.data]]).toEqual([cell, [1, 2, NaN]]);
  }
});

test('other lines that begin with # are comments, however long', () => {
  const text = `#\n# a,b\n#N/A is no number\n#DIV/0!x,1\n#${'x'.repeat(3000)}\n1,2\n#REF\n3,4\n#`;
  expect([...readCsv(text).tensor.data]).toEqual([1, 2, 3, 4]);
});

test('truths name no columns', () => {
  expect(failure(() => readCsv('TRUE,1\n2,3\n')).code).toBe('csv-number');
  // A column of them is text, which is told.
  expect(readCsv('ok,x\ntrue,1\nfalse,2\n').skipped).toEqual([
    { column: 1, name: 'ok', why: 'text' },
  ]);
});

test('numbers behind an empty corner above an index are names', () => {
  const { tensor: x, columns } = readCsv(',0.1,0.25\n0,1,2\n1,3,4\n');
  expect([columns, [...x.data]]).toEqual([
    ['0.1', '0.25'],
    [1, 2, 3, 4],
  ]);
  // Without an index below it is a cell that is missing.
  expect(failure(() => readCsv(',0.1\n5,1\n7,2\n')).code).toBe('csv-number');
});

test('a number that would become infinite is refused, an infinity is not', () => {
  const refused = failure(() => readCsv('1,2\n3,1e400'));
  expect(refused.code).toBe('number-range');
  expect(refused.message).toMatch(
    /^line 2, column 2: 1e400 is beyond 3\.4e38, the largest float32/,
  );
  expect(failure(() => readCsv('1,2\n3,-1e39')).code).toBe('number-range');
  expect(readCsv('1,2\n3,3.4e38').tensor.data[3]).toBe(Math.fround(3.4e38));
  expect(readCsv('1,2\n3,-inf').tensor.data[3]).toBe(-Infinity);
});
