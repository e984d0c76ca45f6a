import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOMS } from './rooms.mjs';

const SOURCE = /(?<!\.d)\.(ts|svelte)$/;
/** AssemblyScript only looks like TypeScript. */
const FOREIGN = 'core/kernels/';

/** The file that `source` names in `file` (both from the repository, with slashes). */
export const targetOf = (file, source) =>
  path.posix.join(path.posix.dirname(file), source.replace(/\?.*$/, ''));

/** What a file imports by a relative path, types included. */
function importsOf(file, text) {
  const code = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script]) => script).join('\n')
    : text;
  return ts
    .preProcessFile(code, true, false)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((source) => source.startsWith('.'))
    .map((source) => targetOf(file, source));
}

let graph;

/**
 * Every source file of the rooms with the files that it imports. Read once a process: some 500 files
 * take a quarter of a second, where a resolver of a library's rule takes many.
 */
export function importGraph(root) {
  graph ??= new Map(
    Object.keys(ROOMS)
      .filter((room) => !room.includes('/'))
      .flatMap((room) =>
        fs
          .readdirSync(path.join(root, room), { recursive: true })
          .map((name) => `${room}/${name.split(path.sep).join('/')}`),
      )
      .filter((file) => SOURCE.test(file) && !file.startsWith(FOREIGN))
      .map((file) => [file, importsOf(file, fs.readFileSync(path.join(root, file), 'utf8'))]),
  );
  return graph;
}

/** The shortest way by imports from a file to another, both included; undefined when there is none. */
export function wayBetween(files, from, to) {
  const before = new Map([[from, null]]);
  for (const file of before.keys()) {
    if (file === to) {
      const way = [];
      for (let at = to; at; at = before.get(at)) way.unshift(at);
      return way;
    }
    for (const next of files.get(file) ?? []) if (!before.has(next)) before.set(next, file);
  }
  return undefined;
}

const isWithin = (folder, other) => other === folder || other.startsWith(`${folder}/`);

/**
 * An import that goes the other way between the folders of two files; undefined where there is none,
 * or one folder lies in the other.
 */
export function wayBack(files, file, target) {
  const [from, to] = [file, target].map((name) => path.posix.dirname(name));
  if (isWithin(from, to) || isWithin(to, from)) return undefined;
  for (const [other, imports] of files) {
    if (other === file || path.posix.dirname(other) !== to) continue;
    const back = imports.find((name) => path.posix.dirname(name) === from);
    if (back) return [other, back];
  }
  return undefined;
}
