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

const linesOf = (text) => text.trimEnd().split('\n').length;

/** A file as the rules know it: its length, what it imports by a relative path (types included), and what of that it waits for by import(). */
function sourceOf(file, text) {
  const code = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script]) => script).join('\n')
    : text;
  const targets = (names) =>
    names.filter((name) => name.startsWith('.')).map((name) => targetOf(file, name));
  return {
    lines: linesOf(text),
    imports: targets(ts.preProcessFile(code, true, false).importedFiles.map((it) => it.fileName)),
    waitsFor: targets([...code.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, name]) => name)),
  };
}

/** Files below folders of the repository, each with what is made of its text. */
function read(root, folders, made) {
  const files = folders
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true })
        .map((name) => `${folder}/${name.split(path.sep).join('/')}`),
    )
    .filter((file) => SOURCE.test(file) && !file.startsWith(FOREIGN));
  return new Map(
    files.map((file) => [file, made(file, fs.readFileSync(path.join(root, file), 'utf8'))]),
  );
}

/** What a test imports: parsed, it would take longer than all else. */
const importedBy = (file, text) =>
  [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, name]) => targetOf(file, name));

const once = (make) => {
  let made;
  return (root) => (made ??= make(root));
};

/** Every source file of the rooms. Read once a process: some 900 files take a quarter of a second, where a resolver of a library's rule takes many. */
export const sources = once((root) =>
  read(
    root,
    Object.keys(ROOMS).filter((room) => !room.includes('/')),
    sourceOf,
  ),
);

/** What tests import. */
export const tested = once(
  (root) => new Set([...read(root, ['test'], importedBy).values()].flat()),
);

/** Every source file of the rooms with the files that it imports. */
export const importGraph = once(
  (root) => new Map([...sources(root)].map(([file, { imports }]) => [file, imports])),
);

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
