import type { Figure, Mark } from '../figure/marks.ts';
import { placed } from '../figure/placed.ts';
import { wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import { textMark } from './frame.ts';
import type { Language } from '../settings.ts';
import { localizedIn, type LessonDocument } from '../lessons/document.ts';
import { sceneFigure } from './sceneFigure.ts';
import { sceneTexts } from '../lessons/sceneText.ts';

/** A4 across at 96 dots an inch. */
const WIDTH = 1123;
const HEIGHT = 794;
const PAD = 48;
const FACT = 24;
const NOTE = 18;

/** A lesson on paper: a page a scene, with its text, numbers and notes. */
export function lessonPages(document: LessonDocument, language: Language, made: string): Figure[] {
  const lesson = localizedIn(document.title, language);
  const theme = THEMES.light;
  const room = WIDTH - 2 * PAD;
  return document.scenes.map((scene, i) => {
    const { title, text, ask, facts, notes } = sceneTexts(scene, language);
    const texts = wrapText(ask ? `${ask} ${text}` : text, room, 18, 'sans');
    const noted = notes ? wrapText(notes, room, 13, 'sans') : [];
    const top = 84 + texts.length * 26 + 8;
    const bottom = HEIGHT - 44 - facts.length * FACT - noted.length * NOTE;
    const { figure } = sceneFigure(scene, {
      width: room,
      height: bottom - top - 12,
      language,
      theme: 'light',
      revealed: true,
    });
    const marks: Mark[] = [
      textMark(PAD, 44, title || lesson, 26, theme.ink, 600),
      ...texts.map((line, at) => textMark(PAD, 84 + at * 26, line, 18, theme.ink)),
      ...placed(figure.marks, { x: PAD, y: top }),
      ...facts.flatMap(({ label, value }, at): Mark[] => [
        textMark(PAD, bottom + at * FACT, label, 14, theme.muted),
        {
          ...textMark(PAD + room * 0.6, bottom + at * FACT, value, 14, theme.ink, 600),
          family: 'mono',
        },
      ]),
      ...noted.map((line, at) =>
        textMark(PAD, bottom + facts.length * FACT + at * NOTE, line, 13, theme.muted),
      ),
      textMark(
        PAD,
        HEIGHT - 24,
        `${lesson} · ${i + 1} / ${document.scenes.length}`,
        12,
        theme.muted,
      ),
      { ...textMark(WIDTH - PAD, HEIGHT - 24, made, 12, theme.muted), anchor: 'end' },
    ];
    return {
      width: WIDTH,
      height: HEIGHT,
      background: '#ffffff',
      marks,
      title: title || lesson,
      description: text,
    };
  });
}
