import { strFromU8 } from 'fflate';
import { damagedPickle } from './cursor.ts';
import type { PickleMachine } from './machine.ts';

/** A step of a pickle: what it reads of the cursor and does to the stack. */
export type Opcode = (machine: PickleMachine) => void;

/** Bytes of a whole number; a checksum of 512 bits has 65. */
const LONGEST_NUMBER = 256;

/** Little-endian two's complement; a number that JavaScript has exactly, else a bigint. */
function wholeNumber(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  if (bytes.length > 0 && bytes.at(-1)! >= 128) value -= 1n << BigInt(8 * bytes.length);
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : value;
}

function long(machine: PickleMachine, length: number): void {
  if (length > LONGEST_NUMBER) throw damagedPickle(`a whole number of ${length} bytes`);
  machine.push(wholeNumber(machine.cursor.bytes(length)));
}

function decimal(text: string): number | bigint {
  if (!/^[+-]?\d{1,600}L?$/.test(text)) throw damagedPickle(`"${text.slice(0, 40)}" for a number`);
  const value = BigInt(text.replace(/L$/, '').replace(/^\+/, ''));
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function real(text: string): number {
  const value = /^[+-]?(?:nan|inf)$/i.test(text)
    ? Number(text.toLowerCase().replace('inf', 'Infinity'))
    : Number(text);
  if (Number.isNaN(value) && !/nan/i.test(text))
    throw damagedPickle(`"${text.slice(0, 40)}" for a number`);
  return value;
}

const unicode = (width: 1 | 4 | 8) => (machine: PickleMachine) =>
  machine.push(strFromU8(machine.cursor.bytes(machine.cursor.uint(width))));
const latin = (width: 1 | 4) => (machine: PickleMachine) =>
  machine.push(strFromU8(machine.cursor.bytes(machine.cursor.uint(width)), true));
const raw = (width: 1 | 4 | 8) => (machine: PickleMachine) =>
  machine.push(machine.cursor.bytes(machine.cursor.uint(width)));

/** A Python literal in quotes, of the oldest protocol. */
function quoted(line: string): string {
  const [, , inner] = /^(['"])(.*)\1$/s.exec(line) ?? [];
  if (inner === undefined) throw damagedPickle('a text without quotes');
  return inner;
}

/**
 * Steps that put one plain value on the stack, by their character.
 * @source CPython, Lib/pickle.py and Lib/pickletools.py
 */
export const SCALARS: Readonly<Record<string, Opcode>> = {
  N: (machine) => machine.push(null),
  '\x88': (machine) => machine.push(true),
  '\x89': (machine) => machine.push(false),
  K: (machine) => machine.push(machine.cursor.uint(1)),
  M: (machine) => machine.push(machine.cursor.uint(2)),
  J: (machine) => machine.push(machine.cursor.uint(4) | 0),
  '\x8a': (machine) => long(machine, machine.cursor.uint(1)),
  '\x8b': (machine) => long(machine, machine.cursor.uint(4)),
  G: (machine) => {
    const bytes = machine.cursor.bytes(8);
    machine.push(new DataView(bytes.buffer).getFloat64(0));
  },
  I: (machine) => {
    const line = machine.cursor.line();
    machine.push(line === '00' ? false : line === '01' ? true : decimal(line));
  },
  L: (machine) => machine.push(decimal(machine.cursor.line())),
  F: (machine) => machine.push(real(machine.cursor.line())),
  S: (machine) => machine.push(quoted(machine.cursor.line())),
  V: (machine) => machine.push(machine.cursor.line()),
  X: unicode(4),
  '\x8c': unicode(1),
  '\x8d': unicode(8),
  T: latin(4),
  U: latin(1),
  B: raw(4),
  C: raw(1),
  '\x8e': raw(8),
  '\x96': raw(8),
};
