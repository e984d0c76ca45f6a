import type { Box } from './badge.ts';
import { cardFrame } from './cardFrame.ts';
import { pooledInput, stageMarks } from './cubeFigure.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import type { DisplayTensor } from './displayTensor.ts';
import type { Figure, Mark } from './marks.ts';
import type { OverviewCard } from './overviewCards.ts';
import { INITIAL_VIEW, type Theme, type ViewState } from './state.ts';
import { fitText, textWidth, wrapText } from './textWidth.ts';
import { THEMES } from './theme.ts';

/** What all cards of an overview share. */
export interface OverviewView {
  readonly theme: Theme;
  /** Pointed cell of the tensor, flat; null for none. Every card shows which cells share a statistic with it. */
  readonly hovered: number | null;
}

/** Words of an overview that is one picture. */
export interface OverviewLabels {
  /** "Same colour = same statistics" */
  readonly headline: string;
  /** "x of shape (2, 6, 4): dim 0 · N · 2 …" */
  readonly shape: string;
  /** Over a card, under its name, and under that. */
  readonly title: (card: OverviewCard) => string;
  readonly line: (card: OverviewCard) => string;
  readonly count: (card: OverviewCard) => string;
  readonly version?: string;
}

export interface OverviewPage extends OverviewView {
  readonly cards: readonly OverviewCard[];
  readonly x: DisplayTensor;
  /** CSS pixels; the height follows from the cards. */
  readonly width: number;
  readonly labels: OverviewLabels;
  /** Whether its headline and its shape stand over the cards; both when left out. */
  readonly parts?: { readonly title: boolean; readonly facts: boolean };
}

const PAD = 20;
const GAP = 12;
/** Room of a card's name and lines, and the least width at which its picture is told apart. */
const HEAD = 66;
const LEAST_CARD = 250;
/** Size of a card's lines. */
const LINE = 12.5;
const LEAST_LINE = 11;
/** Height of a card's picture for its width. */
const ASPECT = 0.66;

/**
 * The picture of one card: the tensor as cubes in the colours of the layer's statistics.
 * @param box  where on the page, CSS pixels
 */
export function overviewMarks(
  card: OverviewCard,
  x: DisplayTensor,
  view: OverviewView,
  box: Box,
): Mark[] {
  return stageMarks(pooledInput(cardInput(card, x, view, box)), box);
}

/** The same as a figure of its own. */
export function overviewFigure(
  card: OverviewCard,
  x: DisplayTensor,
  view: OverviewView,
  { width, height }: Pick<Box, 'width' | 'height'>,
  description: string,
): Figure {
  return {
    width,
    height,
    background: null,
    title: card.name,
    description,
    marks: overviewMarks(card, x, view, { x: 0, y: 0, width, height }),
  };
}

/** All cards as one picture, with the sentence over them. */
export function overviewPage(page: OverviewPage): Figure {
  const { cards, x, width, labels } = page;
  const theme = THEMES[page.theme];
  const columns = Math.max(1, Math.floor((width - 2 * PAD + GAP) / (LEAST_CARD + GAP)));
  const cardWidth = (width - 2 * PAD - (columns - 1) * GAP) / columns;
  const cardHeight = HEAD + cardWidth * ASPECT;
  const room = width - 2 * PAD;
  const { title, facts } = page.parts ?? { title: true, facts: true };
  const titles = title ? wrapText(labels.headline, room, 24, 'sans', 600) : [];
  const shapes = facts ? wrapText(labels.shape, room, 15, 'sans') : [];
  const under = PAD - 4 + titles.length * 32;
  const top = under + shapes.length * 23 + 15;
  const rows = Math.ceil(cards.length / columns);
  const text = { kind: 'text', family: 'sans', baseline: 'middle' } as const;
  return {
    width,
    height: Math.ceil(top + rows * (cardHeight + GAP) + PAD),
    background: theme.background,
    title: labels.headline,
    description: `${labels.shape}. ${cards.map((card) => `${labels.title(card)}: ${labels.line(card)}, ${labels.count(card)}`).join('; ')}.`,
    marks: [
      ...titles.map((line, i): Mark => ({
        ...text,
        ...{ x: PAD, y: PAD + 14 + i * 32, text: line, size: 24, weight: 600, fill: theme.ink },
      })),
      ...shapes.map((line, i): Mark => ({
        ...text,
        ...{ x: PAD, y: under + 15 + i * 23, text: line, size: 15, fill: theme.muted },
      })),
      ...cards.flatMap((card, i) => {
        const box = {
          x: PAD + (i % columns) * (cardWidth + GAP),
          y: top + Math.floor(i / columns) * (cardHeight + GAP),
          width: cardWidth,
          height: cardHeight,
        };
        return cardMarks(card, x, page, labels, box);
      }),
    ],
  };
}

function cardMarks(
  card: OverviewCard,
  x: DisplayTensor,
  view: OverviewView,
  labels: OverviewLabels,
  box: Box,
): Mark[] {
  const theme = THEMES[view.theme];
  const text = { kind: 'text', family: 'sans', baseline: 'middle', x: box.x + 12 } as const;
  const room = box.width - 24;
  const lines = [labels.line(card), labels.count(card)];
  // What is a little too long is written a little smaller before it is cut, both lines alike.
  const widest = Math.max(...lines.map((line) => textWidth(line, LINE, 'sans')));
  const size = Math.max(LEAST_LINE, Math.min(LINE, (LINE * room) / widest));
  return [
    cardFrame(box, theme),
    {
      ...text,
      y: box.y + 19,
      text: fitText(labels.title(card), room, 15, 'sans', 600),
      size: 15,
      weight: 600,
      fill: theme.ink,
    },
    ...lines.map((line, i): Mark => ({
      ...text,
      y: box.y + 38 + i * 18,
      text: fitText(line, room, size, 'sans'),
      size,
      fill: theme.muted,
    })),
    ...overviewMarks(card, x, view, {
      x: box.x,
      y: box.y + HEAD,
      width: box.width,
      height: box.height - HEAD,
    }),
  ];
}

function cardInput(
  card: OverviewCard,
  x: DisplayTensor,
  { theme, hovered }: OverviewView,
  { width, height }: Box,
): CubeFigureInput {
  const view: ViewState = {
    ...INITIAL_VIEW,
    fourD: 'separate',
    theme,
    hovered,
    colour: 'group',
  };
  return {
    width,
    height,
    plan: card.plan,
    x,
    y: null,
    view,
    labels: { x: '', y: '', axisNames: {} },
    gizmo: false,
    legend: false,
    tight: true,
    numbers: false,
    naming: 'short',
    ungrouped: 'neutral',
  };
}
