import { damagedPickle } from './cursor.ts';
import type { PickleMachine } from './machine.ts';
import type { Opcode } from './scalars.ts';
import {
  emptyDict,
  isKind,
  itemsOf,
  listOf,
  setItem,
  thingIn,
  tupleOf,
  Unbuilt,
  type PickleValue,
} from './values.ts';

const HIGHEST_PROTOCOL = 5;

function global(machine: PickleMachine, module: PickleValue, name: PickleValue): void {
  if (typeof module !== 'string' || typeof name !== 'string')
    throw damagedPickle('a global without a name');
  machine.push({ is: 'global', name: `${module}.${name}` });
}

function call(machine: PickleMachine, args: PickleValue): void {
  const of = machine.pop();
  const items = itemsOf(args);
  if (!items) throw damagedPickle('a call without arguments');
  // What an object that is not built would return is not built either.
  if (thingIn(of, Unbuilt)) machine.push(of);
  else if (isKind(of, 'global')) machine.push(machine.builders.call(of, items));
  else throw damagedPickle('a call of what is no function');
}

function append(machine: PickleMachine, items: readonly PickleValue[]): void {
  const target = machine.top();
  if (thingIn(target, Unbuilt)) return;
  if (!isKind(target, 'list')) throw damagedPickle('an entry of what is no list');
  for (const item of items) target.items.push(item);
}

function setItems(machine: PickleMachine, items: readonly PickleValue[]): void {
  const target = machine.top();
  if (items.length % 2 !== 0) throw damagedPickle('a key without a value');
  if (thingIn(target, Unbuilt)) return;
  if (!isKind(target, 'dict')) throw damagedPickle('a key of what is no dict');
  for (let i = 0; i < items.length; i += 2) setItem(target, items[i]!, items[i + 1]!);
}

function dictFrom(machine: PickleMachine, items: readonly PickleValue[]): void {
  machine.push(emptyDict());
  setItems(machine, items);
}

function tuple(machine: PickleMachine, size: number): void {
  const items = Array.from({ length: size }, () => machine.pop()).reverse();
  machine.push(tupleOf(items));
}

/** A class and its arguments, between a mark and here. */
function object(machine: PickleMachine): void {
  const [of, ...args] = machine.popMark();
  machine.push(of ?? null);
  call(machine, tupleOf(args));
}

/** Steps that build lists, dicts, tuples and objects, and those of the memo. */
export const STRUCTURES: Readonly<Record<string, Opcode>> = {
  '\x80': (machine) => {
    const version = machine.cursor.byte();
    if (version > HIGHEST_PROTOCOL) throw damagedPickle(`protocol ${version}`);
  },
  // The length of a frame tells nothing that the steps in it do not.
  '\x95': (machine) => void machine.cursor.uint(8),
  '(': (machine) => machine.mark(),
  '0': (machine) => machine.drop(),
  '1': (machine) => void machine.popMark(),
  '2': (machine) => machine.push(machine.top()),
  ')': (machine) => machine.push(tupleOf([])),
  ']': (machine) => machine.push(listOf([])),
  '}': (machine) => machine.push(emptyDict()),
  '\x8f': (machine) => machine.push(listOf([])),
  t: (machine) => machine.push(tupleOf(machine.popMark())),
  l: (machine) => machine.push(listOf(machine.popMark())),
  d: (machine) => dictFrom(machine, machine.popMark()),
  '\x91': (machine) => machine.push(tupleOf(machine.popMark())),
  '\x85': (machine) => tuple(machine, 1),
  '\x86': (machine) => tuple(machine, 2),
  '\x87': (machine) => tuple(machine, 3),
  a: (machine) => {
    const item = machine.pop();
    append(machine, [item]);
  },
  e: (machine) => {
    const items = machine.popMark();
    append(machine, items);
  },
  '\x90': (machine) => {
    const items = machine.popMark();
    append(machine, items);
  },
  s: (machine) => {
    const value = machine.pop();
    const key = machine.pop();
    setItems(machine, [key, value]);
  },
  u: (machine) => {
    const items = machine.popMark();
    setItems(machine, items);
  },
  c: (machine) => {
    const module = machine.cursor.line();
    global(machine, module, machine.cursor.line());
  },
  '\x93': (machine) => {
    const name = machine.pop();
    global(machine, machine.pop(), name);
  },
  R: (machine) => call(machine, machine.pop()),
  '\x81': (machine) => call(machine, machine.pop()),
  '\x92': (machine) => {
    machine.pop();
    call(machine, machine.pop());
  },
  o: object,
  i: (machine) => {
    const args = machine.popMark();
    const module = machine.cursor.line();
    global(machine, module, machine.cursor.line());
    call(machine, tupleOf(args));
  },
  b: (machine) => {
    const state = machine.pop();
    machine.builders.build(machine.top(), state);
  },
  Q: (machine) => machine.push(machine.builders.outside(machine.pop())),
  P: (machine) => machine.push(machine.builders.outside(machine.cursor.line())),
  g: (machine) => machine.get(Number(machine.cursor.line())),
  h: (machine) => machine.get(machine.cursor.uint(1)),
  j: (machine) => machine.get(machine.cursor.uint(4)),
  p: (machine) => machine.put(Number(machine.cursor.line())),
  q: (machine) => machine.put(machine.cursor.uint(1)),
  r: (machine) => machine.put(machine.cursor.uint(4)),
  '\x94': (machine) => machine.memoize(),
};
