import type { Box } from '../figure/badge.ts';
import { cardFrame } from '../figure/cardFrame.ts';
import { pooledInput, stageMarks } from '../figure/cubeFigure.ts';
import type { DisplayTensor } from '../figure/displayTensor.ts';
import { inputLegend } from '../figure/inputLegend.ts';
import { valueLegend } from '../figure/legend.ts';
import type { Figure, Mark } from '../figure/marks.ts';
import type { ViewState } from '../figure/state.ts';
import { fitText, wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import { frameMarks, madeMark, PAD, textMark } from './frame.ts';
import type { DrawnPage, PageParts } from './pageLayout.ts';

/** One run on a page: its picture, or why there is none. */
export interface PageCard {
  readonly name: string;
  /** What the layer does, in one sentence; of a run that failed, the layer's error. */
  readonly sentence: string;
  readonly shown: {
    readonly plan: Plan;
    readonly x: DisplayTensor;
    readonly y: DisplayTensor;
    readonly statistics: Statistics | null;
    /** Flat index into the input as fed; null for none. */
    readonly pinned: number | null;
    /** Half-widths of the value colours. */
    readonly domain: { readonly x: number; readonly y: number };
  } | null;
}

export interface CardsPage {
  readonly title: string;
  /** What the page says under its title. */
  readonly lead: string;
  /** Names and values under the lead. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly cards: readonly PageCard[];
  readonly parts: PageParts;
  readonly view: ViewState;
  readonly labels: { readonly x: string; readonly y: string; readonly clipped: string };
  /** "Normscope 1.0.0". */
  readonly made: string;
}

const GAP = 14;
const CARD_WIDTH = 560;
/** In less its keys do not fit. */
const LEAST_CARD = 440;
/** Heights of a card's name, picture, key, and of a line of its sentence. */
const HEAD = 40;
const PICTURE = 300;
const KEY = 34;
const LINE = 20;
const FACT = 24;

/** Columns in which so many cards stand: four as two by two. */
export function columnsOf(cards: number): number {
  return cards === 4 ? 2 : Math.min(3, Math.max(1, cards));
}

/** Two to six runs as one picture: name, cubes, key and sentence of each. */
export function cardsPage(page: CardsPage): DrawnPage {
  return {
    natural: 2 * PAD + Math.max(2, columnsOf(page.cards.length)) * (CARD_WIDTH + GAP) - GAP,
    least: 2 * PAD + LEAST_CARD,
    at: (width) => cardsFigure(page, width),
  };
}

function cardsFigure(page: CardsPage, width: number): Figure {
  const { title, lead, cards, view, parts } = page;
  const facts = parts.facts ? page.facts : [];
  const room = Math.floor((width - 2 * PAD + GAP) / (LEAST_CARD + GAP));
  const columns = Math.max(1, Math.min(columnsOf(cards.length), room));
  const cardWidth = (width - 2 * PAD - (columns - 1) * GAP) / columns;
  const sentences = cards.map(({ sentence }) => wrapText(sentence, cardWidth - 24, 14, 'sans'));
  const most = Math.max(1, ...sentences.map(({ length }) => length));
  const cardHeight = HEAD + PICTURE + KEY + most * LINE + 10;
  const { marks: head, bottom } = frameMarks(view.theme, width, page);
  const top = bottom + (facts.length > 0 ? facts.length * FACT + 14 : 0);
  const rows = Math.ceil(cards.length / columns);
  const height = Math.ceil(top + rows * (cardHeight + GAP) + PAD + 10);
  const theme = THEMES[view.theme];
  const nameRoom = (width - 2 * PAD) * 0.62;
  return {
    width,
    height,
    background: theme.background,
    title,
    description: [lead, ...page.facts.map((fact) => fact.join(': '))].join(' '),
    marks: [
      ...head,
      ...facts.flatMap(([name, value], i): Mark[] => {
        const y = bottom + 10 + i * FACT;
        const at = PAD + nameRoom + 16;
        return [
          textMark(PAD, y, fitText(name, nameRoom, 14, 'sans'), 14, theme.ink),
          {
            ...textMark(at, y, fitText(value, width - PAD - at, 14, 'mono'), 14, theme.ink, 600),
            family: 'mono',
          },
        ];
      }),
      ...cards.flatMap((card, i) =>
        cardMarks(card, sentences[i] ?? [], page, {
          x: PAD + (i % columns) * (cardWidth + GAP),
          y: top + Math.floor(i / columns) * (cardHeight + GAP),
          width: cardWidth,
          height: cardHeight,
        }),
      ),
      ...madeMark(page.view.theme, width, height, page),
    ],
  };
}

function cardMarks(card: PageCard, lines: readonly string[], page: CardsPage, box: Box): Mark[] {
  const theme = THEMES[page.view.theme];
  const { name, shown } = card;
  const left = box.x + 12;
  const words = box.y + HEAD + PICTURE + KEY;
  return [
    cardFrame(box, theme),
    textMark(left, box.y + 21, fitText(name, box.width - 24, 16, 'sans', 600), 16, theme.ink, 600),
    ...(shown ? pictureMarks(shown, page, { ...box, y: box.y + HEAD, height: PICTURE }) : []),
    ...(shown && page.parts.legend && page.view.colour === 'value'
      ? [
          ...inputLegend(
            shown.x,
            page.view.theme,
            shown.domain.x,
            'x',
            left + 180,
            words - 26,
            150,
          ),
          ...valueLegend(page.view.theme, shown.domain.y, 'y', left + 390, words - 26, 150),
        ]
      : []),
    ...lines.map((line, i) => textMark(left, words + 8 + i * LINE, line, 14, theme.ink)),
  ];
}

function pictureMarks(
  shown: NonNullable<PageCard['shown']>,
  { view, labels }: CardsPage,
  box: Box,
): Mark[] {
  const { plan, x, y, statistics, pinned, domain } = shown;
  const { width, height } = box;
  const input = pooledInput({
    width,
    height,
    plan,
    x,
    y,
    // A page is as large as its cards need: the window's zoom and pan are about the window.
    view: { ...view, pinned, hovered: null, zoom: 1, panX: 0, panY: 0 },
    labels: { ...labels, axisNames: {} },
    statistics,
    domain,
    gizmo: false,
    legend: false,
    tight: true,
  });
  return stageMarks(input, box);
}
