import { INITIAL_VIEW } from '../../core/figure/state.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import type { CellIndex } from './cell.ts';
import type { Work } from './work.ts';
import type { Look } from './look.ts';
import { readPlace, type Place } from './tabs.ts';

/** What is remembered of one use to the next. */
export interface Session {
  readonly work: Work;
  readonly look: Look;
  readonly cell: CellIndex;
  readonly pinned: boolean;
  readonly place?: Place;
}

const VERSION = 1;

/** The session as the text that the service keeps; null while a file is open, whose handle dies with the service. */
export function writeSession(session: Session): string | null {
  if (session.work.tensor.kind === 'file') return null;
  return JSON.stringify({ version: VERSION, ...session }, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

/** Reads a kept session; null for none, an older version or a broken one. */
export function readSession(text: string | null): Session | null {
  if (text === null) return null;
  try {
    const found: unknown = JSON.parse(text);
    if (!isSession(found)) return null;
    const { work, look } = found;
    return {
      ...found,
      place: readPlace(found.place),
      work: withNumbers(work),
      look: { ...LOOK_DEFAULTS, ...look },
    };
  } catch {
    return null;
  }
}

const LOOK_DEFAULTS: Look = {
  yaw: INITIAL_VIEW.yaw,
  pitch: INITIAL_VIEW.pitch,
  zoom: INITIAL_VIEW.zoom,
  panX: INITIAL_VIEW.panX,
  panY: INITIAL_VIEW.panY,
  explode: INITIAL_VIEW.explode,
  colour: INITIAL_VIEW.colour,
  fourD: INITIAL_VIEW.fourD,
};

/** JSON has no NaN and no ∞: they were written by name. */
function withNumbers(work: Work): Work {
  const { state, ...rest } = work;
  const numbers = (values: readonly number[]) => values.map(Number);
  return {
    ...rest,
    edits: work.edits.map(([flat, value]) => [flat, Number(value)]),
    ...(state && {
      state: {
        ...(state.weight && { weight: numbers(state.weight) }),
        ...(state.bias && { bias: numbers(state.bias) }),
      },
    }),
  };
}

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

const isIndex = (value: unknown): value is CellIndex =>
  isObject(value) && Object.values(value).every((index) => Number.isSafeInteger(index));

function isSession(value: unknown): value is Session {
  if (!isObject(value) || value.version !== VERSION) return false;
  const { work, look, cell, pinned } = value;
  return isWork(work) && isLook(look) && isIndex(cell) && typeof pinned === 'boolean';
}

function isWork(value: unknown): value is Work {
  if (!isObject(value) || !isObject(value.tensor) || !isObject(value.options)) return false;
  return (
    value.tensor.kind === 'example' &&
    typeof value.tensor.id === 'string' &&
    LAYERS.some((row) => row.name === value.layer) &&
    (value.mode === 'train' || value.mode === 'eval') &&
    (value.layout === null || Array.isArray(value.layout)) &&
    Array.isArray(value.edits) &&
    value.edits.every(isEdit) &&
    (value.state === undefined || isParameters(value.state))
  );
}

/** A number, or the name of one that JSON cannot hold. */
const isNumber = (value: unknown) =>
  Number.isFinite(value) || ['NaN', 'Infinity', '-Infinity'].includes(String(value));

const isEdit = (value: unknown) =>
  Array.isArray(value) &&
  value.length === 2 &&
  Number.isSafeInteger(value[0]) &&
  isNumber(value[1]);

function isParameters(value: unknown): boolean {
  if (!isObject(value)) return false;
  return [value.weight, value.bias].every(
    (values) => values === undefined || (Array.isArray(values) && values.every(isNumber)),
  );
}

function isLook(value: unknown): value is Look {
  if (!isObject(value)) return false;
  const numbers = ['yaw', 'pitch', 'zoom', 'panX', 'panY', 'explode'];
  return (
    numbers.every((name) => Number.isFinite(value[name])) &&
    (value.colour === 'value' || value.colour === 'group') &&
    (value.fourD === 'separate' || value.fourD === 'merged')
  );
}
