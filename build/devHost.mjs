// The browser host of npm run dev: built anew and started again at the same port whenever a source of it changes.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { nodeBundle, webClientBundle } from './nodeBundle.mjs';
import { inRoot } from './paths.mjs';
import { say } from './say.mjs';
import { startWebHost } from './webHost.mjs';

/** A folder of its own: whatever else runs out of dist/ goes on undisturbed. */
const FOLDER = inRoot('.cache/dev');
const DIST = path.join(FOLDER, 'dist');
/** Taken from dist/ as they were built. */
const LINKED = ['renderer', 'wasm', 'page'];

function makeFolder() {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(DIST, { recursive: true });
  fs.copyFileSync(inRoot('package.json'), path.join(FOLDER, 'package.json'));
  for (const name of LINKED)
    fs.symlinkSync(inRoot('dist', name), path.join(DIST, name), 'junction');
}

/** Builds again and again, until it is closed. @param built  called after each time but the first, which is awaited */
async function watch(bundle, built) {
  const watcher = await build({
    ...bundle,
    build: { ...bundle.build, outDir: DIST, watch: {} },
  });
  await new Promise((resolve) => {
    let first = true;
    watcher.on('event', (event) => {
      if ('result' in event) void event.result?.close();
      if (event.code === 'ERROR') say(event.error.message);
      if (event.code !== 'END') return;
      if (!first) built();
      first = false;
      resolve();
    });
  });
  return watcher;
}

/** Where a host's app lies, and the cookie of who may use it. */
async function enter(host) {
  const answer = await fetch(host.url, { redirect: 'manual' });
  const [cookie] = answer.headers.get('set-cookie').split(';');
  return { ...host, base: answer.headers.get('location'), cookie };
}

/**
 * Starts the host, and another one in its place when its sources have changed.
 * @param restarted  called when the new one answers
 * @returns the first host, the one that runs, the status with which the last one ends, and what ends the watching
 */
export async function startDevHost(args, restarted) {
  const server = path.join(DIST, 'web/server.js');
  let first, running;
  let restarting = null;

  async function restart() {
    running.child.kill();
    await running.ended;
    const { port } = new URL(first.url);
    running = await enter(await startWebHost([...args, '--port', port], server));
    say('the host was built anew');
    restarted();
  }
  const built = () => {
    restarting = (restarting ?? Promise.resolve())
      .then(() => first && restart())
      .catch((error) => say(error.message));
  };

  makeFolder();
  const watchers = await Promise.all(
    [nodeBundle, webClientBundle].map((bundle) => watch(bundle, built)),
  );
  first = running = await enter(await startWebHost(args, server));

  async function ended() {
    const host = running;
    const status = await host.ended;
    await restarting;
    return host === running ? status : ended();
  }
  const close = () => Promise.all(watchers.map((watcher) => watcher.close()));
  return { first, running: () => running, ended: ended(), close };
}
