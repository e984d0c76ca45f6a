import { damagedPickle, type PickleCursor } from './cursor.ts';
import type { PickleGlobal, PickleValue } from './values.ts';

/** What a format's reader does with what pickle itself does not know. */
export interface PickleBuilders {
  /** The value of a call; a name that is not on the reader's list gives an Unbuilt. */
  readonly call: (of: PickleGlobal, args: readonly PickleValue[]) => PickleValue;
  /** Takes in the state of an object. */
  readonly build: (object: PickleValue, state: PickleValue) => void;
  /** What lies outside of the pickle under an id. */
  readonly outside: (id: PickleValue) => PickleValue;
}

/** Steps of a pickle: some 30 a tensor. Each makes at most one small object, so they bound the memory too. */
const MOST_STEPS = 4_000_000;

/** The state of a pickle that is being read: its stack, marks and memo. */
export class PickleMachine {
  readonly cursor: PickleCursor;
  readonly builders: PickleBuilders;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #steps = 0;

  constructor(cursor: PickleCursor, builders: PickleBuilders) {
    this.cursor = cursor;
    this.builders = builders;
  }

  /** @throws InputError pickle-damaged beyond the bound */
  step(): number {
    if (++this.#steps > MOST_STEPS) throw damagedPickle(`more than ${MOST_STEPS} steps`);
    return this.cursor.byte();
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  /** @throws InputError pickle-damaged when nothing lies above the last mark */
  pop(): PickleValue {
    this.top();
    return this.#stack.pop()!;
  }

  top(): PickleValue {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0))
      throw damagedPickle('a step that takes more than there is');
    return this.#stack.at(-1)!;
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  /** Everything above the last mark, which goes too. */
  popMark(): PickleValue[] {
    const from = this.#marks.pop();
    if (from === undefined) throw damagedPickle('the end of a list that never began');
    return this.#stack.splice(from);
  }

  /** Takes away the top, or an open mark where nothing lies above it. */
  drop(): void {
    if (this.#marks.length > 0 && this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
    else this.pop();
  }

  put(index: number): void {
    this.#memo.set(index, this.top());
  }

  memoize(): void {
    this.put(this.#memo.size);
  }

  get(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw damagedPickle(`memo ${index}, which was never put`);
    this.push(value);
  }

  /** The only value that is left. */
  result(): PickleValue {
    if (this.#marks.length > 0) throw damagedPickle('a list that never ends');
    const value = this.pop();
    if (this.#stack.length > 0) throw damagedPickle('more than one value');
    return value;
  }
}
