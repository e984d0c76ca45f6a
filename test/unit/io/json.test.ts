import { expect, test } from 'vitest';
import { readJson } from '../../../core/io/json.ts';
import { failure } from './fixture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => {
  const { data, shape } = readJson(bytes(text));
  return { data: [...data], shape };
};

test('nested lists are read as torch.tensor reads them', () => {
  expect(read('[[1, 2.5, -3e2], [0.1, 0, 7]]')).toEqual({
    data: [1, 2.5, -300, Math.fround(0.1), 0, 7],
    shape: [2, 3],
  });
  expect(read('\ufeff[\n [[1]],\r\n [[2]]\n]\n')).toEqual({ data: [1, 2], shape: [2, 1, 1] });
});

test('what Python writes for numbers that JSON has no word for is read', () => {
  expect(read('[NaN, Infinity, -Infinity, -0.0]').data).toEqual([NaN, Infinity, -Infinity, -0]);
});

test('more values than one block holds come out in order', () => {
  const values = Array.from({ length: 300_000 }, (_, i) => i % 1000);
  expect(read(JSON.stringify(values)).data).toEqual(values);
});

test.each([
  ['[[1, 2], [3]]', 'json-ragged', /expected 2, got 1 entries/],
  ['[1, [2]]', 'json-ragged', /expected a number, got a list/],
  ['[[1], 2]', 'json-ragged', /expected a list, got a number/],
  ['[1, "a"]', 'json-number', /"\\"a\\""|""a""/],
  ['[1,\n null]', 'json-number', /line 2/],
  ['[01]', 'json-number', /"01"/],
  ['[1, 2', 'json-list', /its end/],
  ['[1 2]', 'json-list', /without ","/],
  ['[1,,2]', 'json-list', /","/],
  ['[1,]', 'json-list', /"\]"/],
  ['[1]]', 'json-list', /"\]"/],
  ['[1][2]', 'json-list', /second list/],
  ['[]', 'json-empty', /no number/],
  ['[[], []]', 'json-empty', /no number/],
  ['', 'json-list', /its end/],
  ['1', 'json-ragged', /a number/],
  ['{"a": 1}', 'json-number', /nested lists/],
  ['['.repeat(100), 'json-list', /more than 64/],
])('%j is refused', (text, code, words) => {
  const error = failure(() => readJson(bytes(text)));
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(words)]);
});

test('a number that would become infinite is refused', () => {
  expect(failure(() => read('[1, 1e400]')).code).toBe('number-range');
  expect(failure(() => read('[1,\n -1e39]')).message).toMatch(/^line 2: -1e39 is beyond 3\.4e38/);
});
