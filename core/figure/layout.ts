import { rowMajorStrides } from '../tensor/strides.ts';
import { groupOf } from '../norm/groups.ts';
import type { Plan } from '../norm/spec.ts';
import type { DisplayTensor } from './displayTensor.ts';
import { activeMasks, groupTables } from './groupIndex.ts';
import type { FourD, ViewState } from './state.ts';

/** A direction of the drawing: one tensor axis, several merged ones, or none (size 1). */
export interface LayoutDim {
  /** "L", or "H·W" for merged axes; "" where nothing runs along this direction. */
  readonly name: string;
  /** Tensor axes, outermost first. */
  readonly axes: readonly number[];
  readonly size: number;
  /** Flat distance from one index to the next. */
  readonly step: number;
  /** What this direction adds to the statistic's index, per position. */
  readonly groups: Float64Array;
  /** 1 where a position can be part of the active group; null when no group is active. */
  readonly active: Uint8Array | null;
  readonly role: 'reduced' | 'kept' | 'split' | 'none';
}

/** How a tensor's axes lie in space: x, y and z within a cube, and a grid of separate cubes. */
export interface Layout {
  readonly x: LayoutDim;
  readonly y: LayoutDim;
  readonly z: LayoutDim;
  /** Separate cubes. */
  readonly rows: LayoutDim;
  readonly cols: LayoutDim;
}

type Places = Readonly<Record<'x' | 'y' | 'z' | 'rows' | 'cols', readonly string[]>>;

const NOTHING = { x: [], y: [], z: [], rows: [], cols: [] } as const;

/** Where the usual axes go, by name, whatever their order in memory. */
const KNOWN: Readonly<Record<string, Partial<Places>>> = {
  C: { x: ['C'] },
  'C N': { x: ['C'], y: ['N'] },
  'C L': { x: ['L'], y: ['C'] },
  'C L N': { x: ['L'], y: ['C'], z: ['N'] },
  'C H W': { x: ['W'], y: ['H'], z: ['C'] },
  'C H N W': { x: ['W'], y: ['H'], z: ['C'], rows: ['N'] },
  'C D H W': { x: ['W'], y: ['H'], z: ['C'], rows: ['D'] },
  'C D H N W': { x: ['W'], y: ['H'], z: ['C'], rows: ['N'], cols: ['D'] },
};

/** The Group Normalization paper's figure: pixels in one axis. */
const MERGED: Readonly<Record<string, Partial<Places>>> = {
  'C H W': { x: ['C'], y: ['H', 'W'] },
  'C H N W': { x: ['C'], y: ['H', 'W'], z: ['N'] },
  'C D H W': { x: ['C'], y: ['D', 'H', 'W'] },
  'C D H N W': { x: ['C'], y: ['D', 'H', 'W'], z: ['N'] },
};

/** Slices seen from the front: what is left of a tensor is a grid of them. */
const FLAT: Readonly<Record<string, Partial<Places>>> = {
  'C L N': { x: ['L'], y: ['C'], rows: ['N'] },
  'C H W': { x: ['W'], y: ['H'], cols: ['C'] },
  'C H N W': { x: ['W'], y: ['H'], cols: ['C'], rows: ['N'] },
  'C D H W': { x: ['W'], y: ['H'], cols: ['C'], rows: ['D'] },
  'C D H N W': { x: ['W'], y: ['H'], cols: ['C', 'D'], rows: ['N'] },
};

/** A layout, and what it was made for. */
interface Known {
  readonly shape: readonly number[];
  readonly fourD: FourD;
  /** The active group; null for none. */
  readonly active: number | null;
  readonly layout: Layout;
}

/** Layouts of a plan that are remembered: a hand on the cube or the pointer asks for the same ones again. */
const remembered = new WeakMap<Plan, readonly Known[]>();
const MOST_KNOWN = 8;

/**
 * Lays a tensor out for a plan and a view: the same object as long as nothing changes that it shows. Axes are
 * placed by name; unknown names from the last axis on as x, y, z and then grids of cubes, leading axes merged.
 */
export function layoutOf(plan: Plan, tensor: DisplayTensor, view: ViewState): Layout {
  const cell = view.pinned ?? view.hovered;
  const active = cell === null || plan.groups === 0 ? cell : groupOf(plan, cell);
  const { shape } = tensor;
  const { fourD } = view;
  const list = remembered.get(plan) ?? [];
  const found = list.find(
    (known) => known.shape === shape && known.fourD === fourD && known.active === active,
  );
  if (found) return found.layout;
  const layout = newLayout(plan, tensor, fourD, cell);
  remembered.set(plan, [{ shape, fourD, active, layout }, ...list].slice(0, MOST_KNOWN));
  return layout;
}

function newLayout(plan: Plan, tensor: DisplayTensor, fourD: FourD, cell: number | null): Layout {
  const tables = groupTables(plan, tensor);
  const masks = cell === null ? null : activeMasks(plan, tensor, cell);
  const places = placesOf(tensor, fourD);
  const dim = (names: readonly string[]) => dimOf(plan, tensor, names, tables, masks);
  return {
    x: dim(places.x),
    y: dim(places.y),
    z: dim(places.z),
    rows: dim(places.rows),
    cols: dim(places.cols),
  };
}

function placesOf(tensor: DisplayTensor, fourD: FourD): Places {
  const key = [...tensor.axes].sort().join(' ');
  const merged = fourD === 'merged' ? MERGED[key] : undefined;
  if (merged && mergeable(tensor, merged.y ?? [])) return { ...NOTHING, ...merged };
  const known = KNOWN[key];
  if (fourD === 'flat') return flatPlaces(tensor, FLAT[key]);
  if (known) return { ...NOTHING, ...known };
  const [x, y, z, cols, ...rows] = [...tensor.axes].reverse();
  const list = (name: string | undefined) => (name === undefined ? [] : [name]);
  if (tensor.axes.length <= 4)
    return { x: list(x), y: list(y), z: list(z), rows: list(cols), cols: [] };
  return { x: list(x), y: list(y), z: list(z), cols: list(cols), rows: rows.reverse() };
}

/** Rows and columns of the grid merge axes that lie side by side in memory; the last two axes lie within a slice. */
function flatPlaces(tensor: DisplayTensor, known: Partial<Places> | undefined): Places {
  if (known && mergeable(tensor, known.cols ?? [])) return { ...NOTHING, ...known };
  const axes = [...tensor.axes];
  const take = (count: number) => axes.splice(Math.max(0, axes.length - count), count);
  return { ...NOTHING, x: take(1), y: take(1), cols: take(1), rows: axes };
}

/** Axes merge only when they lie side by side in memory, in this order. */
function mergeable(tensor: DisplayTensor, names: readonly string[]): boolean {
  const first = tensor.axes.indexOf(names[0] ?? '');
  return names.every((name, i) => tensor.axes[first + i] === name);
}

function dimOf(
  plan: Plan,
  tensor: DisplayTensor,
  names: readonly string[],
  tables: readonly Float64Array[],
  masks: readonly Uint8Array[] | null,
): LayoutDim {
  const axes = names.map((name) => tensor.axes.indexOf(name));
  const shape = axes.map((axis) => tensor.shape[axis] ?? 1);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const last = axes[axes.length - 1];
  const groups = new Float64Array(size);
  const active = masks && new Uint8Array(size).fill(1);
  let inner = size;
  axes.forEach((axis, k) => {
    const extent = shape[k] ?? 1;
    inner /= extent;
    for (let i = 0; i < size; i++) {
      const index = Math.floor(i / inner) % extent;
      groups[i]! += tables[axis]?.[index] ?? 0;
      if (active && !masks?.[axis]?.[index]) active[i] = 0;
    }
  });
  return {
    name: names.join('·'),
    axes,
    size,
    step: last === undefined ? 0 : (rowMajorStrides(tensor.shape)[last] ?? 1),
    groups,
    active,
    role: roleOf(plan, axes),
  };
}

function roleOf(plan: Plan, axes: readonly number[]): LayoutDim['role'] {
  if (axes.length === 0) return 'none';
  const roles = plan.view.filter((dim) => axes.includes(dim.axis)).map((dim) => dim.role);
  if (roles.every((role) => role === 'kept')) return 'kept';
  return roles.every((role) => role === 'reduced') ? 'reduced' : 'split';
}
