import { damagedPickle } from '../pickle/cursor.ts';
import { isKind, itemsOf, type PickleValue } from '../pickle/values.ts';

/** A value of a file that has no parts of its own, with its place. */
export interface Leaf {
  /** Keys and positions with dots between: "model.layer1.0.bn1.weight". */
  readonly name: string;
  /** The same, one by one. */
  readonly path: readonly (string | number)[];
  readonly thing: object;
}

/** Values that are looked at, and those of them that have parts. */
const MOST_VISITED = 3_000_000;
const MOST_LISTS = 100_000;
const MOST_LEAVES = 100_000;
const DEEPEST = 100;
const LONGEST_NAME = 500;

/** A key as a part of a name; null for one that is no name. */
function keyPart(key: PickleValue): string | number | null {
  if (typeof key === 'string' || typeof key === 'number') return key;
  return typeof key === 'boolean' || typeof key === 'bigint' ? String(key) : null;
}

function* partsOf(value: PickleValue): Generator<readonly [string | number, PickleValue]> {
  if (isKind(value, 'dict')) {
    let place = 0;
    for (const [key, entry] of value.entries) yield [keyPart(key) ?? `(${place++})`, entry];
    return;
  }
  const items = itemsOf(value);
  if (items) for (const [i, item] of items.entries()) yield [i, item];
}

/**
 * Every tensor and every object in what a pickle holds, in the order of the file; plain numbers and texts are passed over.
 * @throws InputError pickle-damaged for lists in lists without end, and for too many of them
 */
export function leavesOf(root: PickleValue): Leaf[] {
  const leaves: Leaf[] = [];
  const names = new Set<string>();
  const open = new Set<PickleValue>();
  let visited = 0;
  let lists = 0;
  const visit = (value: PickleValue, name: string, path: readonly (string | number)[]): void => {
    if (++visited > MOST_VISITED) throw damagedPickle(`more than ${MOST_VISITED} values`);
    if (isKind(value, 'thing')) {
      if (name.length > LONGEST_NAME) throw damagedPickle(`a name of ${name.length} characters`);
      if (leaves.length >= MOST_LEAVES) throw damagedPickle(`more than ${MOST_LEAVES} tensors`);
      const own = unused(name, names);
      names.add(own);
      leaves.push({ name: own, path, thing: value.thing });
      return;
    }
    if (!isKind(value, 'dict') && !itemsOf(value)) return;
    if (++lists > MOST_LISTS) throw damagedPickle(`more than ${MOST_LISTS} lists`);
    // What holds itself is told once.
    if (open.has(value)) return;
    if (path.length >= DEEPEST) throw damagedPickle(`more than ${DEEPEST} lists in each other`);
    open.add(value);
    for (const [part, entry] of partsOf(value))
      visit(entry, name === '' ? String(part) : `${name}.${part}`, [...path, part]);
    open.delete(value);
  };
  visit(root, '', []);
  return leaves;
}

/** A name that is not taken: {"a.b": x, "a": {"b": y}} has two of one name. */
function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let count = 2; ; count++) {
    const other = `${name} (${count})`;
    if (!taken.has(other)) return other;
  }
}
