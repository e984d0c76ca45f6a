import { ownDigits } from '../tensor/formatNumber.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { FINDING_TEXTS, type FindingCode } from '../texts/findings.ts';
import { textIn } from '../texts/format.ts';
import type { Role } from './normLayers.ts';

/** Something about a layer that a person should know. */
export interface Finding {
  readonly code: FindingCode;
  /** Channels concerned, ascending; all of them where the layer as a whole is meant. */
  readonly channels: readonly number[];
  /** In English; a window makes its own of code and values. */
  readonly message: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The numbers of a layer's parts. */
export type LayerValues = Readonly<Partial<Record<Role, TensorData>>>;

/** Channels that a message names. */
const NAMED = 8;

/** A finding, its message made from its text. */
export function finding(
  code: FindingCode,
  channels: readonly number[],
  values: Readonly<Record<string, string | number>> = {},
): Finding {
  return { code, channels, message: findingText(code, channels, values, 'en'), values };
}

/** The message of a finding in a language. */
export function findingText(
  code: FindingCode,
  channels: readonly number[],
  values: Finding['values'],
  language: 'en' | 'ko',
): string {
  const some = channels.slice(0, NAMED).join(', ');
  const rest = channels.length - NAMED;
  const named = rest > 0 ? `${some} (+${rest})` : some;
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, shortNumber(value)]),
  );
  return textIn(FINDING_TEXTS[code], language, {
    ...shown,
    channels: named,
    count: channels.length,
  });
}

function shortNumber(value: string | number): string | number {
  if (typeof value === 'string' || Number.isInteger(value)) return value;
  return ownDigits(Number(value.toPrecision(4)));
}

/** Positions at which something holds. */
export function where(
  values: TensorData | readonly number[],
  is: (value: number, i: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) if (is(values[i]!, i)) found.push(i);
  return found;
}

/** The largest of the values that are finite, at least 0. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (Number.isFinite(value) && value > most ? value : most), 0);
}

/** The middle of the values; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
