import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkApart, writeOutputs } from '../../../electron/cli/writeOutputs.ts';
import { MAKER } from '../../../electron/service/temporaries.ts';

const bytes = new TextEncoder().encode('new');
let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const apart = (inputs: string[], outputs: string[]) =>
  checkApart(
    inputs.map((file) => ({ file, flag: 'the input' })),
    outputs.map((file, i) => ({ file, flag: ['--out', '--json'][i] ?? '' })),
  );

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'outputs-'));
  writeFileSync(at('x.npy'), 'old');
});

test('different files, there or not, are apart', async () => {
  writeFileSync(at('y.npy'), 'old');
  await apart([at('x.npy')], [at('y.npy'), at('z.json')]);
});

test.each([
  ['the same path', (file: string) => file],
  ['a detour', (file: string) => path.join(folder, 'none', '..', path.basename(file))],
  ['a relative path', (file: string) => path.relative(process.cwd(), file)],
])('an output that is the input by %s is refused', async (_, way) => {
  mkdirSync(at('none'));
  await expect(apart([at('x.npy')], [way(at('x.npy'))])).rejects.toThrow(
    /--out: .*x\.npy is the same file as the input; expected another one/,
  );
});

describe.skipIf(process.platform === 'win32')('links', () => {
  test.each([
    ['a symbolic link', () => symlinkSync(at('x.npy'), at('link'))],
    ['a hard link', () => linkSync(at('x.npy'), at('link'))],
    [
      'a link to its folder',
      () => {
        symlinkSync(folder, at('folder'));
        linkSync(at('x.npy'), at('link'));
      },
    ],
  ])(
    'an output that is the input by %s is refused, whichever of both is the link',
    async (_, link) => {
      link();
      await expect(apart([at('x.npy')], [at('link')])).rejects.toThrow(/same file as the input/);
      await expect(apart([at('link')], [at('x.npy')])).rejects.toThrow(/same file as the input/);
    },
  );

  test('two outputs that are one file, which is not there yet, are refused', async () => {
    symlinkSync('y.json', at('link'));
    symlinkSync('.', at('here'));
    await expect(apart([], [at('y.json'), at('link')])).rejects.toThrow(/--json: .*as --out/);
    await expect(apart([], [at('y.json'), at('here', 'y.json')])).rejects.toThrow(/as --out/);
  });

  test('a symbolic link stays one, and what it points to keeps its permissions', async () => {
    chmodSync(at('x.npy'), 0o622);
    symlinkSync('x.npy', at('link'));
    symlinkSync('later', at('dangling'));
    await writeOutputs([at('link'), at('dangling')].map((file) => ({ file, bytes })));
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(lstatSync(at('dangling')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('x.npy'), 'utf8')).toBe('new');
    expect(readFileSync(at('later'), 'utf8')).toBe('new');
    expect(statSync(at('x.npy')).mode & 0o777).toBe(0o622);
  });
});

test.each([237, 238, 254, 255])('a name of %i bytes is written', async (length) => {
  const name = `${'n'.repeat(length - 4)}.npy`;
  await writeOutputs([{ file: at(name), bytes }]);
  expect(readdirSync(folder).sort()).toEqual([name, 'x.npy'].sort());
});

test('a name of 255 bytes in Korean is written, and one of 256 bytes is refused in words', async () => {
  const name = '가'.repeat(85);
  await writeOutputs([{ file: at(name), bytes }]);
  await expect(writeOutputs([{ file: at(`${name}x`), bytes }])).rejects.toThrow(/name is too long/);
  expect(readdirSync(folder).sort()).toEqual(['x.npy', name]);
});

test('what a killed process left is swept with the next output, what a living one writes is not', async () => {
  const gone = spawnSync(process.execPath, ['-e', 'console.log(process.pid)']).stdout.toString();
  const left = (maker: string) => `.normscope-${maker}-0123456789ab.tmp`;
  const other = left(`ffffffff-${gone.trim()}`);
  const living = left(MAKER.replace(/\d+$/, String(process.ppid)));
  for (const name of [left(MAKER.replace(/\d+$/, gone.trim())), other, living])
    writeFileSync(at(name), 'half');
  await writeOutputs([{ file: at('y.json'), bytes }]);
  // of another machine nothing is known
  expect(readdirSync(folder).sort()).toEqual([living, other, 'x.npy', 'y.json'].sort());
});
