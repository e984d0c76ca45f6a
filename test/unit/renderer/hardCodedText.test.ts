import fs from 'node:fs';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { wordsOf } from '../../e2e/hardCoded.ts';

const renderer = new URL('../../../renderer/', import.meta.url);
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'label'];
const COMPONENTS = (fs.readdirSync(renderer, { recursive: true }) as string[]).filter((name) =>
  name.endsWith('.svelte'),
);

interface Node {
  readonly type?: string;
  readonly name?: string;
  readonly data?: string;
  readonly value?: unknown;
}

/** Texts that stand in the markup, in elements other than code and in the attributes that people are told. */
function literals(node: unknown, inCode: boolean, found: string[]): void {
  if (Array.isArray(node)) {
    for (const each of node) literals(each, inCode, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, name = '', data = '', value } = node as Node;
  if (type?.endsWith('Directive')) return;
  if (type === 'Attribute') {
    if (ATTRIBUTES.includes(name)) literals(value, inCode, found);
    return;
  }
  if (type === 'Text' && !inCode) found.push(data.trim());
  const code = inCode || ['code', 'pre', 'kbd'].includes(name);
  for (const [key, child] of Object.entries(node))
    if (key !== 'expression' && key !== 'metadata') literals(child, code, found);
}

test('there are components to look at', () => {
  expect(COMPONENTS.length).toBeGreaterThan(50);
});

test.each(COMPONENTS)('%s has no text of its own: all of it is in the messages', (name) => {
  const source = fs.readFileSync(new URL(name, renderer), 'utf8');
  const root: AST.Root = parse(source, { modern: true });
  const found: string[] = [];
  literals(root.fragment, false, found);
  expect(found.filter((text) => wordsOf(text).length > 0)).toEqual([]);
});
