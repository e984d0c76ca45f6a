// A plugin of the mutation tester: tells a survivor when it is found, not after the last one.
import fs from 'node:fs';
import path from 'node:path';

const SAYS = { Survived: 'survived', NoCoverage: 'not reached' };

const linesOf = (text, { start, end }) => {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
};

const short = (text) => text.replace(/\s+/g, ' ').slice(0, 160);

class ToldAtOnce {
  onMutantTested({ fileName, location, replacement, status }) {
    if (!(status in SAYS)) return;
    const was = linesOf(fs.readFileSync(fileName, 'utf8'), location);
    const where = `${path.relative('.', fileName)}:${location.start.line}`;
    console.log(`${SAYS[status]}: ${where}: ${short(was)}  =>  ${short(replacement)}`);
  }
}

export const strykerPlugins = [
  { kind: 'Reporter', name: 'told-at-once', factory: () => new ToldAtOnce() },
];
