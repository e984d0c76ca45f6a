import { formulaTokens, type Token } from '../formula/formulaText.ts';
import type { ToldStation } from '../station/station.ts';
import type { PinnedLine } from '../figure/pinnedColumn.ts';
import { textWidth } from '../figure/textWidth.ts';
import type { Language } from '../settings.ts';
import { sayText } from '../texts/sayText.ts';

/** Width of a formula line at 12 px, in CSS pixels. */
const LINE = 326;
/** Of the lines that go on with a formula. */
const INDENT: Token = { text: '    ', role: 'plain' };

/** The arithmetic of a cell as lines of the report's column: sums are wrapped, results stand out. */
export function pinnedLines(stations: readonly ToldStation[], language: Language): PinnedLine[] {
  return stations.flatMap(({ heading, numbers }) => {
    if (!heading) return [];
    const { title, aside } = heading;
    return [
      {
        style: 'heading',
        text: sayText(title, language),
        ...(aside && { aside: sayText(aside, language) }),
      } as const,
      ...numbers.flatMap((formula) => formulaLines(formulaTokens(formula))),
    ];
  });
}

/** One formula in as many lines as it needs; what it comes to stands on the last, alone if it was wrapped. */
function formulaLines(tokens: readonly Token[]): PinnedLine[] {
  const text = textOf(tokens);
  if (fits(text)) return [lineOf(tokens, 'formula')];
  const equals = text.lastIndexOf(' = ');
  const at = equals < 0 ? text.length : equals;
  const result = cut(tokens, at + 1, text.length);
  return [
    ...wrapped(cut(tokens, 0, at)).map((line) => lineOf(line, 'formula')),
    ...(result.length > 0 ? [lineOf([{ text: '  ', role: 'plain' }, ...result], 'result')] : []),
  ];
}

function lineOf(tokens: readonly Token[], style: 'formula' | 'result'): PinnedLine {
  return { style, text: textOf(tokens), tokens };
}

/** Breaks before +, − and /, never between a sign and its number. */
function wrapped(tokens: readonly Token[]): Token[][] {
  const text = textOf(tokens);
  const lines: Token[][] = [];
  let [start, end] = [0, 0];
  const indent = () => (lines.length > 0 ? [INDENT] : []);
  for (const next of [...breaks(text), text.length]) {
    const longer = textOf([...indent(), ...cut(tokens, start, next)]);
    if (end > start && !fits(longer)) {
      lines.push([...indent(), ...cut(tokens, start, end)]);
      start = end + 1;
    }
    end = next;
  }
  return [...lines, [...indent(), ...cut(tokens, start, text.length)]];
}

/** Where the spaces are at which a line may break. */
function breaks(text: string): number[] {
  return [...text.matchAll(/ (?=[+\u2212/] )/g)].map(({ index }) => index);
}

function fits(text: string): boolean {
  return textWidth(text, 12, 'mono') <= LINE;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}

/** The characters from `start` up to `end`, each in its role. */
function cut(tokens: readonly Token[], start: number, end: number): Token[] {
  let at = 0;
  return tokens.flatMap(({ text, role }) => {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += text.length;
    return part ? [{ text: part, role }] : [];
  });
}
