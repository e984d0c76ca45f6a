import type { Figure, Mark } from '../figure/marks.ts';
import { printed } from '../figure/looks.ts';
import { textWidth, wrapText } from '../figure/textWidth.ts';
import { textMark } from './frame.ts';
import { placed } from '../figure/placed.ts';
import { questionFigure } from '../quiz/picture.ts';
import { codeOf } from '../quiz/code.ts';
import type { Language } from '../settings.ts';
import { indexOf } from '../tensor/strides.ts';
import { formatNumber } from '../tensor/formatNumber.ts';
import { cellText } from '../quiz/call.ts';
import { chosenOf } from '../quiz/export/markup.ts';
import { explanationOf } from '../quiz/explain.ts';
import type { Question } from '../quiz/question.ts';
import { slicesOf, tablesOf, type SliceText } from '../quiz/slices.ts';
import { tell, told } from '../quiz/told.ts';

/** A4 upright at 96 dots an inch. */
const WIDTH = 794;
const HEIGHT = 1123;
const PAD = 57;
const ROOM = WIDTH - 2 * PAD;
const BOTTOM = HEIGHT - 64;
const INK = '#000000';
const GREY = '#555555';
const LINE = 20;
const CELL = { least: 52, height: 22 };

/** Something on the paper that stays together: its height, and its marks at a y. */
interface Block {
  readonly height: number;
  readonly marks: (y: number) => readonly Mark[];
}

export interface WorksheetTexts {
  readonly title: string;
  readonly language: Language;
  readonly seed: number;
  /** "Normscope 1.0.0". */
  readonly made: string;
}

/**
 * A worksheet as pages: name and date, the questions with their tables in black on white, the key on pages of its own, and
 * the seed at the foot.
 */
export function worksheetPages(quiz: readonly Question[], texts: WorksheetTexts): Figure[] {
  const { language, title } = texts;
  const word = (key: 'name' | 'date' | 'key') => tell(told(`quiz.sheet.${key}`), language);
  const questions = paged([
    heading(title),
    line(`${word('name')} ______________________________     ${word('date')} ____________________`),
    ...quiz.flatMap((question, i) => whole(asked(question, i + 1, language))),
  ]);
  const key = paged([
    heading(`${title}: ${word('key')}`),
    ...quiz.flatMap((question, i) => whole(answered(question, i + 1, language))),
  ]);
  const pages = [...questions, ...key];
  return pages.map((marks, i) => ({
    width: WIDTH,
    height: HEIGHT,
    background: '#ffffff',
    title: i < questions.length ? title : `${title}: ${word('key')}`,
    description: title,
    marks: [...marks, ...foot(texts, i + 1, pages.length)],
  }));
}

/** A question stands on one page if it takes no more than this of it. */
const WHOLE = 0.6 * (BOTTOM - PAD);

/** The blocks of a question, or all of them as one. */
function whole(blocks: readonly Block[]): readonly Block[] {
  const one = together(blocks);
  return one.height <= WHOLE ? [one] : blocks;
}

/** Blocks on as few pages as hold them, none cut. */
function paged(blocks: readonly Block[]): Mark[][] {
  const pages: Mark[][] = [[]];
  let y = PAD;
  for (const block of blocks) {
    if (y + block.height > BOTTOM && y > PAD) {
      pages.push([]);
      y = PAD;
    }
    pages.at(-1)!.push(...block.marks(y));
    y += block.height;
  }
  return pages;
}

function heading(text: string): Block {
  return { height: 44, marks: (y) => [textMark(PAD, y + 16, text, 22, INK, 600)] };
}

function line(text: string): Block {
  return { height: 40, marks: (y) => [textMark(PAD, y + 12, text, 14, INK)] };
}

function paragraph(text: string, size: number, weight: 400 | 600 = 400, indent = 0): Block {
  const lines = wrapText(text, ROOM - indent, size, 'sans', weight);
  return {
    height: lines.length * LINE + 6,
    marks: (y) =>
      lines.map((one, i) => textMark(PAD + indent, y + 12 + i * LINE, one, size, INK, weight)),
  };
}

function asked(question: Question, number: number, language: Language): Block[] {
  const prompt = paragraph(`${number}. ${tell(question.prompt, language)}`, 14, 600);
  const tables = tablesFor(question);
  // a question is not parted from its first table
  const [first, ...others] = tables.length > 0 ? tableRows(tables) : [];
  const code = codeOf(question);
  return [
    first ? together([gap(12), prompt, first]) : together([gap(12), prompt]),
    ...others,
    ...cube(question, language),
    together(choices(question, language)),
    ...(code ? [codeBlock(code.asked)] : []),
  ];
}

const CUBE = { width: 420, height: 190 } as const;

/** The cubes that a question is asked with, in greys: what is a colour on screen is hatching here. */
function cube(question: Question, language: Language): Block[] {
  const look = { ...CUBE, theme: 'light', cubes: true } as const;
  const figure = questionFigure(question, language, look);
  if (!figure) return [];
  const colour = question.picture === 'groups' ? 'group' : 'value';
  const marks = printed(figure.marks, colour);
  return [{ height: CUBE.height + 8, marks: (y) => placed(marks, { x: PAD + 24, y: y + 4 }) }];
}

/** Lines of code with blanks to fill in. */
function codeBlock(lines: readonly string[]): Block {
  return {
    height: lines.length * LINE + 16,
    marks: (y) =>
      lines.map((text, i) => ({
        ...textMark(PAD + 24, y + 16 + i * LINE, text, 12.5, INK),
        family: 'mono' as const,
      })),
  };
}

/** The input of a question that is asked about cells, else what has to be read. */
function tablesFor(question: Question): readonly SliceText[] {
  const { answer, subject, shown } = question;
  if (answer.type === 'cells' && subject && shown.length === 0)
    return slicesOf('x', subject.x, (flat) => formatNumber(subject.x.data[flat] ?? NaN, 1, '-'));
  return tablesOf(question);
}

function choices(question: Question, language: Language): Block[] {
  if (question.answer.type === 'number') return [paragraph('= ____________________', 14, 400, 24)];
  return chosenOf(question, language).map(({ label }) => {
    const text = paragraph(label, 13, 400, 52);
    return {
      height: text.height,
      marks: (y: number): Mark[] => [
        {
          kind: 'rect',
          x: PAD + 26,
          y: y + 5,
          width: 14,
          height: 14,
          fill: null,
          stroke: INK,
          strokeWidth: 1,
        },
        ...text.marks(y),
      ],
    };
  });
}

function answered(question: Question, number: number, language: Language): Block[] {
  const { answer, subject } = question;
  const right =
    answer.type === 'number'
      ? formatNumber(answer.value, 4)
      : answer.type === 'cells'
        ? answer.cells.map((flat) => cellText(indexOf(subject?.x.shape ?? [], flat))).join(', ')
        : chosenOf(question, language)
            .filter((one) => one.right)
            .map(({ label }) => label)
            .join(', ');
  const code = codeOf(question);
  return [
    together([gap(8), paragraph(`${number}. ${right}`, 14, 600)]),
    ...explanationOf(question, language).map((text) => paragraph(text, 12.5, 400, 24)),
    ...(code ? [codeBlock([code.answer])] : []),
  ];
}

const gap = (height: number): Block => ({ height, marks: () => [] });

function together(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, { height }) => sum + height, 0),
    marks: (y) => {
      let at = y;
      return blocks.flatMap((block) => {
        const marks = block.marks(at);
        at += block.height;
        return marks;
      });
    },
  };
}

/** Slices beside one another as far as they fit, a block a row of them. */
function tableRows(tables: readonly SliceText[]): Block[] {
  const rows: SliceText[][] = [[]];
  let used = 0;
  for (const table of tables) {
    const width = widthOf(table) + 24;
    if (used + width > ROOM && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(table);
    used += width;
  }
  return rows.map((row) => ({
    height: Math.max(...row.map(({ rows: lines }) => lines.length)) * CELL.height + 56,
    marks: (y) => {
      let x = PAD + 24;
      return row.flatMap((table) => {
        const marks = tableMarks(table, x, y);
        x += widthOf(table) + 24;
        return marks;
      });
    },
  }));
}

const headWidth = ({ rows }: SliceText) =>
  Math.max(...rows.map(({ head }) => textWidth(head, 12, 'sans'))) + 10;
const cellWidth = ({ rows }: SliceText) =>
  Math.max(
    CELL.least,
    ...rows.flatMap(({ cells }) => cells.map((cell) => textWidth(cell, 12, 'mono') + 12)),
  );
const widthOf = (table: SliceText) => headWidth(table) + table.columns.length * cellWidth(table);

function tableMarks(table: SliceText, x: number, y: number): Mark[] {
  const left = x + headWidth(table);
  const width = cellWidth(table);
  const top = y + 42;
  const text = (at: number, line: number, content: string, fill: string, mono: boolean): Mark => ({
    ...textMark(at, line, content, 12, fill),
    anchor: 'middle',
    family: mono ? 'mono' : 'sans',
  });
  return [
    { ...textMark(x, y + 12, table.title, 12, INK), family: 'mono' },
    ...table.columns.map((name, j) => text(left + (j + 0.5) * width, y + 31, name, GREY, false)),
    ...table.rows.flatMap(({ head, cells }, i): Mark[] => [
      textMark(x, top + (i + 0.5) * CELL.height, head, 12, GREY),
      ...cells.flatMap((cell, j): Mark[] => [
        {
          kind: 'rect',
          x: left + j * width,
          y: top + i * CELL.height,
          width,
          height: CELL.height,
          fill: null,
          stroke: INK,
          strokeWidth: 0.75,
        },
        text(left + (j + 0.5) * width, top + (i + 0.5) * CELL.height, cell, INK, true),
      ]),
    ]),
  ];
}

function foot({ language, seed, made }: WorksheetTexts, page: number, pages: number): Mark[] {
  const y = HEIGHT - 36;
  const left = tell(told('quiz.sheet.seed', { seed: String(seed) }), language);
  return [
    textMark(PAD, y, left, 11, GREY),
    { ...textMark(WIDTH / 2, y, `${page} / ${pages}`, 11, GREY), anchor: 'middle' },
    { ...textMark(WIDTH - PAD, y, made, 11, GREY), anchor: 'end' },
  ];
}
