/** The command was called wrongly: exit status 2, with how it is called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
