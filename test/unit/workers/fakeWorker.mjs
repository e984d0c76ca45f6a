// A worker that does what the path of a load job says, for the tests of the pool.
import { parentPort, threadId } from 'node:worker_threads';

const answers = {
  echo: (id, words) => ({ id, ok: true, value: words.join(' ') }),
  thread: (id) => ({ id, ok: true, value: threadId }),
  refuse: (id, [code, ...words]) => ({
    id,
    ok: false,
    code,
    message: words.join(' '),
    details: { got: 7 },
  }),
  fail: (id, words) => ({ id, ok: false, code: null, message: words.join(' '), details: {} }),
};

parentPort.on('message', async ({ id, job }) => {
  const [command, ...words] = job.path.split(' ');
  switch (command) {
    case 'exit':
      return process.exit(3);
    case 'throw':
      setImmediate(() => {
        throw new Error(words.join(' '));
      });
      return;
    case 'fill': {
      // A heap without end: texts, which no array holds.
      const kept = [];
      for (let i = 0; ; i++) kept.push({ text: `${i}`.repeat(20) });
    }
    case 'hang':
      return;
    case 'spin':
      for (;;);
    case 'wait': {
      // Until another thread sets the flag.
      await Atomics.waitAsync(new Int32Array(job.flag), 0, 0).value;
      return parentPort.postMessage({ id, ok: true, value: words.join(' ') });
    }
    default:
      return parentPort.postMessage(answers[command](id, words));
  }
});
