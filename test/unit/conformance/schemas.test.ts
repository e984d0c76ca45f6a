import fs from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { lessonSchema } from '../../../core/lessons/document.ts';
import { examJson, examResultOf, examSchema } from '../../../core/quiz/exam.ts';
import { quizJson, quizSchema } from '../../../core/quiz/export/json.ts';
import { quizOf } from '../../../core/quiz/make.ts';

const SCHEMAS = { lesson: lessonSchema(), quiz: quizSchema(), exam: examSchema() } as const;
const fileOf = (name: string) =>
  new URL(`../../../docs/schemas/normscope-${name}.schema.json`, import.meta.url);

/** A schema without its lists of choices, such as the layers, which grow. */
const withoutChoices = (schema: object): unknown =>
  JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === 'enum' ? [] : value)));

// NORMSCOPE_PUBLISH=1 npx vitest run --project unit test/unit/conformance/schemas.test.ts   after a format has grown
test.each(Object.entries(SCHEMAS))(
  'the published schema of a %s is the one that the program reads by',
  async (name, schema) => {
    const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 100 });
    if (process.env.NORMSCOPE_PUBLISH) fs.writeFileSync(fileOf(name), text);
    const published = JSON.parse(fs.readFileSync(fileOf(name), 'utf8')) as object;
    expect(withoutChoices(published)).toEqual(withoutChoices(schema));
  },
);

const valid = (schema: object, json: string) => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  return validate(JSON.parse(json)) ? [] : validate.errors;
};

test('quizzes and results are valid by their schemas, and others are not', () => {
  for (const language of ['en', 'ko'] as const)
    expect(valid(SCHEMAS.quiz, quizJson(quizOf([], 36, 3), language, 3))).toEqual([]);
  const setting = { kinds: [], count: 3, seed: 3 };
  const result = examResultOf(setting, 'Kim', [], 'ko');
  expect(valid(SCHEMAS.exam, examJson(result))).toEqual([]);
  expect(valid(SCHEMAS.quiz, examJson(result))).not.toEqual([]);
});
