import { InputError } from '../../core/errors.ts';
import { STAGE_END } from '../../core/figure/stageSteps.ts';
import { POOLINGS, type ViewState } from '../../core/figure/state.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import type { LayerName, LayerSpec, OptionValue } from '../../core/norm/spec.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import {
  anyOf,
  flag,
  integer,
  list,
  name,
  number,
  object,
  optional,
  text,
  type Parser,
} from './parser.ts';
import type { ExportRequest, LargePart, Settings, SliceRequest } from './types.ts';

/** Most cells that one request may change, and entries of γ, β and running statistics. */
const MOST_EDITS = 100_000;
const MOST_VALUES = 1_000_000;
const MOST_AXES = 8;

const tensorRef: Parser<TensorRef> = (value, at) => {
  const kind = object({ kind: anyOf(['example', 'file'] as const) }, 'loose')(value, at).kind;
  if (kind === 'example') return { kind, id: object({ kind: name, id: name })(value, at).id };
  return { kind, handle: object({ kind: name, handle: name })(value, at).handle };
};

const option: Parser<OptionValue> = (value, at) => {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string') return text(value, at);
  return list(number, 64)(value, at);
};

const options: Parser<Readonly<Record<string, OptionValue>>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError('badRequest', `${at}: expected options by name, got ${typeof value}.`);
  const entries = Object.entries(value).slice(0, 64);
  return Object.fromEntries(entries.map(([key, entry]) => [key, option(entry, `${at}.${key}`)]));
};

export const layerSpec: Parser<LayerSpec> = object({
  layer: anyOf(LAYERS.map((row) => row.name) as readonly LayerName[]),
  options,
  mode: anyOf(['train', 'eval'] as const),
});

const edit: Parser<readonly [number, number]> = (value, at) => {
  const [flat, cell] = list(number, 2)(value, at);
  return [integer(flat, at), number(cell, at)];
};

const computeRequest: Parser<ComputeRequest> = object({
  tensor: tensorRef,
  layout: optional(list(name, MOST_AXES)),
  edits: optional(list(edit, MOST_EDITS)),
  spec: layerSpec,
  state: optional(
    object({
      weight: optional(list(number, MOST_VALUES)),
      bias: optional(list(number, MOST_VALUES)),
      runningMean: optional(list(number, MOST_VALUES)),
      runningVar: optional(list(number, MOST_VALUES)),
      numBatchesTracked: optional(integer),
    }),
  ),
});

const cell: Parser<number | null> = (value, at) => (value === null ? null : integer(value, at));

const step: Parser<number> = (value, at) => {
  const time = number(value, at);
  if (time >= 0 && time <= STAGE_END) return time;
  throw new InputError('badRequest', `${at}: expected 0 to ${STAGE_END}, got ${time}.`, { at });
};

export const viewState: Parser<ViewState> = object(
  {
    yaw: number,
    pitch: number,
    zoom: number,
    panX: number,
    panY: number,
    explode: number,
    colour: anyOf(['value', 'group'] as const),
    fourD: anyOf(['separate', 'merged'] as const),
    pinned: cell,
    hovered: cell,
    theme: anyOf(['light', 'dark', 'contrast'] as const),
    step: optional(step),
    pooling: optional(anyOf(POOLINGS)),
  },
  'loose',
);

const range: Parser<readonly [number, number]> = (value, at) => {
  const [from, to] = list(integer, 2)(value, at);
  return [integer(from, at), integer(to, at)];
};

/** −1 stands for no axis: a single row or column. */
const axis: Parser<number> = (value, at) => (value === -1 ? -1 : integer(value, at));

const sliceRequest: Parser<SliceRequest> = object({
  request: computeRequest,
  which: anyOf(['x', 'y'] as const),
  rowAxis: axis,
  colAxis: axis,
  index: list(integer, MOST_AXES),
  rows: range,
  cols: range,
});

const exportRequest: Parser<ExportRequest> = object({
  request: computeRequest,
  view: viewState,
  format: anyOf(['png', 'svg', 'json', 'npy'] as const),
  scale: number,
  language: anyOf(['en', 'ko'] as const),
});

const settings: Parser<Partial<Settings>> = object({
  theme: optional(anyOf(['system', 'light', 'dark', 'contrast'] as const)),
  language: optional(anyOf(['system', 'en', 'ko'] as const)),
  fontScale: optional(number),
  memoryLimit: optional(number),
  session: optional((value, at) => (value === null ? null : text(value, at))),
});

const largePart: Parser<LargePart> = object({
  handle: name,
  from: integer,
  to: integer,
  convertIntegers: optional(flag),
});

const from =
  <T>(parser: Parser<T>) =>
  (argument: unknown): T =>
    parser(argument, 'argument');

/** A parser for the argument of every channel; each throws InputError on what it does not expect. */
export const parse = {
  nothing: (argument: unknown): void => {
    if (argument !== undefined && argument !== null)
      throw new InputError('badRequest', 'This call takes no argument.');
  },
  settings: from(settings),
  tensorRef: from(tensorRef),
  computeRequest: from(computeRequest),
  traceRequest: from(object({ request: computeRequest, flat: integer })),
  sliceRequest: from(sliceRequest),
  exportRequest: from(exportRequest),
  largePart: from(largePart),
  largeWhole: from(object({ handle: name, convertIntegers: optional(flag) })),
  largeRun: from(object({ handle: name, spec: layerSpec, convertIntegers: flag })),
  text: from(text),
  flag: from(flag),
  helpPage: from(anyOf(['pytorch', 'licence'] as const)),
};
