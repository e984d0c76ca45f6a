import { isBuiltin } from 'node:module';
import path from 'node:path';
import { importGraph, targetOf, wayBack, wayBetween } from './importGraph.mjs';
import { isInside, ONE_WAY, ROOMS, roomOf } from './rooms.mjs';

const packageName = (source) =>
  source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');

const matches = (list, name) =>
  list.some((entry) => (typeof entry === 'string' ? entry === name : entry.test(name)));

/** Why `file` may not import `source`, or undefined when it may. */
function objection(file, source, typeOnly) {
  const room = roomOf(file);
  if (!room) return undefined;
  const rules = ROOMS[room];
  if (source.startsWith('.')) {
    const target = targetOf(file, source);
    if (isInside(rules.imports, target)) return undefined;
    if (isInside(rules.types ?? [], target))
      return typeOnly ? undefined : 'only with `import type`';
    return `only from ${[...rules.imports, ...(rules.types ?? [])].join(', ')}`;
  }
  if (source === 'electron' || source.startsWith('electron/')) {
    return rules.electron ? undefined : 'not the electron module';
  }
  if (isBuiltin(source)) return rules.node ? undefined : "not Node's modules";
  if (!rules.packages || matches(rules.packages, packageName(source))) return undefined;
  return `packages: ${rules.packages.join(', ') || 'none'}`;
}

/** Why an import that its room allows may not be all the same, or undefined: it closes a circle. */
function circle(root, file, source) {
  if (!source.startsWith('.') || !roomOf(file)) return undefined;
  const files = importGraph(root);
  const target = targetOf(file, source);
  const way = wayBetween(files, target, file);
  if (way) return `a circle: ${[file, ...way].join(' → ')}`;
  const back = isInside(ONE_WAY, file) && isInside(ONE_WAY, target) && wayBack(files, file, target);
  return back ? `the folders import each other: ${back.join(' → ')}` : undefined;
}

/**
 * ESLint rule: every import, re-export and import() stays within what rooms.mjs allows, closes no
 * circle of files, and goes one way between two folders; types count like values.
 */
export const roomsRule = {
  meta: {
    type: 'problem',
    messages: { room: '{{room}} may not import "{{source}}" ({{why}}).' },
    schema: [],
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (node, sourceNode, typeOnly = false) => {
      const source = sourceNode?.value;
      if (typeof source !== 'string') return;
      const why = objection(file, source, typeOnly) ?? circle(context.cwd, file, source);
      if (why)
        context.report({ node, messageId: 'room', data: { room: roomOf(file), source, why } });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
    };
  },
};
