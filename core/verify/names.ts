import { InputError } from '../errors.ts';
import { defaultsFor } from '../norm/defaultsFor.ts';
import { formOf } from '../norm/fits.ts';
import { asMoments } from '../norm/kinds/moments/asMoments.ts';
import type { LayerRow, OptionRow } from '../norm/layerRow.ts';
import { LAYERS, layerRow } from '../norm/layers.ts';
import { planLayer } from '../norm/plan.ts';
import type { MomentsPlan, Plan } from '../norm/spec.ts';
import type { LayerOptions } from '../norm/view.ts';
import { call } from '../program/python.ts';
import { defaultAxes, numel } from '../tensor/tensor.ts';
import type { Covering } from './covering.ts';

/** A layer that averages over the cells of a covering, with the order of dimensions in which it is fed. */
export interface LayerNamed {
  readonly layer: string;
  readonly options: LayerOptions;
  /** Position in the file of each dimension as the layer is fed it. */
  readonly order: readonly number[];
  /** "LayerNorm([5])" */
  readonly text: string;
}

/** What has to agree. */
interface Wanted {
  readonly covering: Covering;
  readonly centred: boolean;
  /** Dimensions of γ and β; null where the layer may have any, or none. */
  readonly params: readonly number[] | null;
  /** True for running statistics. */
  readonly tracks: boolean;
  /** True where the group's length is divided by. */
  readonly length: boolean;
}

/** The orders in which people feed a tensor: as it is, one dimension as the channels, some as the last ones. */
function ordersOf(rank: number, reduced: readonly number[]): number[][] {
  const all = Array.from({ length: rank }, (_, dim) => dim);
  const orders = [all];
  for (const dim of all) {
    const others = all.filter((other) => other !== dim);
    if (rank > 1) orders.push([others[0]!, dim, ...others.slice(1)]);
  }
  orders.push([...all.filter((dim) => !reduced.includes(dim)), ...reduced]);
  const seen = new Set<string>();
  return orders.filter((order) => !seen.has(order.join()) && seen.add(order.join()));
}

/** Options by which a row averages over one set of cells or another. */
function variantsOf(
  row: LayerRow,
  shape: readonly number[],
  params: Wanted['params'],
  reduced: readonly number[],
): LayerOptions[] {
  const base: Record<string, LayerOptions[string]> = { ...defaultsFor(row, shape) };
  if ('dim' in base) base.dim = reduced;
  for (const name of ['affine', 'elementwise_affine'])
    if (name in base) base[name] = params !== null && params.length > 0;
  return row.options.reduce<LayerOptions[]>(
    (found, option) => {
      const values = valuesOf(row, option, shape);
      return values
        ? found.flatMap((options) => values.map((value) => ({ ...options, [option.name]: value })))
        : found;
    },
    [base],
  );
}

/** Values of an option that decide over which cells the layer averages, or where it has its γ as it sees x; null for one that does neither. */
function valuesOf(row: LayerRow, { kind, coverings }: OptionRow, shape: readonly number[]) {
  if (coverings) return coverings(shape).map(({ value }) => value);
  return kind === 'boolean' && row.parameters?.asSeen ? [false, true] : null;
}

const sorted = (dims: readonly number[]) => [...dims].sort((a, b) => a - b).join();

/** True when a plan averages over the covering, dimensions of size 1 aside. */
function agrees(
  plan: MomentsPlan,
  order: readonly number[],
  { covering, params, centred, length }: Wanted,
): boolean {
  const sizes = (dim: number) => plan.shape[order.indexOf(dim)]!;
  if ((plan.subtracts === 'mean') !== centred || (plan.divides === 'l2') !== length) return false;
  const parts = plan.view.filter(({ size }) => size > 1);
  const reduced = new Set(
    parts.filter(({ role }) => role === 'reduced').map(({ axis }) => order[axis]!),
  );
  const wanted = covering.reduced.filter((dim) => sizes(dim) > 1);
  if (sorted([...reduced]) !== sorted(wanted)) return false;
  const split = parts.find(({ axis, role }) => role === 'kept' && reduced.has(order[axis]!));
  if ((split?.size ?? null) !== (covering.split?.groups ?? null)) return false;
  if (split && order[split.axis] !== covering.split?.dim) return false;
  if (params === null || params.length === 0) return true;
  if (numel(plan.paramShape ?? []) !== numel(params.map(sizes))) return false;
  const own = new Set(parts.filter(({ param }) => param).map(({ axis }) => order[axis]!));
  return sorted([...own]) === sorted(params.filter((dim) => sizes(dim) > 1));
}

/** Layers that do no more than statistics, division, γ and β; not what takes any axes, nor mistakes. */
function isNamed(row: LayerRow, { params }: Wanted): boolean {
  if (row.pytorch !== null) return true;
  if (!row.source || row.kind !== 'moments' || row.extra !== undefined) return false;
  // γ and β that always come are no name of a layer without any
  return row.parameters?.always !== true || (params !== null && params.length > 0);
}

/**
 * Every layer that averages over a covering on this shape, the likeliest first: those of PyTorch before those of other libraries, fed as the
 * file lies, in the order of the table.
 */
export function namesOf(shape: readonly number[], wanted: Wanted): LayerNamed[] {
  const found = new Map<string, LayerNamed>();
  for (const order of ordersOf(shape.length, wanted.covering.reduced)) {
    const fed = order.map((dim) => shape[dim]!);
    for (const row of LAYERS) {
      if (!isNamed(row, wanted) || !formOf(row, fed.length)) continue;
      if (wanted.tracks && row.running === null) continue;
      const reduced = wanted.covering.reduced.map((dim) => order.indexOf(dim));
      for (const options of variantsOf(row, fed, wanted.params, reduced)) {
        const plan = planOf(row, options, fed);
        if (!plan || !agrees(plan, order, wanted)) continue;
        const text = textOf(row, plan);
        const key = `${row.name}${text}`;
        if (!found.has(key))
          found.set(key, { layer: row.name, options: plan.spec.options, order, text });
      }
    }
  }
  const inTorch = ({ layer }: LayerNamed) => (layerRow(layer).pytorch === null ? 1 : 0);
  return [...found.values()].sort((a, b) => inTorch(a) - inTorch(b));
}

/** The plan, where it is one that averages in groups. */
function planOf(
  row: LayerRow,
  options: LayerOptions,
  shape: readonly number[],
): MomentsPlan | null {
  try {
    const spec = { layer: row.name, options, mode: 'train' } as Parameters<typeof planLayer>[0];
    return asMoments(planLayer(spec, shape, defaultAxes(shape.length)));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The layer as PyTorch writes it, with what decides over its cells. */
function textOf(row: LayerRow, { spec }: Plan): string {
  const deciding = row.options.filter(({ derive }) => derive !== undefined);
  const values = deciding.map(({ name }) => pythonOf(spec.options[name]));
  return call(row.name, values, []);
}

const pythonOf = (value: LayerOptions[string] | undefined) =>
  Array.isArray(value) ? `[${value.join(', ')}]` : String(value ?? 'None');
