const NARROW = new Set([...`iljItf.,:;'|!()[] r`]);
const WIDE = new Set([...'mwMWΣ%@']);

/**
 * Approximate advance width of one line of text, in the unit of `size`. Core cannot measure fonts;
 * the estimate is a little generous, so that what fits by it fits on screen.
 */
export function textWidth(text: string, size: number, family: 'sans' | 'mono'): number {
  let em = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x1100 && code >= 0x2e80) em += 0.95;
    else if (family === 'mono') em += 0.6;
    else if (NARROW.has(character)) em += 0.32;
    else if (WIDE.has(character)) em += 0.88;
    else if (character >= 'A' && character <= 'Z') em += 0.68;
    else em += 0.58;
  }
  return em * size;
}

/** The text cut to a width, with an ellipsis where it was cut. */
export function fitText(
  text: string,
  width: number,
  size: number,
  family: 'sans' | 'mono',
): string {
  if (textWidth(text, size, family) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size, family) > width)
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
