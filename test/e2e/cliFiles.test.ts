import { zipSync } from 'fflate';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { CommandLine } from './commandLine.ts';

// What the command line takes for what in a file, and how it is told otherwise.
const cli = new CommandLine();
afterAll(() => cli.remove());

/** Runs RMSNorm without its γ on a file. */
const run = (file: string, ...more: string[]) =>
  cli.run('run', file, '--layer', 'RMSNorm', '--out', 'y.npy', ...more);

/** RMSNorm of a row by hand: each value by the root of the mean square; eps of float32 is too small to be seen. */
const normalized = (...row: number[]) => {
  const root = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / row.length);
  return row.map((value) => value / root);
};

function expectRows(rows: readonly (readonly number[])[]): void {
  const { data, shape } = cli.npy('y.npy');
  expect(shape).toEqual([rows.length, rows[0]?.length]);
  const wanted = rows.flatMap((row) => normalized(...row));
  expect(data.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    if (Number.isNaN(value)) expect(data[i]).toBeNaN();
    else expect(data[i]).toBeCloseTo(value, 5);
  });
}

test.each<[string, string, string[], RegExp, number[][]]>([
  ['header', 'a,b\n3,4\n', [], /line 1 names the columns \(a, b\)/, [[3, 4]]],
  [
    'no header',
    '1,2\n3,4\n',
    [],
    /^$/,
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    'numbers as a header',
    '1,2\n3,4\n',
    ['--csv-header', 'yes'],
    /names the columns \(1, 2\)/,
    [[3, 4]],
  ],
  [
    'index of pandas',
    ',x,y\n0,3,4\n1,6,8\n',
    [],
    /index column 1 is left out/,
    [
      [3, 4],
      [6, 8],
    ],
  ],
  ['index as data', ',x,y\n0,3,4\n', ['--csv-index', 'no'], /names the columns/, [[0, 3, 4]]],
  [
    'index on request',
    '7,3,4\n8,6,8\n',
    ['--csv-index', 'yes'],
    /index column 1/,
    [
      [3, 4],
      [6, 8],
    ],
  ],
  [
    'columns of text',
    'x,y,name\n3,4,cat\n6,8,dog\n',
    [],
    /text column 3 "name" is left out/,
    [
      [3, 4],
      [6, 8],
    ],
  ],
  ['delimiter', '3 ;4\n', ['--csv-delimiter', 'semicolon'], /^$/, [[3, 4]]],
  [
    'decimal comma',
    '1,5\t2\n',
    ['--csv-decimal', 'comma'],
    /comma is taken for the decimal/,
    [[1.5, 2]],
  ],
  [
    'missing cells',
    '3,NA\n,4\n',
    ['--csv-missing', 'nan'],
    /missing cells are NaN/,
    [
      [3, NaN],
      [NaN, 4],
    ],
  ],
])('a table with %s is read as it is told', async (name, text, flags, said, rows) => {
  const file = cli.write(`${name.replaceAll(' ', '-')}.csv`, text);
  const { status, stderr } = await run(file, ...flags);
  const told = stderr.split('\n').filter((line) => !line.includes('warning:'));
  expect([status, told.join('\n').trim()]).toEqual([0, expect.stringMatching(said)]);
  expectRows(rows);
});

test.each<[string, string, string[], RegExp]>([
  ['text that is refused', 'x,name\n3,cat\n', ['--csv-text', 'refuse'], /line 2, column 2/],
  ['missing cells', '1,\n3,4\n', [], /--csv-missing nan/],
  ['a header that is none', 'a,b\n3,4\n', ['--csv-header', 'no'], /line 1, column 1/],
])('a table with %s ends with status 1 and the place', async (name, text, flags, words) => {
  const file = cli.write(`bad-${name.replaceAll(' ', '-')}.csv`, text);
  const { status, stderr } = await run(file, ...flags);
  expect([status, stderr]).toEqual([1, expect.stringMatching(words)]);
});

test.each([
  ['--csv-header', 'maybe'],
  ['--csv-delimiter', 'x'],
  ['--csv-decimal', ';'],
  ['--csv-missing', 'zero'],
])('%s %s is wrong usage and names the choices', async (flag, value) => {
  const { status, stderr } = await run(cli.write('t.csv', '1,2\n'), flag, value);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(new RegExp(`${flag}: expected .*, got`)),
  ]);
});

test('of several tensors one is named, and what cannot be used is said', async () => {
  cli.save('x.npy', [3, 4], [1, 2], '<f4');
  cli.save('i.npy', [1, 2], [1, 2], '<i8');
  const x = cli.read('x.npy');
  cli.write('two.npz', zipSync({ 'x.npy': x, 'z.npy': x, 'i.npy': cli.read('i.npy') }));
  const none = await run('two.npz');
  expect([none.status, none.stderr]).toEqual([1, expect.stringMatching(/x, z.*--tensor NAME/)]);
  const one = await run('two.npz', '--tensor', 'z');
  expect(one.status).toBe(0);
  expectRows([[3, 4]]);
  const wrong = await run('two.npz', '--tensor', 'i');
  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(/int64.*--convert/)]);
  const converted = await run('two.npz', '--tensor', 'i', '--convert');
  expect(converted.status).toBe(0);
  expectRows([[1, 2]]);
});

test('no output takes the place of an input or of another format, by whatever path', async () => {
  cli.save('in.npy', [3, 4], [1, 2], '<f4');
  cli.save('w.npy', [1, 1], [2], '<f4');
  fs.symlinkSync('in.npy', cli.path('link.npy'));
  fs.linkSync(cli.path('in.npy'), cli.path('hard.npy'));
  fs.mkdirSync(cli.path('sub'));
  const before = cli.read('in.npy');
  for (const out of ['in.npy', 'link.npy', 'hard.npy', 'sub/../in.npy', './in.npy']) {
    const { status, stderr } = await cli.run('run', 'in.npy', '--layer', 'RMSNorm', '--out', out);
    expect([out, status, stderr]).toEqual([
      out,
      2,
      expect.stringMatching(/same file as the input/),
    ]);
  }
  const weight = await cli.run(
    ...['run', 'in.npy', '--layer', 'RMSNorm', '--weight', 'w.npy', '--out', 'w.npy'],
  );
  expect([weight.status, weight.stderr]).toEqual([
    2,
    expect.stringMatching(/same file as --weight/),
  ]);
  for (const [flag, out] of [
    ['--out', 'y.npz'],
    ['--out', 'y.safetensors'],
    ['--json', 'in.npy'],
    ['--out', 'y.jpg'],
    ['--png', 'y.svg'],
  ] as const) {
    const { status, stderr } = await cli.run('run', 'in.npy', '--layer', 'RMSNorm', flag, out);
    expect([out, status, stderr]).toEqual([out, 2, expect.stringContaining(flag)]);
  }
  expect(cli.read('in.npy')).toEqual(before);
});

test('a pipe is refused wherever a file is read, and keeps nobody waiting', async () => {
  for (const ending of ['npy', 'json', 'pt', 'txt', 'png'])
    execFileSync('mkfifo', [cli.path(`pipe.${ending}`)]);
  cli.save('pipeless.npy', [1, 2, 3, 4], [2, 2]);
  const layer = ['--layer', 'RMSNorm', '--out', 'y.npy'];
  const reads = [
    ['run', 'pipe.npy', ...layer],
    ['run', 'pipe.png', ...layer],
    ['run', '--sentences', 'pipe.txt', ...layer],
    ['run', 'pipeless.npy', ...layer, '--weight', 'pipe.npy'],
    ['run', 'pipeless.npy', ...layer, '--weight', 'pipe.pt:gamma'],
    ['lesson', 'pipe.json', '--html', 'h.html'],
    ['report', 'pipe.json', '--out', 'r'],
    ['inspect', 'pipe.pt'],
    ['verify', 'pipeless.npy', 'pipe.npy'],
    ['precision', 'pipe.npy', '--layer', 'RMSNorm'],
    ['extract', 'pipe.pt', '--tensor', 'a', '--out', 'y.npy'],
  ];
  for (const words of reads) {
    const { status, stderr } = await cli.run(...words);
    expect([words[0], status, stderr]).toEqual([words[0], 1, expect.stringMatching(/is a pipe/)]);
  }
}, 60_000);

test('no command writes over what it reads, nor one format under the name of another', async () => {
  cli.write('in.json', '[[1, 2], [3, 4]]');
  cli.write('said.txt', 'a b\nc d\n');
  cli.save('in.npy', [1, 2, 3, 4], [2, 2]);
  const before = cli.files();
  const rms = ['--layer', 'RMSNorm'];
  const refused: [string[], RegExp][] = [
    [['precision', 'in.json', ...rms, '--json', 'in.json'], /same file as the input/],
    [['precision', 'in.npy', ...rms, '--weight', 'in.json', '--json', './in.json'], /as --weight/],
    [['run', '--sentences', 'said.txt', ...rms, '--out', 'said.txt'], /\.npy.*says \.txt/],
    [['run', '--sentences', 'said.txt', ...rms, '--json', 'said.txt'], /\.json.*says \.txt/],
    ...['h5', 'mat', 'pdf', 'pkl', 'onnx', 'xlsx', 'parquet', 'html', 'zip', 'jpg', 'bin'].map(
      (ending): [string[], RegExp] => [
        ['run', 'in.npy', ...rms, '--out', `y.${ending}`],
        new RegExp(`says \\.${ending}\\. Give it a name that ends in \\.npy`),
      ],
    ),
    [['run', 'in.npy', ...rms, '--png', 'y.jpg'], /ends in \.png/],
    [['run', 'in.npy', ...rms, '--svg', 'y.pdf'], /ends in \.svg/],
    [['lesson', 'notebook', '--html', 'l.pdf'], /ends in \.html/],
    [['lesson', 'notebook', '--pdf', 'l.html'], /ends in \.pdf/],
    [['quiz', '--format', 'moodle', '--out', 'q.json'], /ends in \.xml/],
    [['quiz', '--format', 'json', '--out', 'q.xml'], /ends in \.json/],
  ];
  for (const [words, why] of refused) {
    const { status, stderr } = await cli.run(...words);
    expect([words.join(' '), status, stderr]).toEqual([
      words.join(' '),
      2,
      expect.stringMatching(why),
    ]);
  }
  expect(cli.files()).toEqual(before);
}, 60_000);
