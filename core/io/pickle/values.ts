/** What a pickle builds here: plain data, and names of what is not built. Nothing of it can act. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleTuple
  | PickleDict
  | PickleGlobal
  | PickleThing;

export interface PickleList {
  readonly is: 'list';
  readonly items: PickleValue[];
}

export interface PickleTuple {
  readonly is: 'tuple';
  readonly items: readonly PickleValue[];
}

/** A dict of any kind; a key that comes again takes the earlier one's place. */
export interface PickleDict {
  readonly is: 'dict';
  readonly entries: [key: PickleValue, value: PickleValue][];
  /** Where the entry of a plain key lies. */
  readonly places: Map<PickleValue, number>;
}

/** The name of a class or a function; it is never looked up anywhere. */
export interface PickleGlobal {
  readonly is: 'global';
  /** "module.name" */
  readonly name: string;
}

/** What only the reader of a format knows: a tensor, a storage, an object that is not built. */
export interface PickleThing {
  readonly is: 'thing';
  readonly thing: object;
}

/** An object of a class that is not on the reader's list: named, not built. */
export class Unbuilt {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export const listOf = (items: PickleValue[]): PickleList => ({ is: 'list', items });
export const tupleOf = (items: readonly PickleValue[]): PickleTuple => ({ is: 'tuple', items });
export const thingOf = (thing: object): PickleThing => ({ is: 'thing', thing });
export const emptyDict = (): PickleDict => ({ is: 'dict', entries: [], places: new Map() });

/** Adds to a dict, or replaces. */
export function setItem({ entries, places }: PickleDict, key: PickleValue, value: PickleValue) {
  const place = typeof key === 'object' ? undefined : places.get(key);
  if (place !== undefined) entries[place] = [key, value];
  else {
    if (typeof key !== 'object') places.set(key, entries.length);
    entries.push([key, value]);
  }
}

type Structure = Exclude<PickleValue, null | boolean | number | bigint | string | Uint8Array>;

/** True for a value of one of the kinds that have parts. */
export function isKind<K extends Structure['is']>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<Structure, { readonly is: K }> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return value.is === kind;
}

/** The entries of a list or a tuple; null for anything else. */
export function itemsOf(value: PickleValue | undefined): readonly PickleValue[] | null {
  return isKind(value, 'list') || isKind(value, 'tuple') ? value.items : null;
}

/** The thing of a class that a value is; null for anything else. */
export function thingIn<T extends object>(
  value: PickleValue | undefined,
  type: new (...args: never[]) => T,
): T | null {
  return isKind(value, 'thing') && value.thing instanceof type ? value.thing : null;
}
