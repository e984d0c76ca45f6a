import { isPlain, orNull } from '../../core/shape/compound.ts';
import { eachOr, object } from '../../core/shape/object.ts';
import { Mismatch, type Infer, type Shape } from '../../core/shape/shape.ts';
import { anyOf, integer, number } from '../../core/shape/values.ts';
import { BATCHES, TRUE_MEAN, TRAINED } from '../../core/training/course.ts';
import { CONVENTIONS, FIRST_SETTINGS, SHARES } from './settings.ts';

/** One of the offered ways to share a batch. */
const shares: Shape<readonly number[]> = {
  expected: 'shares that are offered',
  read(value) {
    const found = SHARES.find((offered) => offered.join() === String(value));
    if (!found) throw new Mismatch('shares that are offered', value);
    return found;
  },
  schema: () => ({ enum: SHARES }),
};

const trainingKept = object({
  momentum: orNull(number({ min: 0, max: 1 })),
  freezeFrom: orNull(integer({ min: 0, max: BATCHES - 1 })),
  shares,
  layer: anyOf(TRAINED),
  channel: integer({ min: 0, max: TRUE_MEAN.length - 1 }),
  convention: anyOf(CONVENTIONS),
  /** The batch that was fed last, from 0. */
  step: integer({ min: 0, max: BATCHES - 1 }),
});

/** What is remembered of the training. */
export type TrainingKept = Infer<typeof trainingKept>;

/** A training that begins. */
export const FIRST_KEPT: TrainingKept = {
  ...FIRST_SETTINGS,
  channel: 0,
  convention: 'pytorch',
  step: 0,
};

const kept = eachOr(trainingKept, FIRST_KEPT);

/** Reads a remembered training; entries that are missing or broken begin anew. */
export function readTraining(value: unknown): TrainingKept | null {
  return isPlain(value) ? kept.read(value) : null;
}
