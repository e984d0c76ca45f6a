import { decodeMessage } from '../../core/io/codec.ts';
import { list, union } from '../../core/shape/compound.ts';
import { object, optional, tagged } from '../../core/shape/object.ts';
import { parse, type Infer } from '../../core/shape/shape.ts';
import { anything, constant, count, name, text } from '../../core/shape/values.ts';

const MOST_UPLOADS = 256;

/** What the browser did about an ask, or its own words about why it did not. */
const reply = union(
  object({ ok: constant(true), value: anything }, 'open'),
  object({ ok: constant(false), code: name, message: text() }, 'open'),
);

/** From the page to the host. */
const clientMessage = tagged('kind', {
  call: object({ kind: constant('call'), id: count, name, argument: optional(anything) }),
  answer: object({ kind: constant('answer'), id: count, reply }),
  /** Ids of uploaded files that were dropped on the page. */
  dropped: object({ kind: constant('dropped'), uploads: list(name, MOST_UPLOADS) }),
  /** The page listens to `opened` now. */
  listening: object({ kind: constant('listening') }),
});
export type ClientMessage = Infer<typeof clientMessage>;

/**
 * A message of the page out of bytes of any origin. The argument of a call is left to the contract.
 * @throws RangeError, SyntaxError or InputError when the bytes are none
 */
export function parseMessage(bytes: Uint8Array): ClientMessage {
  return parse(clientMessage, decodeMessage(bytes), 'message');
}
