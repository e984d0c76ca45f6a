import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { CommandLine } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

const FORMATS = ['png', 'svg', 'json', 'pdf', 'md', 'ipynb', 'py', 'gif'] as const;
const start = (file: string, bytes: number) => cli.read(file).toString('latin1', 0, bytes);

test('a JSON report gives the bytes of the report that it came with, in every format', async () => {
  const formats = ['--formats', FORMATS.join(',')];
  const preset = {
    ...{ schema: 'normscope-preset', schemaVersion: 1, caption: 'Mine.' },
    ...{ size: { width: 480, height: 360 }, motion: { seconds: 1, framesPerSecond: 4 } },
  };
  fs.writeFileSync(cli.path('small.json'), JSON.stringify(preset));
  const made = await cli.run(
    ...['report', '--example', 'nlp', '--layer', 'GroupNorm', '--num-groups', '1', '--out', 'one'],
    ...['--language', 'ko', '--scale', '1', '--theme', 'dark', '--step', 'mean', ...formats],
    ...['--preset', 'small.json'],
  );
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const again = await cli.run('report', 'one/nlp-GroupNorm.json', '--out', 'two', ...formats);
  expect(again.stdout.trim().split('\n')).toEqual(FORMATS.map((end) => `two/nlp-GroupNorm.${end}`));
  for (const end of FORMATS)
    expect(cli.read(`two/nlp-GroupNorm.${end}`)).toEqual(cli.read(`one/nlp-GroupNorm.${end}`));
  expect(start('one/nlp-GroupNorm.pdf', 5)).toBe('%PDF-');
});

const hasPoppler = spawnSync('pdffonts', ['-v']).status === 0;
test.runIf(hasPoppler)(
  'the Korean PDF of every example has all that stands in its picture as text, and its fonts in itself',
  async () => {
    const words = ['--layer', 'LayerNorm', '--language', 'ko', '--formats', 'pdf,svg'];
    const made = await cli.run('report', '--example', 'all', ...words, '--out', 'ko');
    expect(made.status).toBe(0);
    const stems = made.stdout.split('\n').filter((line) => line.endsWith('-LayerNorm.pdf'));
    expect(stems.length).toBeGreaterThan(3);
    const read = (program: string, ...flags: string[]) =>
      spawnSync(program, flags, { cwd: cli.folder, encoding: 'utf8' }).stdout;
    const plain = (text: string) => text.replace(/\s+/g, '');
    for (const pdf of stems) {
      const text = plain(read('pdftotext', '-raw', pdf, '-'));
      const svg = cli.read(pdf.replace('.pdf', '.svg')).toString('utf8');
      const said = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, inner = '']) =>
        inner
          .replace(/<[^>]+>/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&'),
      );
      expect(said.some((line) => line.includes('평균'))).toBe(true);
      expect(said.filter((line) => !text.includes(plain(line)))).toEqual([]);
      const fonts = read('pdffonts', pdf).trimEnd().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const line of fonts) expect(line).toMatch(/ yes yes yes /);
      expect(cli.read(pdf).length).toBeLessThan(300_000);
    }
  },
  120_000,
);

test('the six seconds of the same numbers in two layouts are a GIF of less than 3 MB', async () => {
  const words = ['--layer', 'BatchNorm1d', '--preset', 'same-numbers', '--formats', 'gif'];
  const made = await cli.run('report', '--example', 'nlp', ...words, '--out', 'gif');
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const gif = cli.read('gif/nlp-BatchNorm1d.gif');
  // Width and height stand in little-endian words after the signature.
  expect([gif.readUInt16LE(6), gif.readUInt16LE(8)]).toEqual([1080, 1080]);
  expect(gif.length).toBeLessThan(3_000_000);
}, 120_000);

test('views in order are the pages of one PDF, and numbered pictures', async () => {
  await cli.run('overview', '--example', 'nlp', '--out', 'overview.json');
  await cli.run('report', '--example', 'nlp', '--out', '.', '--formats', 'json');
  const made = await cli.run(
    ...['report', 'overview.json', 'nlp-BatchNorm1d.json', '--handout', 'both'],
    ...['--out', 'handout', '--formats', 'pdf,svg'],
  );
  expect(made.stdout.trim().split('\n')).toEqual([
    'handout/both.pdf',
    'handout/both-1.svg',
    'handout/both-2.svg',
  ]);
  expect(cli.read('handout/both.pdf').toString('latin1')).toContain('/Count 2');

  // Each page in the size in which its own preset prints it: 1280 · 0.75 points; 85 mm are 85 / 25.4 · 72 points.
  const narrow = ['--preset', 'paper-column', '--formats', 'json', '--out', 'narrow'];
  await cli.run('report', '--example', 'nlp', ...narrow);
  await cli.run(
    ...['report', 'nlp-BatchNorm1d.json', 'narrow/nlp-BatchNorm1d.json', '--handout', 'sizes'],
    ...['--out', 'handout', '--formats', 'pdf'],
  );
  const sizes = cli
    .read('handout/sizes.pdf')
    .toString('latin1')
    .matchAll(/MediaBox \[0 0 ([\d.]+)/g);
  expect([...sizes].map(([, width]) => Math.round(Number(width)))).toEqual([960, 241]);
});

test('all layers on an example are made once: what is there is left as it is, unless it is asked for in another way', async () => {
  const words = [
    'report',
    '--example',
    'nlp',
    '--layer',
    'all',
    '--out',
    'all',
    '--formats',
    'svg',
  ];
  const first = await cli.run(...words);
  expect(first.status).toBe(0);
  const files = first.stdout.trim().split('\n');
  expect(files).toContain('all/nlp-LayerNorm.svg');
  expect(files.slice(-2)).toEqual(['all/index.html', 'all/contact-sheet.pdf']);
  // BatchNorm2d takes no (N, C, L).
  expect(first.stderr).toMatch(/pairs left out/);
  expect(files).not.toContain('all/nlp-BatchNorm2d.svg');
  expect(cli.read('all/index.html').toString('utf8')).toContain('src="nlp-LayerNorm.svg"');
  const marked = (file: string) => fs.appendFileSync(cli.path(file), '<!-- -->');
  marked('all/nlp-LayerNorm.svg');
  fs.rmSync(cli.path('all/nlp-RMSNorm.svg'));
  await cli.run(...words);
  expect(cli.read('all/nlp-LayerNorm.svg').toString('utf8')).toContain('<!-- -->');
  expect(cli.read('all/nlp-RMSNorm.svg').toString('utf8')).toContain('<svg');
  await cli.run(...words, '--theme', 'dark');
  expect(cli.read('all/nlp-LayerNorm.svg').toString('utf8')).not.toContain('<!-- -->');
}, 120_000);

test('a batch that is killed half-way is gone on with: what it had made stays, and nothing is half there', async () => {
  const words = ['report', '--example', 'all', '--layer', 'all', '--formats', 'svg'];
  const ended = cli.killedWhen(
    () => fs.existsSync(cli.path('killed')) && fs.readdirSync(cli.path('killed')).length > 12,
    ...[...words, '--out', 'killed'],
  );
  await ended;
  const pictures = () => fs.readdirSync(cli.path('killed')).filter((file) => /svg$/.test(file));
  const before = pictures();
  expect(before.length).toBeGreaterThan(5);
  for (const file of before) {
    expect(cli.read(`killed/${file}`).toString('utf8')).toMatch(/<\/svg>\s*$/);
    fs.appendFileSync(cli.path(`killed/${file}`), '<!-- kept -->');
  }
  const again = await cli.run(...words, '--out', 'killed');
  expect(again.status).toBe(0);
  const made = again.stdout
    .trim()
    .split('\n')
    .filter((line) => line.endsWith('.svg'));
  expect(pictures().sort()).toEqual(made.map((line) => line.replace('killed/', '')).sort());
  const kept = pictures().filter((file) =>
    /<!-- kept -->$/.test(cli.read(`killed/${file}`).toString('utf8')),
  );
  expect(kept.sort()).toEqual([...before].sort());
}, 120_000);

test.each([
  [['--formats', 'webm'], /webm needs a window/],
  [['--formats', 'bmp'], /expected some of png, svg, json, pdf, md, ipynb, py, gif/],
  [['--preset', 'nowhere.json'], /expected a file that can be read, or one of report, slide-16-9/],
])('%j is refused, and nothing is written', async (words, message) => {
  const { status, stderr } = await cli.run('report', '--example', 'nlp', '--out', 'no', ...words);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(message);
  expect(fs.existsSync(cli.path('no'))).toBe(false);
});
