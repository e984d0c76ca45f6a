import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { REPORT_SCHEMA } from '../../core/report/schema.ts';
import { CommandLine } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

const valid = new Ajv2020({ strict: false, allErrors: true }).compile(REPORT_SCHEMA);

test('report --step draws and tells the step, by name or by number', async () => {
  const nlp = ['report', '--example', 'nlp', '--step'];
  expect((await cli.run(...nlp, 'variance', '--out', 'named')).status).toBe(0);
  expect((await cli.run(...nlp, '5', '--out', 'numbered')).status).toBe(0);
  const report = cli.json('named/nlp-BatchNorm1d.json');
  expect(valid(report)).toBe(true);
  expect(report.view.step).toBe(5);
  expect(report.step).toMatchObject({
    name: 'variance',
    sentence:
      'Add the 8 squared deviations of channel 2 and divide by n = 8, which is the biased variance: σ² = 1.1125.',
  });
  // the notebook's variance of channel 2
  expect(report.step.formula).toMatch(/= 1\.1125$/);
  for (const kind of ['json', 'svg', 'png']) {
    const [named, numbered] = ['named', 'numbered'].map((folder) =>
      cli.read(`${folder}/nlp-BatchNorm1d.${kind}`),
    );
    expect(named?.equals(numbered!), kind).toBe(true);
  }
  const svg = cli.read('named/nlp-BatchNorm1d.svg').toString('utf8');
  expect(svg).toContain('divide by n = 8, which is the biased variance');
  expect(svg).toContain('(x − μ)²');
});

test('without --step a report has none', async () => {
  await cli.run('report', '--example', 'nlp', '--out', 'plain');
  const report = cli.json('plain/nlp-BatchNorm1d.json');
  expect(report.step).toBeUndefined();
  expect(report.view.step).toBeUndefined();
});

test('run --step draws the step of a file', async () => {
  cli.save('x.npy', [1, 2, 3, 5, 4, 6], [3, 2]);
  const words = ['--layer', 'BatchNorm1d', '--pin', '0,0', '--step', 'mean', '--json', 'r.json'];
  expect(await cli.run('run', 'x.npy', ...words)).toMatchObject({ status: 0, stderr: '' });
  // channel 0: (1 + 3 + 4) / 3
  expect(cli.json('r.json').step.formula).toMatch(/\/ 3 = 2\.6667$/);
});

test.each([
  [['--step', 'sum'], 'expected group, gateFirst, gather, replicas, mean'],
  [['--step', '11'], '0 to 10'],
  [['--step=-1'], '0 to 10'],
  // steps that these layers do not have
  [
    ['--step', 'mean', '--layer', 'LocalResponseNorm', '--size', '3'],
    'group (0), gather (1), square (4), variance (5), epsSqrt (6), divide (7), allGroups (9)',
  ],
  [['--step', '10', '--layer', 'LayerNorm'], 'LayerNorm has no step running here (train)'],
])('report %j is refused with status 2 and one line that helps', async (words, help) => {
  const outcome = await cli.run('report', '--example', 'image', '--out', 'refused', ...words);
  expect(outcome.status).toBe(2);
  expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  expect(outcome.stderr).toContain(help);
  expect(cli.files().some((file) => file.startsWith('refused'))).toBe(false);
});
