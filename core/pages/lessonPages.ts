import type { Figure, Mark } from '../figure/marks.ts';
import { placed } from '../figure/placed.ts';
import { fitText, wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import { textMark } from './frame.ts';
import type { Language } from '../settings.ts';
import { localizedIn, type LessonDocument, type Scene } from '../lessons/document.ts';
import { sceneFigure } from './sceneFigure.ts';
import { sceneTexts } from '../lessons/sceneText.ts';

/** A4 across at 96 dots an inch. */
const WIDTH = 1123;
const HEIGHT = 794;
const PAD = 48;
const FACT = 24;
const NOTE = 18;

const LINE = 26;
/** Heights that a page keeps free for the picture, and a text page for its words. */
const PICTURE = 320;
const WORDS = HEIGHT - 84 - 60;
/** Lines of notes under a picture; the others go on behind it. */
const MOST_NOTES = 8;

/** A lesson on paper: a page a scene, with its text, numbers and notes; what is longer than its page goes on behind it. */
export function lessonPages(document: LessonDocument, language: Language, made: string): Figure[] {
  return document.scenes.flatMap((scene, i) => scenePages(document, scene, i, language, made));
}

function scenePages(
  document: LessonDocument,
  scene: Scene,
  at: number,
  language: Language,
  made: string,
): Figure[] {
  const theme = THEMES.light;
  const room = WIDTH - 2 * PAD;
  const lesson = localizedIn(document.title, language);
  const { title, text, ask, facts, notes } = sceneTexts(scene, language);
  const lines = wrapText(ask ? `${ask} ${text}` : text, room, 18, 'sans');
  const notesLines = notes ? wrapText(notes, room, 13, 'sans') : [];
  const noted = notesLines.slice(0, MOST_NOTES);
  const bottom = HEIGHT - 44 - facts.length * FACT - noted.length * NOTE;
  const texts = lines.slice(0, Math.max(1, Math.floor((bottom - PICTURE - 104) / LINE)));
  const top = 84 + texts.length * LINE + 8;
  const page = (marks: readonly Mark[]): Figure => ({
    width: WIDTH,
    height: HEIGHT,
    background: '#ffffff',
    marks: [
      textMark(PAD, 44, fitText(title || lesson, room, 26, 'sans', 600), 26, theme.ink, 600),
      ...marks,
      ...foot(`${lesson} · ${at + 1} / ${document.scenes.length}`, made),
    ],
    title: title || lesson,
    description: text,
  });
  const { figure } = sceneFigure(scene, {
    width: room,
    height: Math.max(PICTURE / 2, bottom - top - 12),
    language,
    theme: 'light',
    revealed: true,
  });
  const first = page([
    ...texts.map((line, i) => textMark(PAD, 84 + i * LINE, line, 18, theme.ink)),
    ...placed(figure.marks, { x: PAD, y: top }),
    ...facts.flatMap(({ label, value }, i): Mark[] => [
      textMark(PAD, bottom + i * FACT, label, 14, theme.muted),
      {
        ...textMark(PAD + room * 0.6, bottom + i * FACT, value, 14, theme.ink, 600),
        family: 'mono',
      },
    ]),
    ...noted.map((line, i) =>
      textMark(PAD, bottom + facts.length * FACT + i * NOTE, line, 13, theme.muted),
    ),
  ]);
  const more = [...lines.slice(texts.length), ...notesLines.slice(MOST_NOTES)];
  const each = Math.floor(WORDS / LINE);
  const behind = Array.from({ length: Math.ceil(more.length / each) }, (_, i) =>
    page(
      more
        .slice(i * each, (i + 1) * each)
        .map((line, k) => textMark(PAD, 84 + k * LINE, line, 18, theme.ink)),
    ),
  );
  return [first, ...behind];
}

function foot(about: string, made: string): Mark[] {
  const { muted } = THEMES.light;
  const room = WIDTH - 2 * PAD - 160;
  return [
    textMark(PAD, HEIGHT - 24, fitText(about, room, 12, 'sans'), 12, muted),
    { ...textMark(WIDTH - PAD, HEIGHT - 24, made, 12, muted), anchor: 'end' },
  ];
}
