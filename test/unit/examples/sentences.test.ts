import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PADDING, sentencesTensor, tokensOf } from '../../../core/examples/sentences.ts';
import type { SentencesSpec } from '../../../core/examples/sentencesSpec.ts';

interface Case {
  readonly spec: SentencesSpec;
  readonly script: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/sentences.json', import.meta.url), 'utf8'),
) as { cases: readonly Case[] };

test.each(cases.map((one) => [one.spec.tokens, one] as const))(
  'sentences by %s are PyTorch’s random embeddings, bit for bit, and zeros where they are padded',
  (_, { spec, script, shape, values }) => {
    const made = sentencesTensor(spec);
    expect(made.tensor.shape).toEqual(shape);
    expect(Array.from(made.tensor.data)).toEqual(values);
    expect(made.script).toBe(script);
  },
);

test('tokens are words, or characters as a reader counts them; empty lines are no sentences', () => {
  expect(tokensOf('  a  b\tc ', 'words')).toEqual(['a', 'b', 'c']);
  expect(tokensOf('é👍🏽 한', 'characters')).toEqual(['é', '👍🏽', ' ', '한']);
  const { tokens, tensor } = sentencesTensor({
    ...{ sentences: ['a b', '', ' ', 'c'], tokens: 'words', channels: 2, seed: 1 },
  });
  expect(tokens).toEqual([
    ['a', 'b'],
    ['c', PADDING],
  ]);
  expect(tensor.shape).toEqual([2, 2, 2]);
});

test('what holds no token, and what is too large, is refused', () => {
  const spec = { tokens: 'words', channels: 2, seed: 0 } as const;
  expect(() => sentencesTensor({ ...spec, sentences: [' ', ''] })).toThrow(/no token/);
  const long = 'a '.repeat(5000);
  expect(() => sentencesTensor({ ...spec, channels: 4096, sentences: [long] })).toThrow(
    /fewer channels/,
  );
});
