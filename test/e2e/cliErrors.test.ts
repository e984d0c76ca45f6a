import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asFortran, CommandLine, type Outcome } from './commandLine.ts';
import { inRoot } from '../../build/paths.mjs';

const cli = new CommandLine();
let before: string[];

beforeAll(() => {
  cli.save('x.npy', [1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
  cli.save('cube.npy', [1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  cli.save('one.npy', [1, 2], [1, 2]);
  cli.save('int.npy', [1, 2, 3, 4], [2, 2], '<i8');
  cli.save('three.npy', [1, 1, 1], [3]);
  const whole = cli.read('x.npy');
  cli.write('cut.npy', whole.subarray(0, whole.length - 8));
  cli.write('head.npy', whole.subarray(0, 40));
  cli.write('long.npy', Buffer.concat([whole, Buffer.alloc(8)]));
  cli.write('text.npy', 'no array at all');
  cli.write('empty.npy', '');
  cli.write('cutF.npy', asFortran(cli.read('x.npy'), 4, 2).subarray(0, whole.length - 1));
  cli.write(
    'object.npy',
    Buffer.from(whole.toString('latin1').replace("'<f8'", "'|O' "), 'latin1'),
  );
  cli.write('picture.png', 'png');
  fs.mkdirSync(cli.path('folder'));
  before = cli.files();
});
afterAll(() => cli.remove());

/** One line on stderr that begins with the program's name, no stack trace, nothing on stdout, no file left. */
function expectRefusal({ status, stdout, stderr }: Outcome, expected: number, words: RegExp): void {
  expect(stderr).toMatch(/^normscope: [^\n]+\n$/);
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal|InputError/);
  expect([status, stdout]).toEqual([expected, '']);
  expect(cli.files()).toEqual(before);
}

const bn = (file: string, ...more: string[]) => [
  'run',
  file,
  '--layer',
  'BatchNorm1d',
  ...more,
  '--out',
  'y.npy',
];
const layer = (name: string, ...more: string[]) => [
  'run',
  'x.npy',
  '--layer',
  name,
  ...more,
  '--out',
  'y.npy',
];

describe('bad input ends with status 1 and one clear line', () => {
  test.each<[string, string[], RegExp]>([
    ['a missing file', bn('nothing.npy'), /nothing\.npy.*no such file/],
    ['a truncated file', bn('cut.npy'), /cut\.npy.*needs 64 bytes of data, got 56/],
    ['a file that ends in its header', bn('head.npy'), /head\.npy.*header/],
    ['a truncated Fortran-order file', bn('cutF.npy'), /cutF\.npy.*got 63/],
    ['a file with bytes left over', bn('long.npy'), /long\.npy.*too long/],
    ['a file that is no array', bn('text.npy'), /text\.npy.*not a \.npy file/],
    ['an empty file', bn('empty.npy'), /empty\.npy/],
    ['pickled objects', bn('object.npy'), /object\.npy.*Python objects/],
    ['another kind of file', bn('picture.png'), /picture\.png/],
    ['a folder as input', bn('folder'), /folder/],
    ['integers', bn('int.npy'), /int\.npy.*int64.*convert/i],
    [
      'a wrong rank',
      ['run', 'x.npy', '--layer', 'BatchNorm2d', '--out', 'y.npy'],
      /expected 4D input \(got 2D input\)/,
    ],
    [
      'a wrong channel count',
      bn('x.npy', '--num-features', '3'),
      /running_mean should contain 2 elements not 3/,
    ],
    ['one value per channel in training', bn('one.npy'), /Expected more than 1 value per channel/],
    [
      'a weight of the wrong size',
      bn('x.npy', '--weight', 'three.npy'),
      /weight.*2 elements not 3/,
    ],
    ['a weight for a layer without', bn('x.npy', '--no-affine', '--weight', 'three.npy'), /weight/],
    ['a missing weight', bn('x.npy', '--weight', 'w.npy'), /w\.npy.*no such file/],
    ['running statistics of the wrong size', bn('x.npy', '--running-mean', 'three.npy'), /3/],
    [
      'groups that do not divide the channels',
      layer('GroupNorm', '--num-groups', '3'),
      /num_channels \(2\) must be divisible by num_groups \(3\)/,
    ],
    [
      'a normalized_shape that does not fit',
      layer('LayerNorm', '--normalized-shape', '7'),
      /Given normalized_shape=\[7\]/,
    ],
    [
      'replicas that do not sum to the batch',
      layer('SyncBatchNorm', '--replicas', '1,2'),
      /= 3 samples, but the batch has 4/,
    ],
    ['an axis that does not exist', layer('Custom', '--axes', '5'), /out of range/],
    ['a layout of another rank', bn('x.npy', '--layout', 'NCL'), /2 dimensions/],
    [
      'an output in a folder that does not exist',
      ['run', 'x.npy', '--layer', 'BatchNorm1d', '--out', 'no/y.npy'],
      /no\/y\.npy cannot be written.*does not exist/,
    ],
    [
      'an output that is a folder',
      ['run', 'x.npy', '--layer', 'BatchNorm1d', '--out', 'folder'],
      /folder cannot be written/,
    ],
    [
      'a second output that cannot be written',
      bn('x.npy', '--json', 'no/r.json'),
      /no\/r\.json cannot be written/,
    ],
    [
      'a report in an unwritable folder',
      ['report', '--example', 'nlp', '--out', '/proc/normscope'],
      /\/proc\/normscope.* cannot be written/,
    ],
    [
      'a report where a file stands',
      ['report', '--example', 'nlp', '--out', 'x.npy/deep'],
      /cannot be written/,
    ],
    [
      'an example that does not fit the layer',
      ['report', '--example', 'nlp', '--layer', 'BatchNorm2d', '--out', 'r'],
      /expected 4D input/,
    ],
  ])('%s', async (_, words, message) => {
    expectRefusal(await cli.run(...words), 1, message);
  });
});

describe('wrong usage ends with status 2 and one clear line', () => {
  test.each<[string, string[], RegExp]>([
    ['no command', [], /command/],
    ['an unknown command', ['draw'], /draw/],
    ['an unknown option', bn('x.npy', '--epsilon', '1'), /--epsilon/],
    ['an option of another layer', bn('x.npy', '--num-groups', '2'), /BatchNorm1d.*--num-groups/],
    ['an unknown layer', layer('BatchNorm9d'), /BatchNorm9d/],
    ['no layer', ['run', 'x.npy', '--out', 'y.npy'], /--layer/],
    ['no input', ['run', '--layer', 'BatchNorm1d', '--out', 'y.npy'], /file/],
    ['no output', ['run', 'x.npy', '--layer', 'BatchNorm1d'], /--out/],
    ['an option without its value', ['run', 'x.npy', '--layer'], /--layer/],
    ['an option twice', bn('x.npy', '--eps', '1', '--eps', '2'), /--eps/],
    ['opposite switches', bn('x.npy', '--affine', '--no-affine'), /affine/],
    ['a word for a number', bn('x.npy', '--eps', 'small'), /--eps.*small/],
    ['a fraction for a whole number', layer('Custom', '--axes', '0.5'), /--axes/],
    ['an unknown mode', bn('x.npy', '--mode', 'test'), /--mode/],
    ['a scale out of range', bn('x.npy', '--png', 'f.png', '--scale', '9'), /--scale/],
    ['a cell that does not exist', bn('x.npy', '--png', 'f.png', '--pin', '4,0'), /--pin.*4, 2/],
    ['an unknown theme', bn('x.npy', '--theme', 'pink'), /--theme/],
    ['one file for two outputs', bn('x.npy', '--json', './y.npy'), /y\.npy/],
    ['an unknown example', ['report', '--example', 'audio', '--out', 'r'], /audio/],
    ['a report without a folder', ['report', '--example', 'nlp'], /--out/],
    ['a word too many', ['examples', 'please'], /please/],
  ])('%s', async (_, words, message) => {
    expectRefusal(await cli.run(...words), 2, message);
  });
});

test('a device as output is written to, never replaced', async () => {
  const { status } = await cli.run('run', 'x.npy', '--layer', 'BatchNorm1d', '--out', '/dev/null');
  expect(status).toBe(0);
  expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a pipe is written to by the name that leads to it', () => {
  const words = 'run x.npy --layer BatchNorm1d --out /dev/stdout';
  const piped = execFileSync(
    'sh',
    ['-c', `"${process.execPath}" "${inRoot('dist/cli/cli.js')}" ${words} | cat`],
    {
      cwd: cli.path(),
    },
  );
  expect(piped.subarray(0, 6).toString('latin1')).toBe('\x93NUMPY');
});

test('an output that exists is replaced as a whole, through a symbolic link too', async () => {
  fs.mkdirSync(cli.path('links'));
  cli.write('links/old.npy', 'old');
  fs.symlinkSync('old.npy', cli.path('links/link.npy'));
  const { status } = await cli.run(
    ...['run', 'x.npy', '--layer', 'BatchNorm1d', '--out', 'links/link.npy'],
  );
  expect(status).toBe(0);
  expect(fs.lstatSync(cli.path('links/link.npy')).isSymbolicLink()).toBe(true);
  expect(cli.npy('links/old.npy').shape).toEqual([4, 2]);
  fs.rmSync(cli.path('links'), { recursive: true });
});
