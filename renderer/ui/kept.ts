import { LAYERS, type LayerName } from '../../core/norm/layers.ts';
import type { Mode } from '../../core/norm/spec.ts';
import type { LayerOptions, OptionValue } from '../../core/norm/view.ts';
import type { TensorRef } from '../../core/request.ts';
import type { CellIndex } from './cell.ts';

export type Loose = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON has no NaN and no ∞: they are written by name. */
const NAMED: readonly unknown[] = ['NaN', 'Infinity', '-Infinity'];

/** A number, or the name of one that JSON cannot hold. */
export const isNumber = (value: unknown): value is number | string =>
  Number.isFinite(value) || NAMED.includes(value);

/** Plain data as the text that the service keeps. */
export function keptText(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry,
  );
}

export const isLayer = (value: unknown): value is LayerName =>
  LAYERS.some((row) => row.name === value);

export const isMode = (value: unknown): value is Mode => value === 'train' || value === 'eval';

/** A built-in tensor: the handle of a file ends with the service. */
export const isExample = (value: unknown): value is TensorRef & { readonly kind: 'example' } =>
  isObject(value) && value.kind === 'example' && typeof value.id === 'string';

export const isLayout = (value: unknown): value is readonly string[] | null =>
  value === null || (Array.isArray(value) && value.every((name) => typeof name === 'string'));

export const isIndex = (value: unknown): value is CellIndex =>
  isObject(value) && Object.values(value).every((index) => Number.isSafeInteger(index));

/** Options of a layer; undefined when they are none. */
export function readOptions(value: unknown): LayerOptions | undefined {
  if (!isObject(value)) return undefined;
  const options: Record<string, OptionValue> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry === null || typeof entry === 'boolean') options[name] = entry;
    else if (isNumber(entry)) options[name] = Number(entry);
    else if (Array.isArray(entry) && entry.every(isNumber)) options[name] = entry.map(Number);
    else return undefined;
  }
  return options;
}
