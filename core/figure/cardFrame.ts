import type { Box } from './badge.ts';
import type { Mark } from './marks.ts';
import type { ThemeColours } from './theme.ts';

/** What a card of a page stands on. */
export const cardFrame = (box: Box, theme: ThemeColours): Mark => ({
  kind: 'rect',
  ...box,
  radius: 8,
  fill: theme.background,
  stroke: theme.border,
  strokeWidth: 1,
});
