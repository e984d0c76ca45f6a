/** Characters that a terminal or a reader takes for a command: controls, and those that turn the direction of writing. */
const HIDDEN = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text of any origin with nothing in it that acts: every control character is written as its code.
 * @param keep  characters that may stay, e.g. "\n"
 */
export function printable(text: string, keep = ''): string {
  return text.replace(HIDDEN, (char) => {
    if (keep.includes(char)) return char;
    const code = char.codePointAt(0) ?? 0;
    return code < 256
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * Text out of a file as a message shows it: printable, and cut where it is long.
 * @param most  characters
 */
export function shown(text: string, most = 80): string {
  const whole = printable(text.length > most ? text.slice(0, most) : text);
  if (whole.length <= most && text.length <= most) return whole;
  return `${whole.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Some names with commas between, and how many more there are. */
export function shownNames(names: readonly string[], most = 12): string {
  const some = names.slice(0, most).map((name) => shown(name, 60));
  const rest = names.length - some.length;
  return rest > 0 ? `${some.join(', ')} and ${rest} more` : some.join(', ');
}
