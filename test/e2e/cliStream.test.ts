import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { constants } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { npyHeader } from '../../core/io/npy.ts';
import { CommandLine } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

const MIB = 2 ** 20;
/** Values of one channel in turn: 1, 3, 1, 3 …: mean 2, biased variance 1. */
const VALUES = [1, 3];

/** A float32 file of so many MiB, (N, 4, 1024). @returns its name and N */
function large(name: string, mebibytes: number): [name: string, samples: number] {
  const samples = (mebibytes * MIB) / (4 * 1024 * 4);
  const block = Float32Array.from({ length: MIB / 4 }, (_, i) => VALUES[i % 2] ?? 0);
  const file = fs.openSync(cli.path(name), 'w');
  fs.writeSync(file, npyHeader('<f4', [samples, 4, 1024]));
  for (let i = 0; i < mebibytes; i++) fs.writeSync(file, block);
  fs.closeSync(file);
  return [name, samples];
}

/** The distinct float32 values of a large file's data. */
function valuesOf(name: string): number[] {
  const bytes = cli.read(name);
  const start = 10 + bytes.readUInt16LE(8);
  const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start));
  return [...new Set(data)].sort((a, b) => a - b);
}

test.each([
  ['BatchNorm1d', [], /^$/],
  // over the last dimension, which is not C: said as it is for a file in memory
  ['LayerNorm', ['--normalized-shape', '1024'], /^normscope: warning: .*layerNormWithoutChannel/],
])('%s of a file that outgrows --memory is made in chunks', async (layer, options, warned) => {
  const [x, samples] = large('x.npy', 64);
  const flags = ['--layer', layer, ...options, '--out', 'y.npy', '--memory', '128'];
  const { stderr, ...outcome } = await cli.run('run', x, ...flags);
  expect(outcome).toEqual({ status: 0, stdout: 'y.npy\n' });
  expect(stderr).toMatch(warned);
  // (1 − 2) / √(1 + 1e-5) and (3 − 2) / √(1 + 1e-5), in float32
  const unit = Math.fround(1 / Math.sqrt(1 + 1e-5));
  expect(valuesOf('y.npy')).toEqual([-unit, unit]);
  expect(fs.statSync(cli.path('y.npy')).size).toBe(128 + samples * 4 * 1024 * 4);
  expect(cli.files()).toEqual(['x.npy', 'y.npy']);
});

test.runIf(process.platform === 'linux')(
  'peak memory stays within the limit, whatever the size of the file',
  async () => {
    const [x] = large('x.npy', 512);
    const words = ['run', x, '--layer', 'BatchNorm1d', '--out', 'y.npy', '--memory', '256'];
    const child = spawn(process.execPath, [inRoot('dist/cli/cli.js'), ...words], {
      cwd: cli.folder,
      stdio: 'ignore',
    });
    let peak = 0;
    const watch = setInterval(() => {
      try {
        const status = fs.readFileSync(`/proc/${child.pid}/status`, 'utf8');
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
      } catch {
        // it has ended
      }
    }, 10);
    const status = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(watch);
    expect(status).toBe(0);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(256 * MIB);
  },
);

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves no half file behind',
  async (signal) => {
    const [x] = large('x.npy', 512);
    fs.writeFileSync(cli.path('y.npy'), 'as it was');
    const words = ['run', x, '--layer', 'BatchNorm1d', '--out', 'y.npy'];
    const child = spawn(process.execPath, [inRoot('dist/cli/cli.js'), ...words], {
      cwd: cli.folder,
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const closed = new Promise((resolve) => child.on('close', resolve));
    await expect.poll(() => cli.files().length, { timeout: 20_000, interval: 2 }).toBe(3);
    child.kill(signal);
    expect(await closed).toBe(128 + constants.signals[signal]);
    expect(stderr).toBe('normscope: The computation was cancelled.\n');
    expect(cli.read('y.npy').toString()).toBe('as it was');
    expect(cli.files()).toEqual(['x.npy', 'y.npy']);
  },
);

test('what is wrong with a large file is said before anything is written', async () => {
  large('x.npy', 64);
  fs.truncateSync(cli.path('x.npy'), 63 * MIB);
  fs.rmSync(cli.path('y.npy'), { force: true });
  const flags = ['--layer', 'BatchNorm1d', '--out', 'y.npy', '--memory', '128'];
  const cut = await cli.run('run', 'x.npy', ...flags);
  expect(cut).toMatchObject({ status: 1, stdout: '' });
  expect(cut.stderr).toMatch(
    /^normscope: x\.npy: the \.npy file is cut off: shape .* Copy or save/,
  );
  const little = await cli.run('run', 'x.npy', ...flags.slice(0, -1), '64');
  expect(little.status).toBe(2);
  expect(little.stderr).toContain('--memory: expected MiB, at least 128, got 64.');
  expect(cli.files()).toEqual(['x.npy']);
});
