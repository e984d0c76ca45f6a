import type { Mark } from './marks.ts';
import { PAD } from './reportFoot.ts';
import type { ReportFigureInput, ReportParts } from './reportInput.ts';
import { fitText, textWidth } from './textWidth.ts';
import type { ThemeColours } from './theme.ts';
import { tokenRuns } from './tokenRuns.ts';

/** Title, subtitle, options and data, and where they end. */
export function heading(
  input: ReportFigureInput,
  theme: ThemeColours,
  right: number,
  parts: ReportParts,
): { readonly marks: Mark[]; readonly bottom: number } {
  const room = right - PAD;
  const said = (part: 'title' | 'facts', text: string) => (parts[part] ? text : '');
  const size =
    [24, 22, 20, 18, 16].find((s) => textWidth(input.title, s, 'sans', 600) <= room) ?? 16;
  const lines = [
    {
      text: said('title', input.title),
      size,
      family: 'sans',
      weight: 600,
      fill: theme.ink,
      step: 30,
    },
    {
      text: said('title', input.subtitle),
      size: 14,
      family: 'sans',
      weight: 400,
      fill: theme.muted,
      step: 24,
    },
    {
      text: said('facts', input.optionsLine),
      size: 12.5,
      family: 'mono',
      weight: 400,
      fill: theme.ink,
      step: 20,
    },
    {
      text: said('facts', input.dataLine),
      size: 12.5,
      family: 'sans',
      weight: 400,
      fill: theme.muted,
      step: 20,
    },
  ] as const;
  let y = 24;
  const marks: Mark[] = [];
  for (const { step, ...line } of lines) {
    if (!line.text) continue;
    const text = fitText(line.text, room, line.size, line.family, line.weight);
    marks.push({ kind: 'text', x: PAD, y: y + step / 2, ...line, text, baseline: 'middle' });
    y += step;
  }
  return { marks, bottom: y + 8 };
}

const FORMULA_STEP = 19;

/** Room of the moment's sentence and formulas. */
export function captionHeight({ moment }: ReportFigureInput): number {
  return moment ? 26 + moment.formulas.length * FORMULA_STEP : 0;
}

/** The moment's sentence, and its formulas at a size at which they fit. */
export function caption(
  { moment }: ReportFigureInput,
  theme: ThemeColours,
  right: number,
  y: number,
): Mark[] {
  if (!moment) return [];
  const room = right - PAD;
  const shrunk = (text: string, natural: number, family: 'sans' | 'mono', weight: 400 | 600) =>
    Math.max(9.5, Math.min(natural, (natural * room) / textWidth(text, natural, family, weight)));
  const lines = [
    {
      tokens: [{ text: moment.sentence, role: 'plain' }],
      natural: 15,
      family: 'sans',
      weight: 600,
    },
    ...moment.formulas.map(
      (tokens) => ({ tokens, natural: 13, family: 'mono', weight: 400 }) as const,
    ),
  ] as const;
  return lines.map(({ tokens, natural, family, weight }, i) => {
    const whole = tokens.map(({ text }) => text).join('');
    const size = shrunk(whole, natural, family, weight);
    const text = fitText(whole, room, size, family, weight);
    return {
      kind: 'text',
      x: PAD,
      y: y + 4 + i * FORMULA_STEP + (i > 0 ? 3 : 0),
      text,
      size,
      family,
      weight,
      fill: theme.ink,
      baseline: 'middle',
      ...(i > 0 && text === whole && { runs: tokenRuns(tokens, theme, theme.ink) }),
    };
  });
}
