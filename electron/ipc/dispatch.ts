import { InputError, inputErrorOf } from '../../core/errors.ts';
import { shown } from '../../core/io/shown.ts';
import { parse } from '../../core/shape/shape.ts';
import { CONTRACT, type ArgumentOf, type ChannelName, type ResultOf } from './contract.ts';
import type { Reply } from './types.ts';

/** What answers the contract's calls: one function a channel. */
export type Handlers = {
  readonly [K in ChannelName]: (argument: ArgumentOf<K>) => Promise<ResultOf<K>> | ResultOf<K>;
};

/**
 * Answers one call that came over any transport: checks its name and argument, calls the handler, and turns what it throws into a
 * reply. Never rejects.
 * @param report  told of errors that are no fault of the input, with their stack
 */
export async function dispatch(
  handlers: Handlers,
  name: unknown,
  argument: unknown,
  report: (error: unknown) => void = () => undefined,
): Promise<Reply<unknown>> {
  try {
    if (typeof name !== 'string' || !Object.hasOwn(CONTRACT, name))
      throw new InputError('badRequest', `There is no call "${String(name).slice(0, 80)}".`);
    const channel = name as ChannelName;
    const parsed = parse(CONTRACT[channel].argument, argument, 'argument');
    const handler = handlers[channel] as (argument: unknown) => unknown;
    return { ok: true, value: await handler(parsed) };
  } catch (error) {
    return failure(error, report);
  }
}

/** Characters of a message or a detail: readers of files cut much shorter. */
const LONGEST = 4000;

/** Text that may come out of a file, with nothing in it that acts. */
const clean = (text: string) => shown(text, LONGEST);

/** An error as a reply: its code and message for the user, never its stack. */
export function failure(
  error: unknown,
  report: (error: unknown) => void = () => undefined,
): Extract<Reply<never>, { ok: false }> {
  const input = inputErrorOf(error);
  if (input)
    return {
      ok: false,
      code: input.code,
      message: clean(input.message),
      details: Object.fromEntries(
        Object.entries(input.details).map(([key, value]) => [
          key,
          typeof value === 'string' ? clean(value) : value,
        ]),
      ),
    };
  report(error);
  const message = error instanceof Error ? error.message : String(error);
  return {
    ok: false,
    code: 'internal',
    message: `Something went wrong: ${message}`,
    details: { reason: message },
  };
}
