import { expect, test } from 'vitest';
import { LAYERS } from '../../../core/norm/layers.ts';
import { CONTRACT, type ChannelName } from '../../../electron/ipc/contract.ts';
import { dispatch } from '../../../electron/ipc/dispatch.ts';
import { argumentsOf, HOSTILE } from './hostile.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();

/** What surprised the program about an argument as it comes out of Electron; null for nothing, and for what cannot be sent. */
async function replyTo(name: ChannelName, argument: unknown): Promise<string | null> {
  let sent: unknown;
  try {
    sent = structuredClone(argument);
  } catch {
    return null;
  }
  const surprises: unknown[] = [];
  const handlers = given.service.handlers(given.host);
  const reply = await dispatch(handlers, name, sent, (error) => surprises.push(error));
  // Electron clones the answer too.
  structuredClone(reply);
  if (surprises.length === 0) return null;
  return reply.ok ? 'answered in spite of an error' : reply.message;
}

const NAMES = Object.keys(CONTRACT) as ChannelName[];
const known = {
  id: 'nlp',
  layer: 'BatchNorm1d',
  layout: ['N', 'C', 'L'],
  options: {},
  state: {},
  format: 'json',
};

test.each(NAMES)(
  '%s answers whatever it is asked, and never with an error of the program',
  async (name) => {
    given.host.place = given.pathOf('out');
    const failed: string[] = [];
    for (const { at, argument } of argumentsOf(CONTRACT[name].argument, known)) {
      const surprise = await replyTo(name, argument);
      if (surprise !== null) failed.push(`${at}: ${surprise}`);
    }
    expect(failed).toEqual([]);
  },
  60_000,
);

test('no option of any layer can be given a value that is answered with an error of the program', async () => {
  const tensor = { kind: 'example', id: 'nlp' };
  const values = [...HOSTILE.filter((value) => value !== undefined), [0, 0], [1e9], [-1], [4]];
  const failed: string[] = [];
  for (const row of LAYERS)
    for (const option of row.options)
      for (const value of values) {
        const spec = { layer: row.name, options: { [option.name]: value }, mode: 'train' };
        const surprise = await replyTo('layer.compute', { tensor, spec });
        if (surprise !== null) failed.push(`${row.name} ${option.name}: ${surprise}`);
      }
  expect(failed).toEqual([]);
}, 60_000);
