import type { Plan } from '../norm/spec.ts';
import { axisText, uprightText, type AxisNaming } from './axisText.ts';
import { badge, BADGE_HEIGHT, BADGE_LINE, badgeSize } from './badge.ts';
import type { LayoutDim } from './layout.ts';
import { boxOf } from './markBox.ts';
import type { Mark } from './marks.ts';
import type { Vec2 } from './projection.ts';
import { textWidth } from './textWidth.ts';
import type { ThemeColours } from './theme.ts';

const LABEL_SIZE = 13.5;
/** Between a pill and what is kept of its axis. */
const KEPT_GAP = 9;

/**
 * Badges at an axis line, moved outward until they clear it. Where an axis has both, what is kept
 * stands after the pill of what is reduced: to its right, or under it beside an upright axis.
 * @param turned  run along an upright axis, from below upwards
 */
export function axisBadges(
  theme: ThemeColours,
  plan: Plan,
  text: { readonly reduced: string | null; readonly kept: string | null },
  at: Vec2,
  outward: Vec2,
  action: string,
  turned = false,
): Mark[] {
  if (turned) {
    const across = axisBadges(theme, plan, text, [0, 0], [0, 0], action);
    const box = boxOf(across);
    const aside = box ? (box.left + box.right) / 2 : 0;
    return across.map((mark) =>
      turn(mark, [at[0] + outward[0] * (BADGE_HEIGHT / 2 + 4), at[1] + aside]),
    );
  }
  const upright = Math.abs(outward[0]) > Math.abs(outward[1]);
  const { reduced, kept } = upright ? uprightText(text) : text;
  const pill = reduced ? badgeSize(reduced) : null;
  const own = kept ? keptSize(kept) : { width: 0, height: 0 };
  const { width, height } = pill ?? own;
  const reach = Math.abs(outward[0]) * (width / 2) + Math.abs(outward[1]) * (height / 2) + 8;
  const x = at[0] + outward[0] * reach;
  const y = at[1] + outward[1] * reach;
  const marks = reduced ? badge(theme, reduced, x, y, plan.source !== 'running', action) : [];
  if (!kept) return marks;
  const beside = pill && !upright ? pill.width / 2 + own.width / 2 + KEPT_GAP : 0;
  const under = pill && upright ? pill.height / 2 + own.height / 2 + 5 : 0;
  kept.split('\n').forEach((line, i, lines) => {
    marks.push({
      kind: 'text',
      x: x + beside,
      y: y + under + (i - (lines.length - 1) / 2) * BADGE_LINE,
      text: line,
      size: LABEL_SIZE,
      family: 'sans',
      weight: 600,
      fill: theme.muted,
      anchor: 'middle',
      baseline: 'middle',
      action,
    });
  });
  return marks;
}

/** A badge at the origin, a quarter turn to the left and moved to a point. */
function turn(mark: Mark, [x, y]: Vec2): Mark {
  if (mark.kind === 'rect') {
    const { width, height } = mark;
    return { ...mark, x: x + mark.y, y: y - mark.x - width, width: height, height: width };
  }
  if (mark.kind === 'text')
    return { ...mark, x: 0, y: 0, transform: [0, -1, 1, 0, x + mark.y, y - mark.x] };
  return mark;
}

/** Room of a label of what is kept. */
export function keptSize(text: string): { readonly width: number; readonly height: number } {
  const lines = text.split('\n');
  return {
    width: Math.max(...lines.map((line) => textWidth(line, LABEL_SIZE, 'sans', 600))),
    height: LABEL_SIZE + (lines.length - 1) * BADGE_LINE,
  };
}

/** From the middle of badges in one line to their right end: what is kept stands after the pill. */
export function badgeReach(plan: Plan, dim: LayoutDim, naming: AxisNaming): number {
  const { reduced, kept } = axisText(plan, dim, naming);
  const pill = reduced ? badgeSize(reduced).width : 0;
  const own = kept ? keptSize(kept).width : 0;
  return pill > 0 && own > 0 ? pill / 2 + KEPT_GAP + own : (pill + own) / 2;
}

/** Width of the badges of an axis of the grid, which lie in one line. */
export function badgeRoom(plan: Plan, dim: LayoutDim, naming: AxisNaming): number {
  const { reduced, kept } = axisText(plan, dim, naming);
  return (reduced ? badgeSize(reduced).width : 0) + (kept ? keptSize(kept).width : 0);
}
