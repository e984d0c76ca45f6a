import type { koErrors } from './texts/koErrors.ts';
import type { koNotices } from './texts/notices.ko.ts';

type CodeOf<Prefix extends string, Key> = Key extends `${Prefix}.${infer Code}` ? Code : never;

/** What can go wrong: a code without a Korean text does not compile. */
export type ErrorCode = CodeOf<'error', keyof typeof koErrors>;

/** What is noticed about a layer, its options and its values: the same. */
export type NoticeCode = CodeOf<'notice', keyof typeof koNotices>;

/**
 * The input that a person or a file gave cannot be used.
 *
 * `code` is stable, so that a host can choose its own words or exit status by it; `message` says what was
 * expected, what came and what to do about it; `details` holds the same numbers for the user's language.
 */
export class InputError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'InputError';
    this.code = code;
    this.details = details;
  }
}

/** What V8 says, by a RangeError, when the system has no room for an array or for WebAssembly's memory. */
const NO_ROOM = /allocation failed|could not allocate memory|out of memory/i;

/**
 * An error as one of the input's, where it is one: as it is, or for want of memory, which a smaller input would not have.
 * @returns null for faults of the program
 */
export function inputErrorOf(error: unknown): InputError | null {
  if (error instanceof InputError) return error;
  if (!(error instanceof RangeError) || !NO_ROOM.test(error.message)) return null;
  return new InputError(
    'outOfMemory',
    `The system has no memory left for this (${error.message}). Close other tensors or other programs, or use a smaller tensor.`,
    { reason: error.message },
  );
}
