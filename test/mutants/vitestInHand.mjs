// What a test imports as 'vitest' under quickRunner.mjs: the same functions, in a process that is no worker of Vitest.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect';

export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from '@vitest/runner';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

/** Asks again until the answer is as expected, for a second. */
const poll = (ask, { timeout = 1000, interval = 50 } = {}) =>
  new Proxy(
    {},
    {
      get:
        (_, matcher) =>
        async (...expected) => {
          for (const end = Date.now() + timeout; ;) {
            try {
              return expect(await ask())[matcher](...expected);
            } catch (error) {
              if (Date.now() > end) throw error;
              await new Promise((go) => setTimeout(go, interval));
            }
          }
        },
    },
  );

export const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[ASYMMETRIC_MATCHERS_OBJECT],
  { poll },
);
