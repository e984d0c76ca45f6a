import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Given } from '../../../core/quiz/answers.ts';
import {
  examCsv,
  examJson,
  examOf,
  examResultOf,
  examSchema,
  expectedText,
  studentSeed,
} from '../../../core/quiz/exam.ts';
import {
  answerPractice,
  askAgain,
  nextPractice,
  startPractice,
  type Practice,
} from '../../../core/quiz/practice.ts';
import { QUIZ_KINDS, type Question } from '../../../core/quiz/question.ts';

function rightAnswer({ answer }: Question): Given {
  switch (answer.type) {
    case 'choice':
      return { type: 'choice', option: answer.options.findIndex(({ right }) => right) };
    case 'cells':
      return { type: 'cells', cells: answer.cells };
    case 'number':
      return { type: 'number', text: answer.value.toFixed(5).replace('.', ',') };
    default:
      return answer satisfies never;
  }
}
const WRONG: Readonly<Record<Question['answer']['type'], Given>> = {
  choice: { type: 'choice', option: 99 },
  cells: { type: 'cells', cells: [] },
  number: { type: 'number', text: '1e9' },
};
const wrongAnswer = ({ answer }: Question) => WRONG[answer.type];
const refOf = ({ question: { kind, seed } }: Practice) => ({ kind, seed });

test('practice asks its kinds in turn, the same by the same seed', () => {
  let practice = startPractice([], 5);
  const asked: string[] = [];
  for (let i = 0; i < QUIZ_KINDS.length; i++) {
    asked.push(practice.question.kind);
    practice = nextPractice(answerPractice(practice, rightAnswer(practice.question)));
  }
  expect(asked).toEqual(QUIZ_KINDS);
  expect([practice.right, practice.streak, practice.best]).toEqual([12, 12, 12]);
  expect(startPractice([], 5).question).toEqual(startPractice([], 5).question);
  expect(refOf(startPractice([], 6))).not.toEqual(refOf(startPractice([], 5)));
});

test('a wrong answer ends the streak and its question comes again until it is right', () => {
  let practice = startPractice(['axes'], 5);
  practice = nextPractice(answerPractice(practice, rightAnswer(practice.question)));
  const missed = refOf(practice);
  practice = answerPractice(practice, wrongAnswer(practice.question));
  expect([practice.streak, practice.best, practice.wrong]).toEqual([0, 1, [missed]]);
  // the fourth question is the one that was wrong
  practice = nextPractice(practice);
  practice = nextPractice(answerPractice(practice, rightAnswer(practice.question)));
  expect([practice.count, refOf(practice)]).toEqual([4, missed]);
  practice = answerPractice(practice, rightAnswer(practice.question));
  expect([practice.wrong, practice.streak]).toEqual([[], 2]);
});

test('a question that was wrong can be asked for at once, and is not kept twice', () => {
  let practice = startPractice(['mean'], 9);
  const missed = refOf(practice);
  practice = answerPractice(practice, wrongAnswer(practice.question));
  practice = askAgain(practice, missed);
  expect([practice.given, refOf(practice)]).toEqual([null, missed]);
  practice = answerPractice(practice, wrongAnswer(practice.question));
  expect(practice.wrong).toEqual([missed]);
});

const setting = { kinds: [], count: 12, seed: 7 } as const;

test('every student has an exam of their own, the same one each time', () => {
  const seeds = (student: string) => examOf(setting, student).map(({ seed }) => seed);
  expect(seeds('Kim Minji')).toEqual(seeds(' kim  minji '));
  expect(seeds('Kim')).toEqual(seeds(' kim '));
  expect(seeds('Kim')).not.toEqual(seeds('Lee'));
  // a name may be composed in two ways
  expect(studentSeed(7, '\u1100\u1161')).toBe(studentSeed(7, '\uac00'));
  const names = Array.from({ length: 500 }, (_, i) => studentSeed(7, `student ${i}`));
  expect(new Set(names).size).toBe(500);
  expect(studentSeed(8, 'Kim')).not.toBe(studentSeed(7, 'Kim'));
});

test('a result counts right answers, and says what was given and what is right', () => {
  const questions = examOf(setting, 'Kim');
  const given = questions.map((question, i) =>
    i % 3 === 0 ? rightAnswer(question) : i % 3 === 1 ? wrongAnswer(question) : null,
  );
  const result = examResultOf(setting, 'Kim', given, 'en');
  expect(result.points).toBe(4);
  expect(result.answers.map(({ right }) => right)).toEqual(given.map((_, i) => i % 3 === 0));
  expect(result.answers[2]?.given).toBeNull();
  result.answers.forEach(({ expected }, i) =>
    expect(expected).toBe(expectedText(questions[i]!, 'en')),
  );
  const validate = new Ajv2020({ strict: false }).compile(examSchema());
  expect(validate(JSON.parse(examJson(result))), JSON.stringify(validate.errors)).toBe(true);
});

/** Fields of a table as RFC 4180 has them, read without our own writer or reader. */
function fields(csv: string): string[][] {
  return csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
      ),
    );
}

test('the table of a result has a line a question, and a name is never a formula', () => {
  const student = '=HYPERLINK("a","b"), 2';
  const result = examResultOf(setting, student, [], 'ko');
  const csv = examCsv(result);
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  const [head, ...lines] = fields(csv);
  expect(head).toContain('expected');
  expect(lines).toHaveLength(12);
  expect(lines.every((line) => line.length === head?.length)).toBe(true);
  expect(lines[0]?.[0]).toBe(`'${student}`);
  expect(lines.map((line) => line.at(-1))).toEqual(Array(12).fill('0'));
});
