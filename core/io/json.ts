import { InputError } from '../errors.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { bytesOf, sourceOf, type ByteSource } from './byteSource.ts';
import { textCode, utf8Pieces } from './csv/text.ts';
import { arrayFor, type ElementType } from './elements.ts';
import type { Room } from './npyData.ts';
import { beyondRange, isBeyond } from './range.ts';
import { shown } from './shown.ts';

export interface JsonRoom {
  /** Makes the array; plain memory when left out. */
  readonly room?: Room;
  /** Told of the values so far, before they become more. @throws what ends the reading */
  readonly grows?: (values: number) => void;
}

const FLOAT32: ElementType = { name: 'float32', kind: 'float', bytes: 4, littleEndian: true };
/** Values of a block: blocks are joined when all are there. */
const BLOCK = 2 ** 18;
const DEEPEST = 64;
const LONGEST_NUMBER = 400;
/** JSON's numbers, and what Python's json writes for those that JSON has no word for. */
const NUMBER = /^-?(?:(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity|NaN)$/;
const SPACE = /[ \t\r\n]/;

/** True for JSON that begins with a list. */
export function isJsonList(source: ByteSource): boolean {
  const start = bytesOf(source, 0, 64);
  return /^(?:\xef\xbb\xbf)?\s*\[/.test(String.fromCharCode(...start));
}

/**
 * Reads nested lists of numbers, as json.dump(x.tolist()) writes them, piece by piece: memory follows the numbers, not the text.
 * @returns  float32, as torch.tensor makes of lists
 * @throws InputError json-number, number-range, json-ragged, json-empty or json-list, with the line counted from 1
 */
export function readJson(
  file: ByteSource | Uint8Array,
  { room = arrayFor, grows = () => undefined }: JsonRoom = {},
): Tensor {
  const source = sourceOf(file);
  const lists = new Lists();
  const blocks: Float32Array[] = [];
  let word = '';
  const finish = () => {
    if (word === '') return;
    const at = lists.count % BLOCK;
    const value = numberOf(word, lists.line);
    word = '';
    lists.number();
    if (at === 0) {
      grows(lists.count + BLOCK);
      blocks.push(new Float32Array(BLOCK));
    }
    blocks.at(-1)![at] = value;
  };
  for (const piece of utf8Pieces(source, textCode(source)))
    for (const byte of piece) {
      const character = String.fromCharCode(byte);
      const isMark = '[],'.includes(character);
      if (isMark || SPACE.test(character)) {
        finish();
        if (isMark) lists.mark(character);
        else if (byte === 10) lists.line++;
      } else if (word.length < LONGEST_NUMBER) word += character;
    }
  finish();
  const shape = lists.shape();
  grows(lists.count);
  const data = room(FLOAT32, lists.count);
  blocks.forEach((block, i) => {
    const at = i * BLOCK;
    data.set(block.subarray(0, Math.min(BLOCK, lists.count - at)), at);
  });
  return tensor(data, shape);
}

function numberOf(word: string, line: number): number {
  if (NUMBER.test(word)) {
    const value = Number(word);
    if (isBeyond(value, word, 'float32')) throw beyondRange(word, 'float32', line);
    return value;
  }
  throw new InputError(
    'json-number',
    `line ${line}: expected a number, got "${shown(word, 40)}". Write nested lists of numbers: json.dump(x.tolist(), file).`,
    { line, got: shown(word, 40) },
  );
}

/** Follows brackets and commas: every list at one depth has the same length, and numbers stand at one depth. */
class Lists {
  line = 1;
  count = 0;
  readonly #sizes: number[] = [];
  readonly #open: number[] = [];
  #leafDepth = 0;
  #after: 'open' | 'value' | 'comma' | 'nothing' = 'nothing';

  mark(character: string): void {
    if (character === '[') this.#begin();
    else if (character === ',') {
      if (this.#after !== 'value' || this.#open.length === 0) throw this.#broken('","');
      this.#after = 'comma';
    } else this.#end();
  }

  number(): void {
    const depth = this.#open.length;
    if (this.#leafDepth === 0) this.#leafDepth = depth;
    if (depth === 0 || depth !== this.#leafDepth) throw this.#ragged('a number', 'a list');
    this.#value();
    this.count++;
  }

  /** @throws InputError json-list when lists are still open, json-empty */
  shape(): number[] {
    if (this.#open.length > 0 || this.#after === 'nothing') throw this.#broken('its end');
    if (this.count > 0) return this.#sizes;
    throw new InputError(
      'json-empty',
      'the lists hold no number: expected at least one. Write them with json.dump(x.tolist(), file).',
    );
  }

  #begin(): void {
    if (this.#leafDepth > 0 && this.#open.length >= this.#leafDepth)
      throw this.#ragged('a list', 'a number');
    if (this.#open.length >= DEEPEST)
      throw this.#broken(`more than ${DEEPEST} lists in each other`);
    if (this.#open.length > 0 || this.#after === 'nothing') this.#value();
    else throw this.#broken('a second list');
    this.#open.push(0);
    this.#after = 'open';
  }

  #end(): void {
    if (this.#after === 'comma') throw this.#broken('"]"');
    const depth = this.#open.length - 1;
    const got = this.#open.pop();
    if (got === undefined) throw this.#broken('"]"');
    const expected = (this.#sizes[depth] ??= got);
    if (got !== expected) throw this.#ragged(`${got} entries`, String(expected));
    this.#after = 'value';
  }

  /** A number or a list stands here. */
  #value(): void {
    if (this.#after === 'value') throw this.#broken('a value without ","');
    if (this.#open.length > 0) this.#open[this.#open.length - 1]!++;
    this.#after = 'value';
  }

  #ragged(got: string, expected: string): InputError {
    return new InputError(
      'json-ragged',
      `line ${this.line}: the lists have no one shape: expected ${expected}, got ${got}. Pad them to one length first.`,
      { line: this.line, expected, got },
    );
  }

  #broken(got: string): InputError {
    return new InputError(
      'json-list',
      `line ${this.line}: expected nested lists of numbers, got ${got}. Write them with json.dump(x.tolist(), file).`,
      { line: this.line, got },
    );
  }
}
