import type { TensorData } from '../../tensor/tensor.ts';
import type { Parameters } from './moments/apply.ts';

/** 1 / (1 + e^−x). */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** z / (1 + e^−z), the gate of Mamba 2. */
export const silu = (z: number): number => z / (1 + Math.exp(-z));

/** What a cell becomes by itself, before γ and β: bent, gated, kept from falling below a number, divided by the larger of two. */
export type LawName = 'tanh' | 'erf' | 'gate' | 'floor' | 'swish' | 'larger';

/** A law, with the numbers of every place. All tables are of one length. */
export interface CellLaw extends Parameters {
  readonly law: LawName;
  /** What tanh and erf are taken of: α · x + shift. */
  readonly alpha?: number;
  readonly shift?: number;
  /** Up to three tables of the law's own: the gate, the floor, v; for 'larger' v, what is added to v · x, and the other of the two. */
  readonly own: readonly TensorData[];
  /** Neighbouring cells that share an entry of the tables; behind the last entry the first one follows. */
  readonly run: number;
}

type Law = (x: number, p: number, q: number, r: number) => number;

const LAWS: Readonly<Record<LawName, (alpha: number, shift: number) => Law>> = {
  tanh: (alpha, shift) => (x) => Math.tanh(alpha * x + shift),
  erf: (alpha, shift) => (x) => erf(alpha * x + shift),
  gate: () => (x, gate) => x * silu(gate),
  floor: () => (x, least) => Math.max(x, least),
  swish: () => (x, v) => x * sigmoid(v * x),
  larger: () => (x, v, more, other) => x / Math.max(other, v * x + more),
};

/** The law as a function of x and up to three numbers of its place. */
export const lawOf = ({
  law,
  alpha = 1,
  shift = 0,
}: Pick<CellLaw, 'law' | 'alpha' | 'shift'>): Law => LAWS[law](alpha, shift);

/** The number of entries of a law's tables. */
export const entriesOf = ({ own, gain, bias }: CellLaw): number =>
  (own[0] ?? gain ?? bias)?.length ?? 1;

/**
 * Every cell by itself: law(x) · gain + bias, in float64 with one rounding.
 * @param data  float32[numel] or float64[numel]
 * @param out   as long as data; may be data itself
 */
export function cells(data: TensorData, law: CellLaw, out: TensorData): void {
  const { own, gain, bias, run } = law;
  const [p, q, r] = own;
  const apply = lawOf(law);
  const entries = entriesOf(law);
  for (let at = 0, entry = 0; at < data.length; entry = entry + 1 === entries ? 0 : entry + 1) {
    for (const end = Math.min(at + run, data.length); at < end; at++) {
      let y = apply(data[at]!, p?.[entry] ?? 0, q?.[entry] ?? 0, r?.[entry] ?? 0);
      if (gain) y *= gain[entry]!;
      if (bias) y += bias[entry]!;
      out[at] = y;
    }
  }
}

/** Beyond this erf is 1 in float64. */
const ONE_FROM = 6;

/**
 * The error function, to the last few bits of float64.
 *
 * The series without alternating signs, so that nothing cancels: 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!.
 * @source Abramowitz and Stegun 1964, 7.1.6
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size >= ONE_FROM) return Math.sign(x);
  let term = size;
  let sum = size;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * size * size) / (2 * n + 1);
    sum += term;
  }
  return Math.sign(x) * Math.min(1, (2 / Math.sqrt(Math.PI)) * Math.exp(-size * size) * sum);
}
