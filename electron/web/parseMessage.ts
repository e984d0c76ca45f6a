import { decodeMessage } from '../../core/io/codec.ts';
import {
  anyOf,
  flag,
  integer,
  list,
  name,
  object,
  optional,
  text,
  type Parser,
} from '../ipc/parser.ts';
import type { Reply } from '../ipc/types.ts';
import type { ClientMessage } from './messages.ts';

const MOST_UPLOADS = 256;

const anything: Parser<unknown> = (value) => value;

/** The browser's own words about what it refused; its details are not needed. */
const reply: Parser<Reply<unknown>> = (value, at) => {
  const { ok } = object({ ok: flag }, 'loose')(value, at);
  if (ok) return { ok, value: object({ value: optional(anything) }, 'loose')(value, at).value };
  const { code, message } = object({ code: name, message: text }, 'loose')(value, at);
  return { ok, code, message, details: {} };
};

const FORMS: { readonly [K in ClientMessage['kind']]: Parser<ClientMessage & { kind: K }> } = {
  call: object({
    kind: anyOf(['call']),
    id: integer,
    name,
    argument: optional(anything),
  }),
  answer: object({ kind: anyOf(['answer']), id: integer, reply }),
  dropped: object({ kind: anyOf(['dropped']), uploads: list(name, MOST_UPLOADS) }),
  listening: object({ kind: anyOf(['listening']) }),
};

const kindOf = object(
  { kind: anyOf(Object.keys(FORMS) as readonly ClientMessage['kind'][]) },
  'loose',
);

/**
 * A message of the page out of bytes of any origin. The argument of a call is left to the contract.
 * @throws RangeError, SyntaxError or InputError when the bytes are none
 */
export function parseMessage(bytes: Uint8Array): ClientMessage {
  const value = decodeMessage(bytes);
  return FORMS[kindOf(value, 'message').kind](value, 'message');
}
