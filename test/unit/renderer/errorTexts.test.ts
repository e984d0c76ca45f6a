import fs from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { koData } from '../../../core/texts/wholeCatalogue.ts';
import { koErrors } from '../../../core/texts/koErrors.ts';
import type { Texts } from '../../../core/texts/texts.ts';
import { WINDOW_TEXTS } from '../../../core/texts/window.ts';

const root = new URL('../../../', import.meta.url);
const WINDOW: Texts = WINDOW_TEXTS;
const KOREAN: Readonly<Record<string, string>> = { ...koData, ...koErrors };

/** Codes that no window can meet: the command line says them, in English. */
const COMMAND_LINE = new Set(['usage']);

/** Added to the details where a file is read, whatever went wrong in it. */
const EVERYWHERE = new Set(['file']);

/** A place where something is said by its code. */
interface Saying {
  readonly where: string;
  readonly code: string;
  /** Names of the details; null where they are not written out. */
  readonly details: ReadonlySet<string> | null;
}

function namesOf(node: ts.Expression | undefined): ReadonlySet<string> | null {
  if (!node) return new Set();
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names = node.properties.map((property) => property.name?.getText());
  return names.includes(undefined) ? null : new Set(names as string[]);
}

/** `new InputError(code, message, details)`, `notice(code, message, details)` or `{code, message, details}`. */
function sayingOf(node: ts.Node): Omit<Saying, 'where'> | null {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    if (!['InputError', 'notice'].includes(node.expression.getText())) return null;
    const [code, , details] = node.arguments ?? [];
    return code && ts.isStringLiteral(code) ? { code: code.text, details: namesOf(details) } : null;
  }
  if (!ts.isObjectLiteralExpression(node)) return null;
  const given = new Map(
    node.properties.map((each) => [
      each.name?.getText(),
      ts.isPropertyAssignment(each) ? each.initializer : null,
    ]),
  );
  const code = given.get('code');
  if (!code || !ts.isStringLiteral(code) || !given.has('message')) return null;
  return { code: code.text, details: namesOf(given.get('details') ?? undefined) };
}

function sayingsIn(room: string): Saying[] {
  const names = fs.readdirSync(new URL(room, root), { recursive: true }) as string[];
  return names
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = fs.readFileSync(new URL(`${room}/${name}`, root), 'utf8');
      const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
      const found: Saying[] = [];
      const visit = (node: ts.Node): void => {
        const saying = sayingOf(node);
        if (saying) found.push({ where: `${room}/${name}`, ...saying });
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found;
    });
}

const sayings = ['core', 'electron', 'renderer'].flatMap(sayingsIn);
const textOf = (code: string) =>
  KOREAN[`error.${code}`] ?? KOREAN[`notice.${code}`] ?? WINDOW[`error.${code}`]?.ko;

test('every error and warning that the window can meet has a Korean text', () => {
  expect(sayings.length).toBeGreaterThan(80);
  const missing = sayings.filter(({ code }) => !COMMAND_LINE.has(code) && !textOf(code));
  expect(missing.map(({ where, code }) => `${where}: ${code}`)).toEqual([]);
});

test('a Korean text of an error or warning asks for no more than comes with it, wherever it is said', () => {
  const written = sayings.filter(({ details }) => details !== null);
  expect(written.length).toBeGreaterThan(60);
  const absent = written.flatMap(({ where, code, details }) =>
    [...(textOf(code) ?? '').matchAll(/\{(\w+)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !details?.has(name) && !EVERYWHERE.has(name))
      .map((name) => `${where}: ${code} has no ${name}`),
  );
  expect(absent).toEqual([]);
});

test('every Korean text of an error or warning is of a code that is said somewhere', () => {
  const said = new Set(sayings.map(({ code }) => code));
  const texts = Object.keys({ ...koData, ...koErrors });
  const codes = texts.flatMap((key) => /^(?:error|notice)\.(.+)$/.exec(key)?.[1] ?? []);
  // chosen among several, by a condition, a table or a default
  const chosen = new Set([
    'nothing-usable',
    'npz-member',
    'safetensors-member',
    'lfs-pointer',
    'web-page',
    'packed-file',
    'torch-old',
    'hdf5-file',
    'other-file',
  ]);
  // the format is put before it: npy-shape, safetensors-shape
  const made = (code: string) => code.endsWith('-shape') || chosen.has(code);
  expect(codes.filter((code) => !said.has(code) && !made(code))).toEqual([]);
});
