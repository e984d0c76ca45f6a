import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { encodePng } from '../../core/figure/png.ts';
import { writeZip } from '../../core/io/writeZip.ts';
import { gift } from '../../core/quiz/export/gift.ts';
import { quizJson } from '../../core/quiz/export/json.ts';
import type { Drawn } from '../../core/quiz/export/markup.ts';
import { moodleXml } from '../../core/quiz/export/moodle.ts';
import { qtiPackage } from '../../core/quiz/export/qti.ts';
import { quizOf } from '../../core/quiz/make.ts';
import { questionFigure } from '../../core/quiz/picture.ts';

const PYTHON = process.env.NORMSCOPE_PYTHON ?? '/usr/bin/python3';
const png = encodePng(1, 1, new Uint8ClampedArray([0, 0, 0, 255]));
const questions = quizOf([], 36, 2024);
const quiz: readonly Drawn[] = questions.map((question) => ({
  question,
  png: questionFigure(question, 'en') ? png : null,
}));

/** Shares of a grade that Moodle accepts of an answer. @source question/engine/bank.php, fractions */
const SHARES = [
  100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
  12.5, 11.11111, 10, 5, 0,
];
/** Elements that every question begins with, in the order in which Moodle writes them. */
const HEAD = ['name', 'questiontext', 'generalfeedback', 'defaultgrade', 'penalty', 'hidden'];

interface Read {
  moodle: {
    type: string;
    elements: string[];
    answers: { fraction: number; text: string; tolerance: string | null; feedback: string }[];
    pictures: boolean[];
  }[];
  qti: {
    names: string[];
    named: string[];
    items: {
      elements: string[];
      right: string[];
      choices: string[];
      entry: number;
      feedback: string[];
      outcomes: string[];
      images: boolean;
    }[];
  };
}

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-quiz-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(language: 'en' | 'ko'): Read {
  const files = { moodle: path.join(folder, 'quiz.xml'), qti: path.join(folder, 'quiz.zip') };
  writeFileSync(files.moodle, moodleXml(quiz, language, 'Normscope'));
  writeFileSync(files.qti, writeZip(qtiPackage(quiz, language, 'Normscope')));
  const script = fileURLToPath(new URL('quizFiles.py', import.meta.url));
  const output = execFileSync(PYTHON, [script], {
    input: JSON.stringify(files),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(output) as Read;
}

describe.runIf(existsSync(PYTHON))('exported quizzes, read by another reader', () => {
  for (const language of ['en', 'ko'] as const) {
    const { moodle, qti } = read(language);

    test(`Moodle XML has every question, in the documented order (${language})`, () => {
      const [category, ...asked] = moodle;
      expect(category?.type).toBe('category');
      expect(asked).toHaveLength(questions.length);
      asked.forEach(({ type, elements, answers, pictures }, i) => {
        const { answer } = questions[i]!;
        expect(type).toBe(answer.type === 'number' ? 'numerical' : 'multichoice');
        expect(elements.slice(0, HEAD.length)).toEqual(HEAD);
        expect(pictures).toEqual(quiz[i]!.png ? [true] : []);
        for (const { fraction } of answers) expect(SHARES).toContain(Math.abs(fraction));
        const right = answers.filter(({ fraction }) => fraction > 0);
        if (answer.type === 'cells')
          expect(right.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(100, 3);
        else expect(right.map(({ fraction }) => fraction)).toEqual([100]);
        if (answer.type !== 'number') return;
        expect(Number(right[0]?.text)).toBeCloseTo(answer.value, 6);
        for (const { tolerance, fraction, feedback } of answers) {
          expect(Number(tolerance)).toBe(answer.tolerance);
          // who made a mistake is told which
          if (fraction === 0) expect(feedback).not.toBe('');
        }
      });
    });

    test(`the QTI package names its files, and every item has its answer (${language})`, () => {
      expect([...qti.named].sort()).toEqual(
        qti.names.filter((name) => name !== 'imsmanifest.xml').sort(),
      );
      expect(qti.items).toHaveLength(questions.length);
      for (const item of qti.items) {
        expect(item.elements.slice(0, 5)).toEqual([
          'responseDeclaration',
          'outcomeDeclaration',
          'outcomeDeclaration',
          'itemBody',
          'responseProcessing',
        ]);
        expect(item.images).toBe(true);
        expect(item.right.length).toBeGreaterThan(0);
        if (item.entry === 0) for (const id of item.right) expect(item.choices).toContain(id);
        else expect(item.choices).toEqual([]);
        // whatever the processing sets is told
        for (const outcome of item.outcomes) expect(item.feedback).toContain(outcome);
      }
    });
  }
});

/** Path of imsqti_v2p1.xsd, with what it imports beside it: its owner's, and not among these files. */
const SCHEMA = process.env.NORMSCOPE_QTI_SCHEMA;

test.runIf(SCHEMA)('the test and every item are valid by the schema of QTI 2.1', () => {
  for (const language of ['en', 'ko'] as const) {
    const files = qtiPackage(quiz, language, 'Normscope').flatMap(({ path: name, content }) => {
      if (typeof content !== 'string' || name === 'imsmanifest.xml') return [];
      const file = path.join(folder, `${language}-${path.basename(name)}`);
      writeFileSync(file, content);
      return [file];
    });
    expect(files).toHaveLength(questions.length + 1);
    // it ends with an error where one of them is not valid
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', SCHEMA!, ...files], {
      stdio: 'pipe',
    });
  }
});

test('GIFT escapes what means something in it, and says every question once', () => {
  const text = gift(questions, 'en', 'Normscope');
  const bodies = text.split(/\n\n/).slice(1).filter(Boolean);
  expect(bodies).toHaveLength(questions.length);
  for (const body of bodies) {
    // what is left after the escaped characters: one name, one pair of braces
    const bare = body.replace(/\\[\\~=#{}:n]/g, '');
    expect(bare.match(/[{}]/g)).toEqual(['{', '}']);
    expect(bare).toMatch(/^::normscope-\w+-\d+::\[html\][^{=~]*\{/);
  }
  // nn.BatchNorm1d(5), mean: a number as CLASSROOM's convention writes it
  const number = questions.findIndex(({ answer }) => answer.type === 'number');
  expect(bodies[number]).toMatch(/\{\n#=-?[\d.]+:0\.0005\n=%0%-?[\d.]+:0\.0005#/);
});

test('the same seed gives the same bytes in every format', () => {
  const once = () => [
    moodleXml(quiz, 'ko', 'x'),
    gift(quizOf([], 12, 9), 'en', 'x'),
    quizJson(quizOf([], 12, 9), 'en', 9),
    Buffer.from(writeZip(qtiPackage(quiz, 'en', 'x'))).toString('base64'),
  ];
  expect(once()).toEqual(once());
});

test('the data hold the answer in full precision, and the input with its one decimal', () => {
  const {
    questions: told,
    format,
    version,
  } = JSON.parse(quizJson(questions, 'en', 2024)) as {
    format: string;
    version: number;
    questions: { kind: string; x: number[] | null; answer: { value?: number } }[];
  };
  expect([format, version]).toEqual(['normscope-quiz', 1]);
  told.forEach(({ x, answer }, i) => {
    const own = questions[i]!;
    if (own.answer.type === 'number') expect(answer.value).toBe(own.answer.value);
    for (const value of x ?? []) expect(value * 10).toBeCloseTo(Math.round(value * 10), 6);
  });
});
