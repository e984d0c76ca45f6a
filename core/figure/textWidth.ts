/** Advance widths of Inter 4.1's text cut in hundredths of an em, for the characters from space to tilde. */
const REGULAR = widths(
  '28 29 47 63 64 98 64 30 36 36 50 66 29 46 29 36 63 41 61 62 65 59 62 57 62 62 29 30 66 66 66 51 97 69 65 73 72 60 59 75 74 27 57 67 57 90 75 76 64 76 64 64 65 74 69 99 68 68 63 36 36 36 47 46 32 56 61 57 61 58 37 61 59 24 24 55 24 88 59 60 61 61 38 53 33 59 56 82 55 56 55 43 33 43 66',
);
const BOLD = widths(
  '25 32 52 64 65 100 66 33 37 37 54 67 32 47 32 38 66 42 62 64 67 61 64 58 64 64 32 33 67 67 67 54 100 73 66 74 72 61 59 75 75 28 58 70 57 92 76 77 65 77 65 65 66 74 73 102 72 71 65 37 38 37 48 47 35 57 62 58 62 59 39 63 61 26 26 57 26 90 61 61 62 62 40 55 35 61 59 84 57 59 57 45 36 45 67',
);
const OTHERS: Readonly<Record<string, number>> = {
  '·': 24,
  '²': 40,
  '\u2004': 33,
  '…': 72,
  '∞': 94,
};
const MONO = 60;
const HANGUL = 92;

function widths(list: string): readonly number[] {
  return list.split(' ').map(Number);
}

/**
 * Advance width of one line of text, in the unit of `size`. Core cannot measure fonts, so it knows
 * those of the bundled ones; without them a text comes out a little wider or narrower.
 */
export function textWidth(
  text: string,
  size: number,
  family: 'sans' | 'mono',
  weight: 400 | 600 | 700 = 400,
): number {
  const table = weight === 400 ? REGULAR : BOLD;
  let hundredths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\u0302') continue;
    if (code >= 0x1100 && isWide(code)) hundredths += HANGUL;
    else if (family === 'mono') hundredths += MONO;
    else hundredths += table[code - 32] ?? OTHERS[character] ?? 63;
  }
  return (hundredths * size) / 100;
}

/** Hangul, kana, CJK and full-width forms. */
function isWide(code: number): boolean {
  return code < 0x1200 || (code >= 0x2e80 && code < 0xd7b0) || (code >= 0xf900 && code < 0xffe7);
}

/** The text cut to a width, with an ellipsis where it was cut. */
export function fitText(
  text: string,
  width: number,
  size: number,
  family: 'sans' | 'mono',
  weight: 400 | 600 | 700 = 400,
): string {
  if (textWidth(text, size, family, weight) <= width) return text;
  const characters = [...text];
  while (
    characters.length > 1 &&
    textWidth(`${characters.join('')}…`, size, family, weight) > width
  )
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** The text in lines of at most a width, broken at spaces; a word that is wider alone is cut. */
export function wrapText(
  text: string,
  width: number,
  size: number,
  family: 'sans' | 'mono',
  weight: 400 | 600 | 700 = 400,
): string[] {
  const lines: string[] = [];
  const fits = (line: string) => textWidth(line, size, family, weight) <= width;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(...pieces(word, fits));
  }
  return lines;
}

/** A word that is longer than a line in parts that fit, of a character at least. */
function pieces(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word];
  const parts: string[] = [];
  for (const character of word) {
    const last = parts.at(-1);
    if (last !== undefined && fits(last + character)) parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts;
}
