import fs from 'node:fs';
import { expect, test } from 'vitest';
import { koErrors } from '../../../renderer/i18n/koErrors.ts';
import { koData } from '../../../renderer/i18n/koData.ts';

const root = new URL('../../../', import.meta.url);

/** Codes that no window can meet: the command line says them, in English. */
const COMMAND_LINE = new Set(['manyTensors']);

/** What no window asks for, or does not show: a fault of the program, said in English. */
const FAULTS = new Set(['badRequest', 'badCell', 'badScale', 'badEdit', 'badSlice', 'superseded']);

/** Every source of the rooms that throw. */
function sources(room: string): string[] {
  const names = fs.readdirSync(new URL(room, root), { recursive: true }) as string[];
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => fs.readFileSync(new URL(`${room}/${name}`, root), 'utf8'));
}

test('every error that the window can meet has a Korean text', () => {
  const codes = ['core', 'electron']
    .flatMap(sources)
    .flatMap((text) => [...text.matchAll(/new InputError\(\s*'([\w-]+)'/g)])
    .map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(50);
  const known = { ...koData, ...koErrors };
  const missing = codes.filter(
    (code) => !COMMAND_LINE.has(code) && !FAULTS.has(code) && !(`error.${code}` in known),
  );
  expect([...new Set(missing)]).toEqual([]);
});
