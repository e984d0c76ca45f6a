import { execFileSync } from 'node:child_process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { lessonSchema } from '../../core/lessons/document.ts';
import { builtInLessons } from '../../core/lessons/documents/all.ts';
import { CommandLine } from './commandLine.ts';

const cli = new CommandLine();
afterAll(() => cli.remove());

/** The words of a PDF. */
const words = (name: string) =>
  execFileSync('pdftotext', ['-layout', cli.path(name), '-'], { encoding: 'utf8' });

test('lessons lists the built-in ones by id', async () => {
  const text = await cli.run('lessons');
  const data = await cli.run('lessons', '--json');
  const listed = JSON.parse(data.stdout) as { id: string; scenes: number }[];
  expect(listed.map(({ id }) => id)).toEqual(builtInLessons().map(({ id }) => id));
  // the notebook's lesson has nine scenes
  expect(listed[0]).toMatchObject({ id: 'notebook', scenes: 9 });
  for (const { id } of listed) expect(text.stdout).toMatch(new RegExp(`^${id} `, 'm'));
});

test('a lesson becomes a hand-out, pages, a worksheet with its key, and its document; a report becomes one too', async () => {
  const outputs = [
    '--html',
    'n.html',
    '--pdf',
    'n.pdf',
    '--worksheet',
    'w.pdf',
    '--json',
    'n.json',
  ];
  const more = ['--questions', '4', '--seed', '3', '--language', 'ko'];
  expect(await cli.run('lesson', 'notebook', ...outputs, ...more)).toMatchObject({ status: 0 });
  const page = cli.read('n.html');
  expect(page.length).toBeLessThan(2_000_000);
  expect(page.toString('utf8')).toMatch(/Content-Security-Policy" content="default-src 'none';/);
  expect(words('n.pdf')).toContain('1.6039');
  const sheet = words('w.pdf');
  // Korean as text, the seed on every page, the key on one of its own
  expect(sheet).toContain('이름');
  const sheets = sheet.split('\f').filter((one) => one.trim() !== '');
  for (const one of sheets) expect(one).toMatch(/\b3\b/);
  expect(sheets.findIndex((one) => one.includes('4. '))).toBeLessThan(sheets.length - 1);
  expect(new Ajv2020({ strict: false }).validate(lessonSchema(), cli.json('n.json'))).toBe(true);

  const report = ['report', '--example', 'nlp', '--layer', 'GroupNorm', '--formats', 'json'];
  expect(await cli.run(...report, '--out', 'r')).toMatchObject({ status: 0 });
  expect(await cli.run('lesson', 'r/nlp-GroupNorm.json', '--html', 'r.html')).toMatchObject({
    status: 0,
  });
  expect(cli.read('r.html').toString('utf8')).toContain('GroupNorm');
});

test('a quiz is written in every format, the same seed as the same bytes, another as others', async () => {
  for (const format of ['moodle', 'gift', 'qti', 'json']) {
    const quiz = (seed: string, out: string) =>
      cli.run('quiz', '--count', '12', '--seed', seed, '--format', format, '--out', out);
    expect(await quiz('7', `a.${format}`)).toMatchObject({ status: 0 });
    await quiz('7', `b.${format}`);
    await quiz('8', `c.${format}`);
    expect(cli.read(`a.${format}`).equals(cli.read(`b.${format}`)), format).toBe(true);
    expect(cli.read(`a.${format}`).equals(cli.read(`c.${format}`)), format).toBe(false);
  }
});

test('what cannot be read or written says so, and writes nothing', async () => {
  cli.write('newer.json', '{"format":"normscope-lesson","version":7,"title":{},"scenes":[]}');
  const before = cli.files();
  const newer = await cli.run('lesson', 'newer.json', '--html', 'x.html');
  expect(newer).toMatchObject({ status: 1 });
  expect(newer.stderr).toContain('version 7');
  const unknown = await cli.run('lesson', 'nobody', '--html', 'x.html');
  expect(unknown.stderr).toContain('There is no lesson "nobody"');
  const kinds = await cli.run('quiz', '--kinds', 'nothing', '--out', 'x.xml');
  expect(kinds.status).not.toBe(0);
  expect(kinds.stderr).toContain('--kinds');
  expect(cli.files()).toEqual(before);
});
