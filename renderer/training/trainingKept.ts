import { BATCHES, TRUE_MEAN } from '../../core/training/batches.ts';
import { isObject } from '../ui/kept.ts';
import {
  CONVENTIONS,
  FIRST_SETTINGS,
  SHARES,
  type Convention,
  type TrainingSettings,
} from './settings.ts';

/** What is remembered of the training. */
export interface TrainingKept extends TrainingSettings {
  readonly channel: number;
  readonly convention: Convention;
  /** The batch that was fed last, from 0. */
  readonly step: number;
}

/** Reads a remembered training; entries that are missing or broken begin anew. */
export function readTraining(value: unknown): TrainingKept | null {
  if (!isObject(value)) return null;
  const { momentum, freezeFrom } = value;
  const below = (entry: unknown, end: number): entry is number =>
    Number.isSafeInteger(entry) && (entry as number) >= 0 && (entry as number) < end;
  const share = typeof momentum === 'number' && momentum >= 0 && momentum <= 1;
  return {
    momentum: share || momentum === null ? momentum : FIRST_SETTINGS.momentum,
    freezeFrom: below(freezeFrom, BATCHES) ? freezeFrom : null,
    shares:
      SHARES.find((shares) => shares.join() === String(value.shares)) ?? FIRST_SETTINGS.shares,
    channel: below(value.channel, TRUE_MEAN.length) ? value.channel : 0,
    convention: CONVENTIONS.find((name) => name === value.convention) ?? 'pytorch',
    step: below(value.step, BATCHES) ? value.step : 0,
  };
}
