// The main process's line to the test process: news, and questions with answers.
const waiting = new Map();
const handlers = new Map();
let questions = 0;

/** Tells the test process something. */
export const tell = (kind, detail = {}) => {
  if (process.connected) process.send({ kind, ...detail });
};

/** Asks the test process; resolves to its answer. */
export const ask = (kind, detail = {}) =>
  new Promise((resolve) => {
    const id = ++questions;
    waiting.set(id, resolve);
    tell(kind, { ...detail, id });
  });

/** What is done when the test process asks or tells something of a kind; a value returned is its answer. */
export const hear = (kind, handler) => handlers.set(kind, handler);

process.on('message', async (message) => {
  if (message.kind === 'answer') {
    waiting.get(message.id)?.(message.value);
    waiting.delete(message.id);
    return;
  }
  const value = await handlers.get(message.kind)?.(message);
  if (message.id !== undefined) tell('answer', { id: message.id, value });
});
// The test is over.
process.on('disconnect', () => process.exit(0));
