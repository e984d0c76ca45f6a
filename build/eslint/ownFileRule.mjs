import path from 'node:path';
import { sources, tested } from './importGraph.mjs';

/** Lines from which a file stands by itself, and most of a file and the one that would join it. */
const OWN = 60;
const TOGETHER = 150;
/** Who imports so many files of its folder is a list of them. */
const LIST = 8;

const folderOf = (file) => path.posix.dirname(file);

/**
 * The file that a short one had better join: the only one that imports it, beside it, where a test does not and the two are no long file.
 * It stands by itself also where it is one of a list, or waited for by import().
 * @param files  as sources() gives them
 * @param tests  what tests import
 */
export function betterIn(files, tests, file) {
  const own = files.get(file);
  if (!own || own.lines >= OWN || !file.endsWith('.ts') || tests.has(file)) return undefined;
  const [importer, another] = [...files].filter(([, { imports }]) => imports.includes(file));
  if (!importer || another) return undefined;
  const [name, { lines, imports, waitsFor }] = importer;
  const beside = new Set(imports.filter((other) => folderOf(other) === folderOf(name)));
  const joins =
    beside.has(file) &&
    beside.size < LIST &&
    own.lines + lines <= TOGETHER &&
    !waitsFor.includes(file);
  return joins ? name : undefined;
}

/** ESLint rule: a short file with one importer and no test of its own joins its importer. */
export const ownFileRule = {
  meta: {
    type: 'suggestion',
    messages: {
      join: 'One importer, no test of its own and less than {{own}} lines: it reads better in {{name}}.',
    },
    schema: [],
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    return {
      Program(node) {
        const name = betterIn(sources(context.cwd), tested(context.cwd), file);
        if (name) context.report({ node, messageId: 'join', data: { own: OWN, name } });
      },
    };
  },
};
