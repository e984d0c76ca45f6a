// Runs the built main with electron.mjs in place of electron, as `electron . files…` does.
import { register } from 'node:module';

process.defaultApp = true;
register(new URL('./resolveElectron.mjs', import.meta.url));
const { start } = await import('electron');
await import(new URL('../../../dist/main/main.js', import.meta.url).href);
start();
