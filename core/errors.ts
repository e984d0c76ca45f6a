/**
 * The input that a person or a file gave cannot be used.
 *
 * `code` is stable, so that a host can choose its own words or exit status by it; `message` says what was
 * expected, what came and what to do about it; `details` holds the same numbers for the user's language.
 */
export class InputError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: string,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'InputError';
    this.code = code;
    this.details = details;
  }
}
