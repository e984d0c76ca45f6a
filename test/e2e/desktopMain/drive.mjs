// Starts the built main with electron.mjs in place of electron, does what a page would, and prints
// what came as one line of JSON.
import fs from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

// As `electron . x.npy` does: the first argument is the app, the next one a file.
process.defaultApp = true;
register(new URL('./resolveElectron.mjs', import.meta.url));
const { app, recorded } = await import('electron');
await import(new URL('../../../dist/main/main.js', import.meta.url).href);
fs.mkdirSync(path.join(process.env.PROFILE, 'documents'), { recursive: true });
recorded.becomeReady();
while (!recorded.window) await wait(10);

const { webContents } = recorded.window;
const page = { sender: webContents, senderFrame: webContents.mainFrame };

/** A call as Electron would carry it: what cannot be cloned without sharing memory fails. */
async function call(name, argument) {
  const reply = await recorded.ipc['normscope:call'](page, name, argument);
  refuseShared(reply, name);
  return structuredClone(reply);
}

function refuseShared(value, where) {
  if (ArrayBuffer.isView(value)) {
    if (!(value.buffer instanceof ArrayBuffer)) throw new Error(`${where}: shared memory`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) refuseShared(entry, `${where}.${key}`);
  }
}

const examples = await call('tensor.examples');
const spec = (layer) => ({ layer, options: {}, mode: 'train' });
const request = { tensor: examples.value[0].ref, spec: spec('BatchNorm1d') };
const computed = await call('layer.compute', request);
const image = await call('layer.compute', {
  tensor: examples.value[1].ref,
  spec: spec('BatchNorm2d'),
});
const window = { rowAxis: 1, colAxis: 2, index: [0, 0, 0], rows: [0, 2], cols: [0, 2] };
const slice = await call('tensor.slice', { request, which: 'y', ...window });
const trace = await call('layer.trace', { request, flat: 0 });
const view = {
  ...{ yaw: -0.62, pitch: 0.52, zoom: 1, panX: 0, panY: 0, explode: 0.5 },
  ...{ colour: 'value', fourD: 'separate', pinned: null, hovered: null, theme: 'light' },
};
const saved = [];
for (const format of ['png', 'svg', 'json', 'npy']) {
  const options = { request, view, format, scale: 1, language: 'en' };
  saved.push((await call('report.export', options)).value.path);
}
await call('report.copy', { request, view, format: 'png', scale: 1, language: 'en' });

recorded.ipc['normscope:listening'](page);
const arrived = () => recorded.sent.filter(([event]) => event === 'opened' || event === 'failed');
while (arrived().length === 0) await wait(10);
const html = await recorded.serve(new Request('app://normscope/index.html'));

console.log(
  JSON.stringify({
    means: [...computed.value.statistics.mean],
    outputs: [...computed.value.y.data],
    image: [...image.value.y.data].slice(0, 5),
    slice: [...slice.value.values],
    traced: trace.value.y,
    saved,
    copied: recorded.copied,
    opened: arrived(),
    page: { status: html.status, text: await html.text() },
    preload: recorded.window.options.webPreferences.preload,
  }),
);
app.emit('will-quit', { preventDefault: () => undefined });
