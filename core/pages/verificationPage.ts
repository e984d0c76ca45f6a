import type { Box } from '../figure/badge.ts';
import { cardFrame } from '../figure/cardFrame.ts';
import { valueDomains } from '../figure/colour.ts';
import { pooledInput, stageMarks } from '../figure/cubeFigure.ts';
import { valueLegend } from '../figure/legend.ts';
import type { Figure, Mark } from '../figure/marks.ts';
import type { ViewState } from '../figure/state.ts';
import { fitText, textWidth, wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import { entriesOf, residualScale, type Entry } from '../verify/entries.ts';
import { scaledDifference, type FedPictures } from '../verify/fed.ts';
import type { Verification } from '../verify/verification.ts';
import { frameMarks, madeMark, PAD, textMark } from './frame.ts';
import type { DrawnPage, PageParts } from './pageLayout.ts';
import {
  entryWords,
  missWords,
  residualText,
  unsearchedWords,
  verdictWords,
  type Say,
} from './verificationWords.ts';

/** A page about which layer made y of x. */
export interface VerificationPage {
  readonly verification: Verification;
  /** Letters of x's dimensions. */
  readonly axes: readonly string[];
  /** The entry that is drawn; null where there is none. */
  readonly pictures: FedPictures | null;
  readonly entry: number;
  readonly view: ViewState;
  /** What stands under the verdict. */
  readonly lead: string;
  readonly labels: { readonly x: string; readonly y: string; readonly clipped: string };
  readonly made: string;
  readonly parts: PageParts;
  /** The verdict when left out. */
  readonly title?: string;
  readonly say: Say;
}

const NATURAL = 1200;
const LEAST = 760;
/** From this width on the pictures stand side by side. */
const SIDE_BY_SIDE = 1000;
const GAP = 16;
const PICTURE = 330;
const KEY = 34;
const ROW = 44;
const CODE = 20;
const BAR = 200;
const NUMBER = 150;

/** The verdict, the cubes of x, y and their difference, every entry with its residual, and the lines that do the same. */
export function verificationPage(page: VerificationPage): DrawnPage {
  return { natural: NATURAL, least: LEAST, at: (width) => verificationFigure(page, width) };
}

function verificationFigure(page: VerificationPage, width: number): Figure {
  const { verification, view, lead, pictures, say, parts } = page;
  const theme = THEMES[view.theme];
  const title = page.title ?? verdictWords(verification, say);
  const { marks: head, bottom } = frameMarks(view.theme, width, { title, lead, parts });
  const entries = entriesOf(verification);
  const boxes = pictureBoxes(bottom, width);
  const list = pictures ? boxes.heat.y + PICTURE + KEY + GAP : bottom;
  const remarks = [
    ...verification.undecided.map(({ layer, values, fitted }) =>
      say('verify.undecided', { layer, values, fitted }),
    ),
    ...unsearchedWords(verification, say),
  ];
  const untold = remarks.flatMap((words) => wrapText(words, width - 2 * PAD, 14, 'sans'));
  const code = list + entries.length * ROW + untold.length * CODE + GAP;
  const lines = (entries[page.entry]?.entry.snippets.pytorch ?? '').trimEnd().split('\n');
  const height = Math.ceil(code + lines.length * CODE + GAP + PAD);
  return {
    width,
    height,
    background: theme.background,
    title,
    description: [lead, ...entries.map((each) => wordsOf(each, page).join(' '))].join(' '),
    marks: [
      ...head,
      ...(pictures ? pictureMarks(page, pictures, boxes) : []),
      ...entries.flatMap((each, i) =>
        entryMarks(each, i, entries, page, { y: list + i * ROW, width }),
      ),
      ...untold.map((line, i) =>
        textMark(PAD, list + entries.length * ROW + 12 + i * CODE, line, 14, theme.muted),
      ),
      ...lines.map((line, i): Mark => ({
        ...textMark(
          PAD,
          code + 10 + i * CODE,
          fitText(line, width - 2 * PAD, 13, 'mono'),
          13,
          theme.ink,
        ),
        family: 'mono',
      })),
      ...madeMark(view.theme, width, height, page),
    ],
  };
}

interface Boxes {
  /** Of x and y. */
  readonly pair: Box;
  /** Of their difference. */
  readonly heat: Box;
}

/** Side by side, or one under the other on a narrow page. */
function pictureBoxes(top: number, width: number): Boxes {
  const room = width - 2 * PAD;
  if (width < SIDE_BY_SIDE) {
    const pair = { x: PAD, y: top, width: room, height: PICTURE };
    return { pair, heat: { ...pair, y: top + PICTURE + KEY + GAP } };
  }
  const pair = { x: PAD, y: top, width: (room - GAP) * 0.6, height: PICTURE };
  return { pair, heat: { ...pair, x: PAD + pair.width + GAP, width: (room - GAP) * 0.4 } };
}

function pictureMarks(
  page: VerificationPage,
  pictures: FedPictures,
  { pair, heat }: Boxes,
): Mark[] {
  const { view, labels, entry, verification, say } = page;
  const theme = THEMES[view.theme];
  const most = entriesOf(verification)[entry]?.entry.maxAbs ?? 0;
  const scaled = scaledDifference(pictures.difference, most);
  const domain = valueDomains(pictures.x.data, pictures.y.data);
  const still = { ...view, pinned: null, hovered: null, zoom: 1, panX: 0, panY: 0 } as const;
  const shared = {
    plan: pictures.plan,
    labels: { ...labels, axisNames: {} },
    gizmo: false,
    legend: false,
    tight: true,
  } as const;
  const heading = say('verify.differenceIn', { unit: scaled.unit });
  const boxes = [pair, heat].map((box) => cardFrame({ ...box, height: box.height + KEY }, theme));
  return [
    ...boxes,
    ...stageMarks(
      pooledInput({ ...shared, ...pair, x: pictures.x, y: pictures.y, view: still, domain }),
      pair,
    ),
    ...stageMarks(
      pooledInput({
        ...shared,
        ...heat,
        x: scaled.difference,
        y: null,
        view: { ...still, colour: 'value', pooling: 'max' },
        labels: { ...shared.labels, x: heading },
        domain: { x: scaled.most, y: scaled.most },
        decimals: 1,
      }),
      heat,
    ),
    ...(page.parts.legend && view.colour === 'value'
      ? [
          ...valueLegend(view.theme, domain.x, 'x', pair.x + 220, pair.y + PICTURE + 6, 150),
          ...valueLegend(view.theme, domain.y, 'y', pair.x + 450, pair.y + PICTURE + 6, 150),
        ]
      : []),
    ...(page.parts.legend
      ? valueLegend(view.theme, scaled.most, '', heat.x + 220, heat.y + PICTURE + 6, 150)
      : []),
  ];
}

/** What an entry says: its first words heavy, the others beside them. */
function wordsOf({ entry }: Entry, { axes, say }: VerificationPage): readonly [string, string] {
  if ('differs' in entry) return ['', missWords(entry, axes, say)];
  const [first = '', ...others] = entryWords(entry, axes, say);
  return [first, others.join(' · ')];
}

function entryMarks(
  each: Entry,
  i: number,
  entries: readonly Entry[],
  page: VerificationPage,
  { y, width }: Pick<Box, 'y' | 'width'>,
): Mark[] {
  const { view, verification, say } = page;
  const theme = THEMES[view.theme];
  const at = residualScale(entries, verification.tolerance);
  const bar = width - PAD - NUMBER - BAR;
  const words = wordsOf(each, page).filter(Boolean).join(' · ');
  const room = bar - PAD - 24;
  const chosen = i === page.entry;
  const weight = chosen ? 600 : 400;
  // What is too long for a line stands smaller, in two.
  const size = textWidth(words, 14, 'sans', weight) > room ? 12 : 14;
  const [first = '', ...more] = wrapText(words, room, size, 'sans', weight);
  const lines = [
    first,
    ...(more.length > 0 ? [fitText(more.join(' '), room, size, 'sans', weight)] : []),
  ];
  const limit = bar + BAR * at(verification.tolerance);
  const middle = y + ROW / 2;
  return [
    {
      kind: 'rect',
      x: PAD,
      y: y + 3,
      width: width - 2 * PAD,
      height: ROW - 6,
      radius: 8,
      fill: theme.background,
      stroke: chosen ? theme.accent : theme.border,
      strokeWidth: chosen ? 2 : 1,
    },
    ...lines.map((line, k) =>
      textMark(
        PAD + 12,
        middle + (k - (lines.length - 1) / 2) * 1.2 * size,
        line,
        size,
        theme.ink,
        weight,
      ),
    ),
    {
      kind: 'rect',
      x: bar,
      y: middle - 4,
      width: BAR,
      height: 8,
      radius: 3,
      fill: theme.border,
    },
    {
      kind: 'rect',
      x: bar,
      y: middle - 4,
      width: Math.max(1, BAR * at(each.entry.maxAbs)),
      height: 8,
      radius: 3,
      fill: each.explains ? theme.accent : theme.variance,
    },
    {
      kind: 'line',
      points: [limit, middle - 8, limit, middle + 8],
      stroke: theme.ink,
      strokeWidth: 2,
    },
    {
      ...textMark(
        width - PAD - 12,
        middle,
        say('verify.residual', { max: residualText(each.entry.maxAbs) }),
        13,
        theme.muted,
      ),
      anchor: 'end',
    },
  ];
}
