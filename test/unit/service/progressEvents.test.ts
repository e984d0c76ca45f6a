import { expect, test } from 'vitest';
import { progressEvents } from '../../../electron/service/progressEvents.ts';
import { FakeHost } from './fakeHost.ts';

test('a job that takes long tells how far it is and how fast; a short one tells nothing', () => {
  const host = new FakeHost();
  let time = 1000;
  const report = progressEvents(host, 'job-7', 'BatchNorm2d · x.npy', 4_000_000, () => time);
  time = 1100;
  report(100_000, 1_000_000);
  expect(host.events).toEqual([]);
  time = 1500;
  report(500_000, 1_000_000);
  // half of 4,000,000 bytes in half a second
  expect(host.events).toEqual([
    [
      'progress',
      {
        job: 'job-7',
        label: 'BatchNorm2d · x.npy',
        done: 500_000,
        total: 1_000_000,
        bytesPerSecond: 4_000_000,
        // the other half takes as long
        secondsLeft: 0.5,
      },
    ],
  ]);
});

test('a file is reported in bytes', () => {
  const host = new FakeHost();
  let time = 0;
  const report = progressEvents(host, 'job-1', 'x.npy', null, () => time);
  time = 2000;
  report(1000, 3000);
  expect(host.events[0]?.[1]).toMatchObject({ done: 1000, total: 3000, bytesPerSecond: 500 });
  // 2000 more bytes at 500 a second
  expect(host.events[0]?.[1]).toMatchObject({ secondsLeft: 4 });
});

test('before anything is done nobody knows how long it takes; what is counted has no speed', () => {
  const host = new FakeHost();
  let time = 0;
  const report = progressEvents(host, 'job-1', 'frames', 'counted', () => time);
  time = 299;
  report(1, 4);
  expect(host.events).toEqual([]);
  time = 300;
  report(0, 4);
  report(1, 4);
  const told = { job: 'job-1', label: 'frames', total: 4, bytesPerSecond: 0 };
  expect(host.events).toEqual([
    ['progress', { ...told, done: 0, secondsLeft: null }],
    // three more of 0.3 s each
    ['progress', { ...told, done: 1, secondsLeft: expect.closeTo(0.9, 9) as number }],
  ]);
});

test('an input of no units is done at once', () => {
  const host = new FakeHost();
  let time = 0;
  const report = progressEvents(host, 'job-1', 'x', 100, () => time);
  time = 1000;
  report(1, 0);
  expect(host.events[0]?.[1]).toMatchObject({ bytesPerSecond: 100 });
});
