import { InputError } from '../errors.ts';
import { equivalentLayers } from '../explain/equivalences.ts';
import { defaultsFor } from '../norm/defaultsFor.ts';
import { describe } from '../norm/describe.ts';
import { formOf } from '../norm/fits.ts';
import { choosesAxes, type Family, type LayerRow, type Shelf } from '../norm/layerRow.ts';
import { withDrawnMask } from '../norm/drawnMask.ts';
import { LAYERS } from '../norm/layers.ts';
import { planLayer } from '../norm/plan.ts';
import type { LayerSpec, Plan } from '../norm/spec.ts';
import { listedOrAlone, literal } from '../program/python.ts';

/** One layer as it would treat the tensor of the overview. */
export interface OverviewCard {
  /** Different for every card of one overview. */
  readonly id: string;
  /** As it is called in Python: "GroupNorm(3)", "LayerNorm([6, 4])". */
  readonly name: string;
  readonly family: Family;
  readonly spec: LayerSpec;
  readonly plan: Plan;
  /** Of axes that were chosen freely, the layer of torch.nn that averages over them when it is fed in another order. */
  readonly alias: { readonly name: string; readonly layout: readonly string[] } | null;
  /** The first card before this one that has the same statistics, by its name. */
  readonly twin: string | null;
  /** Whether torch.nn has this layer. */
  readonly inTorch: boolean;
}

/**
 * Every layer of the table that takes an input of this shape, with its default options, or once for each choice
 * of the option that decides what is averaged over. Left out are layers that PyTorch would refuse here, and those
 * that would take a batch for one sample.
 * @param shape  sizes of the input
 * @param axes   names of its axes
 */
export function overviewCards(
  shape: readonly number[],
  axes: readonly string[],
): readonly OverviewCard[] {
  const first = new Map<string, string>();
  const twinOf = (plan: Plan, name: string): string | null => {
    const key = sharing(plan);
    const known = first.get(key);
    if (known === undefined) first.set(key, name);
    return plan.groups > 0 ? (known ?? null) : null;
  };
  return LAYERS.filter((row) => formOf(row, shape.length)).flatMap((row) =>
    variants(row, shape, axes).flatMap(({ label, options }): OverviewCard[] => {
      const spec: LayerSpec = { layer: row.name, options, mode: 'train' };
      try {
        const plan = withDrawnMask(planLayer(spec, shape, axes));
        if (plan.warnings.some(({ code }) => code === 'readAsOneSample')) return [];
        const name = label ? `${row.name}(${label})` : row.name;
        const { family } = row;
        const inTorch = family !== 'teaching' && !row.source;
        const alias = aliasOf(row, plan);
        return [{ id: name, name, family, spec, plan, alias, twin: twinOf(plan, name), inTorch }];
      } catch (error) {
        if (error instanceof InputError) return [];
        throw error;
      }
    }),
  );
}

/** Every card, those of one family, or else of all layers that torch.nn has. */
export function familyCards(
  cards: readonly OverviewCard[],
  family: Shelf,
): readonly OverviewCard[] {
  if (family === 'every') return cards;
  const known = cards.some((card) => card.family === family);
  return cards.filter((card) => (known ? card.family === family : card.inTorch));
}

/** What decides which statistics a layer makes of its input. */
function sharing(plan: Plan): string {
  const { how } = describe(plan);
  const dims = plan.view.flatMap(({ axis, size, role }) => (size > 1 ? [[axis, size, role]] : []));
  const ddof = plan.kind === 'moments' ? plan.ddof : null;
  return JSON.stringify([how, plan.source, ddof, plan.idle ?? null, plan.groups, dims]);
}

/** A row's options on this input, once for each choice that there is. */
function variants(row: LayerRow, shape: readonly number[], axes: readonly string[]) {
  const defaults = defaultsFor(row, shape, axes);
  const choosing = row.options.find((option) => option.choices);
  if (!choosing?.choices) return [{ label: '', options: defaults }];
  return choosing.choices(shape).map((value) => ({
    label:
      choosing.kind === 'axes'
        ? `${choosing.name}=${literal(value, listedOrAlone)}`
        : literal(value, listedOrAlone),
    options: { ...defaults, [choosing.name]: value },
  }));
}

/** What a transformer's LayerNorm does to (N, C, L) is seen only under its own axes. */
function aliasOf(row: LayerRow, plan: Plan): OverviewCard['alias'] {
  if (!choosesAxes(row)) return null;
  const found = equivalentLayers(plan).find(({ spec }) => spec.layer === 'LayerNorm');
  if (!found || found.asStored) return null;
  const { layer, options } = found.spec;
  return {
    name: `${layer}(${literal(options['normalized_shape'] ?? [], listedOrAlone)})`,
    layout: found.layout,
  };
}
