import type { Role } from '../formula/formula.ts';
import type { Token } from '../formula/formulaText.ts';
import type { TextMark } from './marks.ts';
import type { ThemeColours } from './theme.ts';

/** The colours of a formula's stretches. @param ink  of what has no colour of its own */
export function tokenRuns(
  tokens: readonly Token[],
  theme: ThemeColours,
  ink: string,
): NonNullable<TextMark['runs']> {
  return tokens.map(({ text, role }) => ({ text, fill: colourOf(role, theme, ink) }));
}

function colourOf(role: Role, theme: ThemeColours, ink: string): string {
  switch (role) {
    case 'mean':
    case 'variance':
    case 'gamma':
    case 'beta':
      return theme[role];
    case 'output':
      return theme.accent;
    case 'quiet':
      return theme.muted;
    case 'plain':
    case 'own':
    case 'eps':
      return ink;
    default:
      return role satisfies never;
  }
}
