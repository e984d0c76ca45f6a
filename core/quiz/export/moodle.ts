import { base64 } from '../../figure/png.ts';
import type { Language } from '../../settings.ts';
import { tell } from '../told.ts';
import {
  chosenOf,
  escapeXml,
  explanationHtml,
  nameOf,
  plainNumber,
  promptHtml,
  type Chosen,
  type Drawn,
} from './markup.ts';

/**
 * A quiz as Moodle's own XML: multiple choice and numerical questions, with the pictures in the file and feedback for every
 * wrong answer.
 * @param category  name of the question bank's category
 * @source https://docs.moodle.org/en/Moodle_XML_format
 */
export function moodleXml(quiz: readonly Drawn[], language: Language, category: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<quiz>',
    `<question type="category">\n<category>${textTag(`$course$/top/${category}`)}</category>\n</question>`,
    ...quiz.map((one) => questionXml(one, language)),
    '</quiz>',
    '',
  ].join('\n');
}

function questionXml({ question, png }: Drawn, language: Language): string {
  const numeric = question.answer.type === 'number';
  const file = `${nameOf(question)}.png`;
  const picture = png
    ? `\n<file name="${file}" path="/" encoding="base64">${base64(png)}</file>`
    : '';
  const html = promptHtml(question, language, png ? `@@PLUGINFILE@@/${file}` : null);
  return [
    `<question type="${numeric ? 'numerical' : 'multichoice'}">`,
    `<name>${textTag(nameOf(question))}</name>`,
    `<questiontext format="html">\n${htmlTag(html)}${picture}\n</questiontext>`,
    `<generalfeedback format="html">${htmlTag(explanationHtml(question, language))}</generalfeedback>`,
    '<defaultgrade>1.0000000</defaultgrade>',
    '<penalty>0.3333333</penalty>',
    '<hidden>0</hidden>',
    ...(numeric ? numericAnswers(question, language) : choices(question, language)),
    '</question>',
  ].join('\n');
}

function numericAnswers({ answer }: Drawn['question'], language: Language): string[] {
  if (answer.type !== 'number') return [];
  const one = (value: number, fraction: number, why: string) =>
    [
      `<answer fraction="${fraction}" format="moodle_auto_format">`,
      textTag(plainNumber(value)),
      `<feedback format="html">${htmlTag(why)}</feedback>`,
      `<tolerance>${answer.tolerance}</tolerance>`,
      '</answer>',
    ].join('\n');
  return [
    one(answer.value, 100, ''),
    ...answer.wrong.map(({ value, why }) => one(value, 0, escapeXml(tell(why, language)))),
    '<unitgradingtype>0</unitgradingtype>',
    '<unitpenalty>0.1000000</unitpenalty>',
    '<showunits>3</showunits>',
    '<unitsleft>0</unitsleft>',
  ];
}

function choices(question: Drawn['question'], language: Language): string[] {
  const single = question.answer.type === 'choice';
  const answers = chosenOf(question, language);
  const feedback = (tag: string) => `<${tag} format="html">${textTag('')}</${tag}>`;
  return [
    `<single>${single}</single>`,
    '<shuffleanswers>true</shuffleanswers>',
    '<answernumbering>abc</answernumbering>',
    '<showstandardinstruction>0</showstandardinstruction>',
    feedback('correctfeedback'),
    feedback('partiallycorrectfeedback'),
    feedback('incorrectfeedback'),
    ...answers.map((answer) =>
      [
        `<answer fraction="${single ? (answer.right ? 100 : 0) : shareOf(answer, answers)}" format="html">`,
        htmlTag(`<p>${escapeXml(answer.label)}</p>`),
        `<feedback format="html">${htmlTag(escapeXml(answer.why))}</feedback>`,
        '</answer>',
      ].join('\n'),
    ),
  ];
}

/** Of several right answers each counts alike, and each wrong one takes as much: ticking all is worth nothing. */
export function shareOf({ right }: Chosen, answers: readonly Chosen[]): string {
  const alike = answers.filter((answer) => answer.right === right).length;
  // Moodle knows shares with five decimals: 33.33333
  const share = (100 / alike).toFixed(5).replace(/\.?0+$/, '');
  return right ? share : `-${share}`;
}

function textTag(text: string): string {
  return `<text>${escapeXml(text)}</text>`;
}

/** HTML in a section that is not read as XML; "]]>" cannot stand in it, and never does in escaped text. */
function htmlTag(html: string): string {
  return html === '' ? '<text></text>' : `<text><![CDATA[${html}]]></text>`;
}
