import fs from 'node:fs';
import path from 'node:path';
import { FONT_FILES } from './fonts.mjs';
import { inRoot } from './paths.mjs';

/** Part of the program without being a module of its scripts: the rasteriser, and what the kernels' compiler adds. */
const OTHERS = ['@napi-rs/canvas', 'assemblyscript'];
/** What a package holds of others without their texts, beside its own. */
const WITHIN = {
  '@napi-rs/canvas': 'build/licences/skia.txt',
  'jetbrains-mono': 'build/licences/jetbrains-mono.txt',
};
const TEXT = /^(?:licen[cs]e|notice|copying)(?:\.(?:md|txt))?$/i;

/** The package that a module belongs to; undefined for our own. */
export const packageOf = (module) =>
  /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(module)?.[1].replace('\\', '/');

/** A plugin that adds the packages of a bundle's modules to a set. */
export const notePackages = (packages) => ({
  name: 'note-packages',
  generateBundle(_, bundle) {
    for (const { modules = {} } of Object.values(bundle))
      for (const name of Object.keys(modules).map(packageOf)) if (name) packages.add(name);
  },
});

const read = (file) => fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();

/** The texts that a package comes with. @throws Error when there is none: nothing is passed on without its licence */
function textsOf(name) {
  const folder = inRoot(`node_modules/${name}`);
  const found = ['', 'dist']
    .filter((below) => fs.existsSync(path.join(folder, below)))
    .flatMap((below) =>
      fs
        .readdirSync(path.join(folder, below))
        .filter((file) => TEXT.test(file))
        .map((file) => path.join(folder, below, file)),
    );
  if (found.length === 0) throw new Error(`${name} has no text of its licence.`);
  return [...found, ...(WITHIN[name] ? [inRoot(WITHIN[name])] : [])].map(read);
}

/** What is passed on with the program, each with version, licence and texts; fonts, rasteriser and kernels included. */
export function notices(bundled) {
  const fonts = FONT_FILES.map((file) => file.split('/')[0]);
  const names = [...new Set([...bundled, ...fonts, ...OTHERS])].sort();
  const parts = names.map((name) => {
    const { version, license } = JSON.parse(read(inRoot(`node_modules/${name}/package.json`)));
    return [`${name} ${version} (${license})`, ...textsOf(name)].join('\n\n');
  });
  const head = `Normscope contains the following. Electron's own notices and Chromium's lie beside the desktop app.`;
  return `${[head, ...parts].join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
