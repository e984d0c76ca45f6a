import fs from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { CommandLine } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

const checkpoint = (name: string) => inRoot(`test/fixtures/checkpoints/${name}`);
const torch = (name: string) => inRoot(`test/fixtures/torch/${name}`);

test('inspect lists tensors and findings of a checkpoint; findings are no errors', async () => {
  const { status, stdout } = await cli.run('inspect', checkpoint('damaged-nan-mean.pth'), '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'normscope-inspection',
    schemaVersion: 1,
    file: { name: 'damaged-nan-mean.pth', format: 'torch' },
    layers: [
      { prefix: 'bn1', findings: [{ code: 'not-finite', channels: [3] }] },
      { findings: [] },
    ],
  });
  const text = await cli.run('inspect', checkpoint('damaged-nan-mean.pth'));
  expect(text.stdout).toMatch(/bn1: BatchNorm.*8 channels\n {4}not-finite: running_mean has NaN/);
});

test('inspect compares two checkpoints', async () => {
  const [one, two] = ['damaged-eps-folded.pth', 'healthy-cnn.pt'].map(checkpoint) as [
    string,
    string,
  ];
  const { stdout } = await cli.run('inspect', one, '--against', two, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    against: { name: 'healthy-cnn.pt' },
    layers: [{ findings: [{ code: 'eps-folded', values: { eps: 1e-3 } }] }, {}],
    onlyInOther: [],
  });
});

test('extract writes one tensor as .npy, and run takes parameters out of a checkpoint', async () => {
  const file = checkpoint('healthy-cnn.pt');
  expect((await cli.run('extract', file, '--tensor', 'bn1.weight', '--out', 'w.npy')).status).toBe(
    0,
  );
  expect(cli.npy('w.npy').shape).toEqual([8]);
  const converted = ['--tensor', 'bn1.num_batches_tracked', '--out', 'n.npy'];
  expect((await cli.run('extract', file, ...converted)).stderr).toMatch(/int64/);
  expect((await cli.run('extract', file, ...converted, '--convert')).status).toBe(0);
  expect([...cli.npy('n.npy').data]).toEqual([150]);
  const values = Array.from({ length: 2 * 8 * 4 }, (_, i) => Math.sin(i));
  const x = cli.save('x.npy', values, [2, 8, 4], '<f4');
  const layer = ['--layer', 'BatchNorm1d', '--mode', 'eval', '--out', 'y.npy'];
  const parts = ['weight', 'bias', 'running_mean', 'running_var'].flatMap((part) => [
    `--${part.replace('_', '-')}`,
    `${file}:bn1.${part}`,
  ]);
  expect(await cli.run('run', x, ...layer, ...parts)).toMatchObject({ status: 0 });
  expect((await cli.run('run', x, ...layer, '--weight', file)).stderr).toMatch(/--weight .*:NAME/);
});

test('a tensor of a nested PyTorch file is run by its dotted name', async () => {
  const file = torch('2.13-zip.pt');
  const wanted = ['--tensor', 'views.transposed', '--layer', 'LayerNorm', '--out', 'y.npy'];
  expect(await cli.run('run', file, ...wanted)).toMatchObject({ status: 0 });
  expect(cli.npy('y.npy').shape).toEqual([6, 4]);
});

test('what is no tensor is told, and a file without one is an error', async () => {
  const { stdout } = await cli.run('inspect', torch('1.13-others.pt'), '--json');
  const { refused } = JSON.parse(stdout) as { refused: { name: string; what: string }[] };
  expect(refused.map(({ name, what }) => [name, what])).toContainEqual(['runs', 'posix.system']);
  const bad = await cli.run('inspect', torch('1.13-objects.pt'));
  expect(bad).toMatchObject({ status: 1, stdout: '' });
  expect(bad.stderr).toMatch(/^normscope: .*posix\.system.*\n$/);
  expect(fs.existsSync('/tmp/normscope-must-not-exist')).toBe(false);
});

test('verify names the layer that made one file of another, on the standard output or in a file', async () => {
  const values = Array.from({ length: 4 * 6 * 5 }, (_, i) => Math.sin(i * i));
  const x = cli.save('vx.npy', values, [4, 6, 5], '<f4');
  await cli.run('run', x, '--layer', 'LayerNorm', '--normalized-shape', '5', '--out', 'vy.npy');
  const { status, stdout } = await cli.run('verify', x, 'vy.npy', '--json', '-');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'normscope-verification',
    verdict: 'explained',
    explanations: [
      { layer: 'LayerNorm', reducedDims: [2], mode: 'train', affine: 'none', eps: 1e-5 },
    ],
  });
  const wrong = await cli.run('verify', x, cli.save('short.npy', [1, 2], [2], '<f4'));
  expect(wrong).toMatchObject({ status: 1, stdout: '' });
});

test('verify draws its page; run takes pictures together, and numbers and sentences that are made', async () => {
  const made = ['--make', 'normal', '--shape', '2,3,4', '--seed', '1', '--layer', 'LayerNorm'];
  expect(await cli.run('run', ...made, '--out', 'my.npy')).toMatchObject({ status: 0 });
  expect(cli.npy('my.npy').shape).toEqual([2, 3, 4]);
  // The text comes all the same.
  expect(await cli.run('verify', 'my.npy', 'my.npy', '--png', 'v.png')).toMatchObject({
    ...{ status: 0, stderr: '' },
  });
  expect(cli.read('v.png').subarray(1, 4).toString('latin1')).toBe('PNG');
  const pictures = ['turned.jpg', 'colour.png'].map((name) =>
    inRoot(`test/fixtures/images/${name}`),
  );
  const run = await cli.run(
    ...['run', ...pictures, '--image-size', '5x4', '--layer', 'BatchNorm2d', '--out', 'p.npy'],
  );
  expect(run).toMatchObject({ status: 0, stderr: expect.stringMatching(/EXIF/) as string });
  expect(cli.npy('p.npy').shape).toEqual([2, 3, 4, 5]);
  const both = await cli.run('run', ...pictures, ...made, '--out', 'n.npy');
  expect(both).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/one input too many/) as string,
  });
});
