import { toDecimal, toScientific } from './formatNumber.ts';
import { rowMajorStrides } from './strides.ts';
import { dtypeOf, type Tensor } from './tensor.ts';

const PRECISION = 4;
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;
const LINE_WIDTH = 80;
const PREFIX = 'tensor(';

/**
 * The text that PyTorch's `print(x)` gives: 4 decimals or scientific, common width, lines of 80 characters,
 * three items at either edge beyond 1000 elements, and the dtype where it is not float32.
 * @source PyTorch 1.13, torch/_tensor_str.py
 */
export function formatTensor(x: Tensor): string {
  const suffixes: string[] = [];
  const empty = x.data.length === 0;
  if (empty && x.shape.length !== 1) suffixes.push(`size=(${x.shape.join(', ')})`);
  if (dtypeOf(x) === 'float64') suffixes.push('dtype=torch.float64');
  const body = empty ? '[]' : printBody(x);
  return addSuffixes(PREFIX + body, suffixes);
}

type Formatter = (value: number) => string;

/** Which indices of an axis are printed, and how an element is written. */
interface Printing {
  readonly x: Tensor;
  readonly strides: readonly number[];
  readonly summarized: boolean;
  readonly format: Formatter;
  readonly perElement: number;
}

function printBody(x: Tensor): string {
  const strides = rowMajorStrides(x.shape);
  const summarized = x.data.length > THRESHOLD;
  const shown: number[] = [];
  visit(x, strides, summarized, 0, 0, shown);
  const { format, width } = chooseFormat(shown);
  const printing: Printing = { x, strides, summarized, format, perElement: width + 2 };
  return printAxis(printing, 0, 0, PREFIX.length);
}

/** Indices of an axis that are printed: all, or both edges. */
function shownIndices(size: number, summarized: boolean): number[] {
  const all = !summarized || size <= 2 * EDGE_ITEMS;
  const count = all ? size : 2 * EDGE_ITEMS;
  return Array.from({ length: count }, (_, i) =>
    all || i < EDGE_ITEMS ? i : size - 2 * EDGE_ITEMS + i,
  );
}

function visit(
  x: Tensor,
  strides: readonly number[],
  summarized: boolean,
  axis: number,
  offset: number,
  into: number[],
): void {
  const size = x.shape[axis];
  if (size === undefined) {
    into.push(x.data[offset]!);
    return;
  }
  for (const i of shownIndices(size, summarized))
    visit(x, strides, summarized, axis + 1, offset + i * strides[axis]!, into);
}

/** One notation and width for all: whole numbers, decimals, or scientific when the range asks for it. */
function chooseFormat(shown: readonly number[]): { format: Formatter; width: number } {
  const values = shown.filter((v) => Number.isFinite(v) && v !== 0);
  let smallest = Infinity;
  let largest = 0;
  let whole = true;
  for (const v of values) {
    smallest = Math.min(smallest, Math.abs(v));
    largest = Math.max(largest, Math.abs(v));
    whole &&= Number.isInteger(v);
  }
  const scientific =
    values.length > 0 &&
    (largest / smallest > 1000 || largest > 1e8 || (!whole && smallest < 1e-4));

  const write: Formatter = scientific
    ? (v) => toScientific(v, PRECISION)
    : whole
      ? (v) => toDecimal(v, 0) + (Number.isFinite(v) ? '.' : '')
      : (v) => toDecimal(v, PRECISION);
  const width = values.reduce((widest, v) => Math.max(widest, write(v).length), 1);
  return { format: (v) => write(v).padStart(width), width };
}

function printAxis(p: Printing, axis: number, offset: number, indent: number): string {
  const { shape } = p.x;
  const size = shape[axis];
  if (size === undefined) return p.format(p.x.data[offset]!);
  const remaining = shape.length - axis;
  const at = (i: number) => offset + i * p.strides[axis]!;
  const item: (i: number) => string =
    remaining === 1
      ? (i) => p.format(p.x.data[at(i)]!)
      : (i) => printAxis(p, axis + 1, at(i), indent + 1);

  const items = shownIndices(size, p.summarized).map(item);
  if (items.length < size) items.splice(EDGE_ITEMS, 0, remaining === 1 ? ' ...' : '...');

  const margin = ' '.repeat(indent + 1);
  if (remaining > 1) return `[${items.join(`,${'\n'.repeat(remaining - 1)}${margin}`)}]`;
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / p.perElement));
  const lines: string[] = [];
  for (let i = 0; i < items.length; i += perLine)
    lines.push(items.slice(i, i + perLine).join(', '));
  return `[${lines.join(`,\n${margin}`)}]`;
}

function addSuffixes(text: string, suffixes: readonly string[]): string {
  let result = text;
  let lastLine = text.length - text.lastIndexOf('\n') + 1;
  for (const suffix of suffixes) {
    if (lastLine + suffix.length + 2 > LINE_WIDTH) {
      result += `,\n${' '.repeat(PREFIX.length)}${suffix}`;
      lastLine = PREFIX.length + suffix.length;
    } else {
      result += `, ${suffix}`;
      lastLine += suffix.length + 2;
    }
  }
  return `${result})`;
}
