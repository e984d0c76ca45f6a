import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { CONTRACT } from '../../../electron/ipc/contract.ts';
import { dispatch, type Handlers } from '../../../electron/ipc/dispatch.ts';

/** Handlers that answer what they were asked. */
const echo = Object.fromEntries(
  Object.keys(CONTRACT).map((name) => [name, (argument: unknown) => argument]),
) as unknown as Handlers;

test('a call of the contract reaches its handler with the checked argument', async () => {
  expect(await dispatch(echo, 'text.copy', 'abc')).toEqual({ ok: true, value: 'abc' });
});

test.each([['toString'], ['__proto__'], ['tensor.delete'], [''], [undefined], [7], [{}]])(
  'the name %s is no call',
  async (name) => {
    expect(await dispatch(echo, name, undefined)).toMatchObject({ ok: false, code: 'badRequest' });
  },
);

test('an argument that does not fit is refused before the handler hears of it', async () => {
  let heard = false;
  const handlers: Handlers = {
    ...echo,
    'jobs.cancel': () => {
      heard = true;
      return true;
    },
  };
  expect(await dispatch(handlers, 'jobs.cancel', { id: 1 })).toMatchObject({
    ok: false,
    code: 'badRequest',
  });
  expect(heard).toBe(false);
});

test('an input error is answered by its code, message and details, and is not reported', async () => {
  const reported: unknown[] = [];
  const handlers: Handlers = {
    ...echo,
    'tensor.examples': () => {
      throw new InputError('rank', 'expected two axes, got one', { got: 1 });
    },
  };
  const reply = await dispatch(handlers, 'tensor.examples', undefined, (e) => reported.push(e));
  expect(reply).toEqual({
    ok: false,
    code: 'rank',
    message: 'expected two axes, got one',
    details: { got: 1 },
  });
  expect(reported).toEqual([]);
});

test.each([
  // What V8 and WebAssembly say.
  'Array buffer allocation failed',
  'WebAssembly.Memory(): could not allocate memory',
  'WebAssembly.Memory.grow(): Unable to grow instance memory: out of memory',
])('"%s" is answered as want of memory, not as a fault of the program', async (message) => {
  const reported: unknown[] = [];
  const handlers: Handlers = {
    ...echo,
    'tensor.examples': () => Promise.reject(new RangeError(message)),
  };
  const reply = await dispatch(handlers, 'tensor.examples', undefined, (e) => reported.push(e));
  expect(reply).toMatchObject({ ok: false, code: 'outOfMemory', details: { reason: message } });
  expect(reported).toEqual([]);
});

test('any other error is answered as internal, without its stack, which goes to the log', async () => {
  const reported: unknown[] = [];
  const broken = new TypeError('x is not a function');
  const handlers: Handlers = { ...echo, 'tensor.examples': () => Promise.reject(broken) };
  const reply = await dispatch(handlers, 'tensor.examples', undefined, (e) => reported.push(e));
  expect(reply).toMatchObject({ ok: false, code: 'internal' });
  expect(JSON.stringify(reply)).toContain('x is not a function');
  expect(JSON.stringify(reply)).not.toContain('dispatch.test');
  expect(reported).toEqual([broken]);
});
