/** Advance widths of Inter 4.1 in hundredths of an em, for the characters from space to tilde. */
const REGULAR = widths(
  '25 22 40 60 61 84 61 25 30 30 47 63 22 43 22 33 61 36 56 60 62 58 58 52 58 58 22 22 63 63 63 52 97 65 64 72 69 58 55 73 71 23 53 63 54 86 71 75 61 75 63 61 61 70 65 95 65 64 61 30 33 30 44 45 24 52 57 52 57 54 31 57 55 21 21 51 21 84 55 55 57 57 32 47 31 55 51 75 51 51 48 38 30 38 63',
);
const BOLD = widths(
  '22 25 47 63 65 94 65 27 33 33 54 65 24 44 24 36 65 39 60 62 66 60 62 55 61 62 24 25 65 65 65 57 101 71 64 73 72 61 58 74 72 26 56 69 56 89 73 75 63 75 65 65 64 70 71 100 70 69 63 33 36 33 46 48 29 55 60 56 60 56 37 60 59 25 25 55 25 88 59 58 60 60 37 52 37 59 55 82 54 55 52 44 35 44 65',
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
