import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { LAYERS } from '../../core/norm/layers.ts';
import { REPORT_SCHEMA } from '../../core/report/schema.ts';
import { WARNINGS, asFortran, CommandLine } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

const valid = new Ajv2020({ strict: false, allErrors: true }).compile(REPORT_SCHEMA);

/** Width and height of a PNG, from its first chunk. */
function sizeOf(png: Buffer): [width: number, height: number] {
  expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const rounded = (values: readonly number[], digits = 4) =>
  values.map((value) => Number(value.toFixed(digits)));

test('examples lists the built-in examples, as text and as JSON', async () => {
  const text = await cli.run('examples');
  expect(text).toMatchObject({ status: 0, stderr: '' });
  expect(text.stdout).toMatch(
    /^nlp .*BatchNorm1d\nimage .*BatchNorm2d\nchannels .*BatchNorm1d\nchannelsImage .*BatchNorm2d\n$/,
  );
  const json = await cli.run('examples', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject([
    { id: 'nlp', shape: [2, 5, 4], axes: ['N', 'C', 'L'], seed: 42 },
    { id: 'image', shape: [2, 3, 5, 5], axes: ['N', 'C', 'H', 'W'], seed: 42 },
    { id: 'channels', shape: [2, 6, 4], axes: ['N', 'C', 'L'], seed: 42 },
    { id: 'channelsImage', shape: [2, 6, 4, 4], axes: ['N', 'C', 'H', 'W'], seed: 42 },
  ]);
});

test('layers prints the table: every layer with its options', async () => {
  const { status, stdout } = await cli.run('layers', '--json');
  expect(status).toBe(0);
  const printed = JSON.parse(stdout) as { name: string; options: { name: string }[] }[];
  expect(printed.map(({ name, options }) => [name, options.map((option) => option.name)])).toEqual(
    LAYERS.map((row) => [row.name, row.options.map((option) => option.name)]),
  );
  const text = await cli.run('layers');
  for (const { name, options } of LAYERS) {
    expect(text.stdout).toContain(`${name}  (`);
    for (const { flag } of options) expect(text.stdout).toContain(flag);
  }
});

test('--help names every command and --version the version of package.json', async () => {
  const help = await cli.run('--help');
  expect(help).toMatchObject({ status: 0, stderr: '' });
  for (const word of ['examples', 'layers', 'report', 'run', '--out', '--layout', '--num-groups'])
    expect(help.stdout).toContain(word);
  const { version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8')) as {
    version: string;
  };
  expect((await cli.run('--version')).stdout.trim()).toBe(version);
});

test('a reader that stops early is no error', () => {
  const { status, stderr } = spawnSync(
    'bash',
    ['-o', 'pipefail', '-c', `"${process.execPath}" "${inRoot('dist/cli/cli.js')}" --help | true`],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
});

describe('report', () => {
  beforeAll(async () => {
    const nlp = await cli.run('report', '--example', 'nlp', '--out', 'deep/reports');
    expect(nlp).toMatchObject({ status: 0, stderr: '' });
    expect(nlp.stdout.trim().split('\n')).toEqual(
      ['png', 'svg', 'json'].map((end) => `deep/reports/nlp-BatchNorm1d.${end}`),
    );
    expect((await cli.run('report', '--example', 'image', '--out', 'deep/reports')).status).toBe(0);
  });

  test('the sentences have the notebook’s means, variances and outputs', () => {
    const report = cli.json('deep/reports/nlp-BatchNorm1d.json');
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(rounded(report.statistics.mean)).toEqual([0.6264, -0.14, -0.0431, 0.0626, -0.0629]);
    expect(rounded(report.statistics.variance)).toEqual([1.6543, 0.9625, 1.1125, 1.2423, 1.0358]);
    expect(rounded(report.output.values[0][0])).toEqual([1.0112, 0.6694, 0.2133, -2.124]);
    expect(rounded(report.output.values[1][4])).toEqual([1.2202, -0.3651, -1.3004, -1.202]);
    expect(report.input).toMatchObject({ shape: [2, 5, 4], dtype: 'float32', seed: 42 });
    expect(report.reduction).toEqual({
      reducedAxes: ['N', 'L'],
      reducedDims: [0, 2],
      keptAxes: ['C'],
      keptDims: [1],
      groups: 5,
      groupSize: 8,
    });
  });

  test('the images have PyTorch’s outputs', () => {
    const report = cli.json('deep/reports/image-BatchNorm2d.json');
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(rounded(report.output.values[0][0][0])).toEqual([
      -0.9478, -1.0392, 1.8916, 0.1218, 0.3434,
    ]);
  });

  test('sha256 is that of the raw little-endian values', () => {
    const { input, output } = cli.json('deep/reports/nlp-BatchNorm1d.json');
    const digest = (values: number[]) =>
      createHash('sha256')
        .update(new Uint8Array(Float32Array.from(values).buffer))
        .digest('hex');
    expect(input.sha256).toBe(digest(input.values.flat(2)));
    expect(output.sha256).toBe(digest(output.values.flat(2)));
  });

  test('pictures are valid, twice the size by default, and say what they show', async () => {
    const [width, height] = sizeOf(cli.read('deep/reports/nlp-BatchNorm1d.png'));
    const svg = cli.read('deep/reports/nlp-BatchNorm1d.svg').toString('utf8');
    const box = /viewBox="0 0 (\d+) (\d+)"/.exec(svg);
    expect([width, height]).toEqual([2 * Number(box?.[1]), 2 * Number(box?.[2])]);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg.trimEnd()).toMatch(/<\/svg>$/);
    for (const words of ['BatchNorm1d averages over N and L', 'eps=1e-5', 'seed', '0.6264'])
      expect(svg).toContain(words);
    const once = await cli.run(
      ...['report', '--example', 'nlp', '--out', 'small', '--scale', '1', '--theme', 'dark'],
    );
    expect(once.status).toBe(0);
    expect(sizeOf(cli.read('small/nlp-BatchNorm1d.png'))).toEqual([width / 2, height / 2]);
    expect(cli.read('small/nlp-BatchNorm1d.svg').toString('utf8')).not.toBe(svg);
  });

  test('the same report has the same bytes', async () => {
    await cli.run('report', '--example', 'nlp', '--out', 'again');
    for (const end of ['png', 'svg', 'json'])
      expect(cli.read(`again/nlp-BatchNorm1d.${end}`)).toEqual(
        cli.read(`deep/reports/nlp-BatchNorm1d.${end}`),
      );
  });

  test('the picture explains the middle cell, the one that --pin names, or none', async () => {
    const text = async (...words: string[]) => {
      await cli.run('report', '--example', 'nlp', '--out', 'pin', ...words);
      return cli.read('pin/nlp-BatchNorm1d.svg').toString('utf8');
    };
    expect(await text()).toContain('x[0, 2, 1] = 1.6487');
    expect(await text('--pin', '1,4,0')).toContain('x[1, 4, 0] = 1.1790');
    expect(await text('--pin', 'none')).not.toContain('x[');
  });

  test('the language of the picture can be Korean', async () => {
    await cli.run('report', '--example', 'nlp', '--out', 'ko', '--language', 'ko');
    expect(cli.read('ko/nlp-BatchNorm1d.svg').toString('utf8')).toMatch(/[가-힣]/);
  });
});

describe('run', () => {
  // mean 1/4, biased variance (9/16 + 3·1/16)/4 = 3/16, unbiased 1/4
  const column = [1, 0, 0, 0];
  const normalized = column.map((value) => (value - 1 / 4) / Math.sqrt(3 / 16));

  test('writes the output and a report whose running statistics have moved once', async () => {
    cli.save('x.npy', column, [4, 1]);
    const outcome = await cli.run(
      ...['run', 'x.npy', '--layer', 'BatchNorm1d', '--eps', '0'],
      ...['--out', 'y.npy', '--json', 'r.json', '--png', 'f.png', '--svg', 'f.svg'],
    );
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(outcome.stdout.trim().split('\n').sort()).toEqual(['f.png', 'f.svg', 'r.json', 'y.npy']);
    const y = cli.npy('y.npy');
    expect([y.stored, y.shape]).toEqual(['<f8', [4, 1]]);
    normalized.forEach((value, i) => expect(y.data[i]).toBeCloseTo(value, 14));
    const report = cli.json('r.json');
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    const { before, after } = report.runningStatistics;
    expect(before).toEqual({ mean: [0], var: [1], numBatchesTracked: 0 });
    expect(after.mean[0]).toBeCloseTo(0.1 * 0.25, 15);
    expect(after.var[0]).toBeCloseTo(0.9 + 0.1 * 0.25, 15);
    expect(after.numBatchesTracked).toBe(1);
    expect(report.input.dtype).toBe('float64');
    sizeOf(cli.read('f.png'));
  });

  test('the output has the input’s type, float32 for float16', async () => {
    for (const [type, out] of [
      ['<f2', '<f4'],
      ['<f4', '<f4'],
      ['<f8', '<f8'],
    ] as const) {
      cli.save('t.npy', column, [4, 1], type);
      const { status } = await cli.run(
        ...['run', 't.npy', '--layer', 'BatchNorm1d', '--eps', '0', '--out', 'ty.npy'],
      );
      expect(status, type).toBe(0);
      const y = cli.npy('ty.npy');
      expect(y.stored).toBe(out);
      normalized.forEach((value, i) => expect(y.data[i]).toBeCloseTo(value, 6));
    }
  });

  test('a Fortran-order file gives what the same array in C order gives', async () => {
    cli.save('c.npy', [1, 2, 4, 8, 16, 32], [3, 2]);
    cli.write('f.npy', asFortran(cli.read('c.npy'), 3, 2));
    expect(cli.read('f.npy')).not.toEqual(cli.read('c.npy'));
    for (const name of ['c', 'f'])
      await cli.run('run', `${name}.npy`, '--layer', 'BatchNorm1d', '--out', `${name}y.npy`);
    expect(cli.read('fy.npy')).toEqual(cli.read('cy.npy'));
  });

  test('integers are refused, and converted on request', async () => {
    cli.save('i.npy', column, [4, 1], '<i8');
    const words = ['run', 'i.npy', '--layer', 'BatchNorm1d', '--eps', '0', '--out', 'iy.npy'];
    expect((await cli.run(...words)).status).toBe(1);
    expect((await cli.run(...words, '--convert')).status).toBe(0);
    const y = cli.npy('iy.npy');
    expect(y.stored).toBe('<f4');
    normalized.forEach((value, i) => expect(y.data[i]).toBeCloseTo(value, 6));
  });

  test('eval uses the given running statistics, γ and β', async () => {
    cli.save('x.npy', [3, 5], [1, 2]);
    cli.save('m.npy', [1, 2], [2]);
    cli.save('v.npy', [4, 9], [2]);
    cli.save('w.npy', [10, 100], [2]);
    cli.save('b.npy', [1, -1], [2]);
    const { status } = await cli.run(
      ...['run', 'x.npy', '--layer', 'BatchNorm1d', '--mode', 'eval', '--eps', '0'],
      ...['--running-mean', 'm.npy', '--running-var', 'v.npy', '--num-batches-tracked', '7'],
      ...['--weight', 'w.npy', '--bias', 'b.npy', '--out', 'y.npy', '--json', 'r.json'],
    );
    expect(status).toBe(0);
    // (3 − 1)/2·10 + 1 and (5 − 2)/3·100 − 1
    expect([...cli.npy('y.npy').data]).toEqual([11, 99]);
    const { runningStatistics, parameters } = cli.json('r.json');
    expect(runningStatistics.after).toEqual({ mean: [1, 2], var: [4, 9], numBatchesTracked: 7 });
    expect(runningStatistics.before).toEqual(runningStatistics.after);
    expect(parameters).toMatchObject({ weight: [10, 100], bias: [1, -1] });
  });

  test('momentum none averages all batches: the third weighs a third', async () => {
    cli.save('x.npy', column, [4, 1]);
    cli.save('m.npy', [4], [1]);
    cli.save('v.npy', [4], [1]);
    const { status } = await cli.run(
      ...['run', 'x.npy', '--layer', 'BatchNorm1d', '--momentum', 'none'],
      ...['--running-mean', 'm.npy', '--running-var', 'v.npy', '--num-batches-tracked', '2'],
      ...['--out', 'y.npy', '--json', 'r.json'],
    );
    expect(status).toBe(0);
    const { after } = cli.json('r.json').runningStatistics;
    expect(after.mean[0]).toBeCloseTo((2 * 4 + 0.25) / 3, 14);
    expect(after.var[0]).toBeCloseTo((2 * 4 + 0.25) / 3, 14);
    expect(after.numBatchesTracked).toBe(3);
  });

  const SQUARES = Array.from({ length: 24 }, (_, i) => (i * i) % 7);
  test.each([
    ['LayerNorm', [2, 3, 2, 2], ['--normalized-shape', '3,2,2'], { normalized_shape: [3, 2, 2] }],
    ['LayerNorm', [2, 3, 4], ['--no-bias'], { bias: false }],
    ['LayerNorm', [2, 3, 4], ['--no-affine'], { elementwise_affine: false }],
    ['RMSNorm', [2, 3, 4], ['--eps', 'none'], { eps: null }],
    ['GroupNorm', [2, 6, 2], ['--num-groups', '2'], { num_groups: 2, num_channels: 6 }],
    ['InstanceNorm2d', [2, 3, 2, 2], ['--affine', '--track'], { track_running_stats: true }],
    [
      'LocalResponseNorm',
      [2, 6, 2],
      ['--size', '5', '--alpha', '1e-4', '--beta', '0.75', '--k', '1'],
      { size: 5, alpha: 1e-4, beta: 0.75, k: 1 },
    ],
    ['SyncBatchNorm', [4, 6], ['--replicas', '1,3'], { replicas: [1, 3] }],
    [
      'Custom',
      [2, 3, 4],
      ['--axes', '0,-1', '--param-axes', '1', '--no-center'],
      { axes: [0, 2], param_axes: [1], center: false },
    ],
    ['BatchNorm1d', [6, 4], ['--no-affine', '--no-track'], { track_running_stats: false }],
  ] as const)('%s on (%s) takes %s', async (layer, shape, flags, options) => {
    cli.save('s.npy', SQUARES, shape);
    const { status, stderr } = await cli.run(
      ...['run', 's.npy', '--layer', layer, ...flags, '--out', 'sy.npy', '--json', 's.json'],
    );
    expect([status, stderr]).toEqual([0, expect.stringMatching(WARNINGS)]);
    const report = cli.json('s.json');
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(report.layer).toMatchObject({ name: layer, options });
    expect(cli.npy('sy.npy').shape).toEqual(shape);
  });

  test('--layout names the dimensions; a layer on the wrong one warns', async () => {
    cli.save('s.npy', SQUARES, [2, 3, 4]);
    const { status } = await cli.run(
      ...['run', 's.npy', '--layer', 'BatchNorm1d', '--layout', 'NLC', '--out', 'sy.npy'],
      ...['--json', 's.json'],
    );
    expect(status).toBe(0);
    const { input, reduction, warnings } = cli.json('s.json');
    expect(input.axes).toEqual(['N', 'L', 'C']);
    expect(reduction).toMatchObject({ reducedAxes: ['N', 'C'], reducedDims: [0, 2], groups: 3 });
    expect(warnings).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'axisOrder' })]),
    );
  });

  test('what is not finite is a word in the report', async () => {
    cli.save('n.npy', [NaN, 1, Infinity, 2, -Infinity, 4], [3, 2]);
    await cli.run(
      ...['run', 'n.npy', '--layer', 'BatchNorm1d', '--out', 'ny.npy', '--json', 'n.json'],
    );
    const report = cli.json('n.json');
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(report.input.values).toEqual([
      ['NaN', 1],
      ['Infinity', 2],
      ['-Infinity', 4],
    ]);
    expect(report.input.summary).toMatchObject({ nan: 1, inf: 2, min: 1, max: 4 });
    expect(report.statistics.mean[0]).toBe('NaN');
  });
});

test('run says its warnings on the standard error output', async () => {
  cli.save('pair.npy', [1, 2, 1, 5], [2, 2]);
  const outcome = await cli.run('run', 'pair.npy', '--layer', 'BatchNorm1d', '--out', 'py.npy');
  expect(outcome).toMatchObject({ status: 0, stdout: 'py.npy\n' });
  expect(outcome.stderr).toMatch(WARNINGS);
  expect(outcome.stderr).toMatch(/\[groupOfTwo\]\n/);
  expect(outcome.stderr).toMatch(/1 of 2 statistics is taken over a constant.*\[constant\]\n/);
});

test('run refuses a weight that was transposed on its way', async () => {
  cli.save(
    'x345.npy',
    Array.from({ length: 60 }, (_, i) => i * i),
    [3, 4, 5],
  );
  cli.save('w54.npy', Array<number>(20).fill(1), [5, 4]);
  const words = ['--layer', 'LayerNorm', '--normalized-shape', '4,5', '--weight', 'w54.npy'];
  const outcome = await cli.run('run', 'x345.npy', ...words, '--out', 'y.npy');
  expect(outcome.status).toBe(1);
  expect(outcome.stderr).toMatch(/size mismatch for weight: .*\[5, 4\].*\[4, 5\]/);
});
