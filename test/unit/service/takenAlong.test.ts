import { expect, test } from 'vitest';
import { readLesson } from '../../../core/lessons/document.ts';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import type { ExamResult } from '../../../core/quiz/exam.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { answer } = given;
const [notebook] = LONG_LESSONS;
const decoded = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
/** What the stand-in for the rasteriser was asked to draw. */
const drawing = (bytes: Uint8Array | undefined) =>
  JSON.parse(decoded(bytes)) as { figures: { width: number }[] };

const quiz = { kinds: ['axes'], count: 2, seed: 5, language: 'en' };

test('a lesson is taken along as PDF, a page a scene or more, called by its title in the language', async () => {
  const argument = { lesson: notebook, format: 'pdf', language: 'ko' };
  await answer('lesson.export', argument);
  const [saved] = given.host.saved;
  expect(saved).toMatchObject({ extension: 'pdf', description: 'PDF 문서' });
  const title = notebook!.title.ko!;
  expect(saved?.name).toBe(`${title.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/_$/, '')}.pdf`);
  const asked = drawing(saved?.bytes);
  expect(asked.figures.length).toBeGreaterThanOrEqual(notebook!.scenes.length);
  // 96 figure pixels an inch, 72 points
  expect(asked).toMatchObject({
    kind: 'pdf',
    scale: 0.75,
    facts: { title, description: title, software: 'Normscope', language: 'ko', keywords: '' },
  });
});

test('a lesson without a title that names a file is called lesson, a long title is cut', async () => {
  const titled = (en: string) => ({ ...notebook!, title: { en, ko: en } });
  for (const title of ['...', '_._', 'x'.repeat(200), '.hidden._'])
    await answer('lesson.export', { lesson: titled(title), format: 'json', language: 'en' });
  expect(given.host.saved.map(({ name }) => name)).toEqual([
    'lesson.json',
    'lesson.json',
    `${'x'.repeat(80)}.json`,
    'hidden.json',
  ]);
  expect(readLesson(decoded(given.host.saved[2]?.bytes)).title.en).toBe('x'.repeat(200));
});

test('a lesson as a page of HTML runs its own script in its own style, and asks for nothing', async () => {
  const lesson = { ...notebook!, title: { en: 'a < b & c', ko: '제목' } };
  await answer('lesson.export', { lesson, format: 'html', language: 'en' });
  const [saved] = given.host.saved;
  expect(saved).toMatchObject({ extension: 'html', description: 'Hand-out' });
  const html = decoded(saved?.bytes);
  const inner = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? '';
  expect(inner('title')).toBe('a &lt; b &amp; c');
  expect(html).toContain('<html lang="en">');
  // neither ends nor hides the element that it stands in
  expect(inner('script')).toBe(String.raw`run("\x3C!--", "\x3C/script>", "\x3CSCRIPT>");`);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const face = (family: string, weight: number, text: string) =>
    `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/woff2;base64,${base64(text)}) format('woff2')}`;
  expect(inner('style').split('\n')).toEqual([
    face('Inter', 400, 'regular'),
    face('Inter', 600, 'semibold'),
    face('JetBrains Mono', 400, 'mono'),
    face('JetBrains Mono', 700, 'bold'),
    'p{margin:0}',
  ]);
  const hash = async (text: string) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString(
      'base64',
    );
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${await hash(inner('script'))}'`,
    `style-src 'sha256-${await hash(inner('style'))}'`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  const contents = /<script type="application\/json" id="contents">(.*)<\/script>/.exec(html)?.[1];
  expect(contents).not.toContain('<');
  const data = JSON.parse(contents ?? '') as { lesson: string; language: string; made: string };
  expect([data.language, data.made]).toEqual(['en', 'Normscope 1.2.3']);
  expect(readLesson(data.lesson)).toEqual(lesson);
});

test('a scene of a hand-out whose text cannot be said is refused when it is made', async () => {
  const [scene] = notebook!.scenes;
  const broken = { ...scene!, text: { en: 'μ is {nothing}', ko: 'μ는 {nothing}' } };
  const lesson = { ...notebook!, scenes: [broken] };
  const asked = { lesson, format: 'html', language: 'en' };
  expect(await given.call('lesson.export', asked)).toMatchObject({ ok: false });
  expect(given.host.saved).toEqual([]);
});

test.each([
  ['moodle', 'quiz-5.xml', 'xml', 'Moodle questions', '<quiz>'],
  ['gift', 'quiz-5.gift.txt', 'txt', 'GIFT questions', 'Normscope 5'],
  ['qti', 'quiz-5.zip', 'zip', 'QTI package', 'PK'],
  ['json', 'quiz-5.json', 'json', 'JSON document', '"seed": 5'],
  ['worksheet', 'worksheet-5.pdf', 'pdf', 'Worksheet', '"kind":"pdf"'],
])('questions as %s are saved as %s', async (format, name, extension, description, content) => {
  await answer('quiz.export', { ...quiz, format });
  expect(given.host.saved).toMatchObject([{ name, extension, description }]);
  expect(decoded(given.host.saved[0]?.bytes)).toContain(content);
});

test('questions with pictures have them at two pixels a pixel, and are called by their seed', async () => {
  await answer('quiz.export', { ...quiz, format: 'moodle' });
  const xml = decoded(given.host.saved[0]?.bytes);
  expect(xml).toContain('Normscope 5');
  const [, png = ''] = /<file [^>]*encoding="base64">([^<]*)</.exec(xml) ?? [];
  expect(drawing(Buffer.from(png, 'base64'))).toMatchObject({ kind: 'png', scale: 2 });
});

test('a worksheet is called what it is about, in its language', async () => {
  const title = (at: number) => {
    const { facts } = drawing(given.host.saved[at]?.bytes) as unknown as {
      facts: { title: string; language: string };
    };
    return [facts.title, facts.language];
  };
  await answer('quiz.export', { ...quiz, format: 'worksheet' });
  await answer('quiz.export', { ...quiz, format: 'worksheet', language: 'ko', title: '2반' });
  expect([title(0), title(1)]).toEqual([
    ['Worksheet', 'en'],
    ['학습지: 2반', 'ko'],
  ]);
});

test('the result of an exam is saved by its seed and who took it, as a table or as data', async () => {
  const result = (student: string): ExamResult => ({
    format: 'normscope-exam',
    version: 1,
    student,
    setting: { kinds: ['axes'], count: 1, seed: 7 },
    seed: 1,
    language: 'ko',
    points: 1,
    answers: [{ kind: 'axes', seed: 3, question: 'q', given: null, expected: 'N', right: false }],
  });
  await answer('exam.save', { result: result('홍 길동'), format: 'csv' });
  await answer('exam.save', { result: result('...'), format: 'json' });
  expect(
    given.host.saved.map(({ name, extension, description }) => [name, extension, description]),
  ).toEqual([
    ['exam-7-홍_길동.csv', 'csv', '표'],
    ['exam-7-student.json', 'json', 'JSON 문서'],
  ]);
  expect(decoded(given.host.saved[0]?.bytes)).toContain('홍 길동');
  expect(JSON.parse(decoded(given.host.saved[1]?.bytes))).toEqual(result('...'));
});
