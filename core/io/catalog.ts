import { InputError, type ErrorCode } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { heldBytes, type ElementType } from './elements.ts';
import type { Room } from './npyData.ts';
import { shown, shownNames } from './shown.ts';

/** A tensor of a file, as the file's headers tell of it: nothing of its numbers has been read. */
export interface ListedTensor {
  /** Name within the file, empty where a file holds one tensor. */
  readonly member: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Element type as the format calls it. */
  readonly dtype: string;
  /** Keys and positions that lead to it, for a file of dicts and lists. */
  readonly path?: readonly (string | number)[];
  /** An earlier tensor that looks at the same numbers. */
  readonly sharesWith?: string;
}

/** A member of a file that is no tensor that can be normalized. */
export interface SkippedMember {
  readonly member: string;
  /** Why, as an error says it. */
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What a file holds. Every format gives one; numbers are read one tensor at a time. */
export interface Catalog {
  readonly tensors: readonly ListedTensor[];
  readonly skipped: readonly SkippedMember[];
  /**
   * The numbers of one of the tensors.
   * @param room  makes the array; plain memory when left out
   * @throws InputError of the format when they are damaged
   */
  readonly read: (listed: ListedTensor, room?: Room) => Tensor;
}

/** Bytes that a tensor takes once it is read: known before it is. */
export function bytesOfListed({ type, shape }: ListedTensor): number {
  return heldBytes(
    type,
    shape.reduce((product, size) => product * size, 1),
  );
}

/**
 * Lists the members of a file one by one: those that cannot be used are kept with the reason.
 * @param list  what is told of an entry; null for one that is passed over in silence
 * @throws InputError of the only member, or nothing-usable (integer-dtype where converting would help) when there is none to use
 */
export function listMembers<E extends { readonly name: string }>(
  entries: readonly E[],
  list: (entry: E) => ListedTensor,
): Pick<Catalog, 'tensors' | 'skipped'> {
  const tensors: ListedTensor[] = [];
  const skipped: SkippedMember[] = [];
  for (const entry of entries) {
    try {
      tensors.push(list(entry));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { code, message, details } = error;
      skipped.push({ member: entry.name, code, message, details });
    }
  }
  if (tensors.length === 0 && skipped.length > 0) throw nothingUsable(skipped);
  return { tensors, skipped };
}

/** Errors that tell the type, but are not about it. */
const ABOUT_SIZE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['npy-truncated', 'npy-trailing']);

/** Why a member was left out, in a few words: its type, or what its message begins with. */
export function reasonOf({ code, details, message }: SkippedMember): string {
  const type = ABOUT_SIZE.has(code) ? undefined : details.dtype;
  return shown(String(type ?? message.split(': ', 1)[0]), 80);
}

/** Members whose reasons a message gives. */
const TOLD = 6;

function nothingUsable(skipped: readonly SkippedMember[]): InputError {
  const [first, ...others] = skipped;
  if (first && others.length === 0)
    return new InputError(first.code, `"${shown(first.member)}": ${first.message}`, {
      ...first.details,
      member: shown(first.member),
    });
  const integers = skipped.find(({ code }) => code === 'integer-dtype');
  const reasons = skipped
    .slice(0, TOLD)
    .map((each) => `${shown(each.member, 60)} (${reasonOf(each)})`);
  const more = skipped.length > TOLD ? ` and ${skipped.length - TOLD} more` : '';
  const names = shownNames(skipped.map(({ member }) => member));
  return new InputError(
    integers ? 'integer-dtype' : 'nothing-usable',
    `none of its ${skipped.length} members can be normalized: ${reasons.join(', ')}${more}. ` +
      (integers
        ? 'Expected float16, float32 or float64; let the integers be converted here (--convert on the command line).'
        : 'Expected arrays of float16, float32 or float64.'),
    { ...integers?.details, names, count: skipped.length },
  );
}

/**
 * The tensor of a name; the only one needs none.
 * @param code  of the error, e.g. "npz-member"
 * @throws InputError with the names that there are
 */
export function tensorNamed(
  { tensors, skipped }: Catalog,
  name: string | undefined,
  code: ErrorCode = 'noMember',
): ListedTensor {
  const found =
    name === undefined && tensors.length === 1
      ? tensors[0]
      : tensors.find(({ member }) => member === name);
  if (found) return found;
  const reason = skipped.find(({ member }) => member === name);
  if (reason) throw new InputError(reason.code, reason.message, reason.details);
  const names = shownNames(tensors.map(({ member }) => member));
  throw new InputError(
    code,
    `expected the name of a tensor in the file (${names}), got ${name === undefined ? 'none' : `"${shown(name)}"`}.`,
    { names, got: shown(name ?? '') },
  );
}
