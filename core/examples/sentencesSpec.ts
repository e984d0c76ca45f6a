import { list } from '../shape/compound.ts';
import { object } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, count, integer, text } from '../shape/values.ts';

const MOST_SENTENCES = 256;
const MOST_CHANNELS = 4096;

/** Sentences to make into a tensor. */
export const sentencesSpec = object({
  sentences: list(text(), MOST_SENTENCES),
  /** What a token is. */
  tokens: anyOf(['words', 'characters']),
  channels: integer({ min: 1, max: MOST_CHANNELS }),
  seed: count,
});
export type SentencesSpec = Infer<typeof sentencesSpec>;
