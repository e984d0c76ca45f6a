import { InputError } from '../errors.ts';
import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import type { SentencesSpec } from './sentencesSpec.ts';
import { MOST_VALUES } from './syntheticSpec.ts';

/** What fills shorter sentences. */
export const PADDING = '<pad>';

export interface Sentences {
  /** (N, C, L); 0 where a sentence is padded. */
  readonly tensor: Tensor;
  /** Every different token, in the order in which they come; the embedding has a row for each. */
  readonly vocabulary: readonly string[];
  /** Tokens of each sentence, padded to one length. */
  readonly tokens: readonly (readonly string[])[];
  /** Tokens of each sentence without its padding. */
  readonly lengths: readonly number[];
  /** Lines of PyTorch that make the same tensor, named x. */
  readonly script: string;
}

/** Tokens of a sentence; characters are as a reader counts them, and white space is one. */
export function tokensOf(sentence: string, by: SentencesSpec['tokens']): string[] {
  const trimmed = sentence.normalize('NFC').trim();
  if (by === 'words') return trimmed.split(/\s+/u).filter(Boolean);
  return [...new Intl.Segmenter('und').segment(trimmed)].map(({ segment }) =>
    /^\s+$/u.test(segment) ? ' ' : segment,
  );
}

/**
 * Sentences as random embeddings: `torch.randn(vocabulary, channels)` of a seed, row by row the tokens in the order in which they come, and zeros
 * where a sentence is shorter than the longest.
 * @throws InputError no-sentence, synthetic-size
 */
export function sentencesTensor({
  sentences,
  tokens: by,
  channels,
  seed,
}: SentencesSpec): Sentences {
  const split = sentences.map((sentence) => tokensOf(sentence, by)).filter(({ length }) => length);
  if (split.length === 0)
    throw new InputError(
      'no-sentence',
      'There is no token among the sentences: expected at least one word. Write a sentence a line.',
    );
  const length = split.reduce((most, one) => Math.max(most, one.length), 0);
  const vocabulary = [...new Set(split.flat())];
  const shape = [split.length, channels, length];
  const values = Math.max(split.length * length, vocabulary.length) * channels;
  if (values > MOST_VALUES)
    throw new InputError(
      'synthetic-size',
      `The shape (${shape.join(', ')}) has ${values} values: expected at most ${MOST_VALUES}. Give shorter sentences or fewer channels.`,
      { shape: shape.join(', '), most: MOST_VALUES },
    );
  const embedding = randn(manualSeed(seed), [vocabulary.length, channels]);
  const row = new Map(vocabulary.map((token, i) => [token, i]));
  const data = new Float32Array(split.length * channels * length);
  split.forEach((one, n) =>
    one.forEach((token, l) => {
      const from = row.get(token)! * channels;
      for (let c = 0; c < channels; c++)
        data[(n * channels + c) * length + l] = embedding.data[from + c]!;
    }),
  );
  const ids = split.map((one) => [
    ...one.map((token) => row.get(token)!),
    ...new Array<number>(length - one.length).fill(-1),
  ]);
  return {
    tensor: tensor(data, shape, ['N', 'C', 'L']),
    vocabulary,
    tokens: split.map((one) => [...one, ...new Array<string>(length - one.length).fill(PADDING)]),
    lengths: split.map((one) => one.length),
    script: scriptOf(vocabulary, ids, channels, seed),
  };
}

/** The embedding is random: what a word means is not in it, and the lines say so. */
function scriptOf(
  vocabulary: readonly string[],
  ids: readonly (readonly number[])[],
  channels: number,
  seed: number,
): string {
  const rows = ids.map((one) => `[${one.join(', ')}]`).join(', ');
  return [
    `# random embeddings of ${JSON.stringify(vocabulary)}; -1 is padding`,
    `torch.manual_seed(${seed})`,
    `embedding = torch.randn(${vocabulary.length}, ${channels})`,
    `ids = torch.tensor([${rows}])`,
    'x = embedding[ids.clamp(min=0)].masked_fill((ids < 0).unsqueeze(-1), 0)',
    'x = x.permute(0, 2, 1).contiguous()',
  ].join('\n');
}
