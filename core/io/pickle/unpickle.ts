import { damagedPickle, type PickleCursor } from './cursor.ts';
import { PickleMachine, type PickleBuilders } from './machine.ts';
import { SCALARS, type Opcode } from './scalars.ts';
import { STRUCTURES } from './structures.ts';
import type { PickleValue } from './values.ts';

const STOP = '.'.charCodeAt(0);

const OPCODES: readonly (Opcode | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  return SCALARS[character] ?? STRUCTURES[character];
});

/**
 * Reads one pickle as data: no name in it is looked up, nothing is executed, and what is not on the builders' list is named and not built.
 * The cursor then stands behind its STOP.
 * @param cursor    at its first byte
 * @param builders  what the format makes of calls, states and what lies outside
 * @throws InputError pickle-damaged, and what the builders throw
 * @source CPython, Lib/pickle.py
 */
export function unpickle(cursor: PickleCursor, builders: PickleBuilders): PickleValue {
  const machine = new PickleMachine(cursor, builders);
  for (let code = machine.step(); code !== STOP; code = machine.step()) {
    const opcode = OPCODES[code];
    if (!opcode) throw damagedPickle(`a step 0x${code.toString(16)} that nothing writes here`);
    opcode(machine);
  }
  return machine.result();
}
