import type { Language } from '../../settings.ts';
import { explanationOf } from '../explain.ts';
import { sliceLines, tablesOf } from '../slices.ts';
import { tell } from '../told.ts';
import type { Question } from '../question.ts';
import { chosenOf, escapeXml, nameOf, plainNumber } from './markup.ts';
import { shareOf } from './moodle.ts';

/**
 * A quiz as GIFT: text alone, so that a picture of groups stands there as a table of letters.
 * @param category  name of the question bank's category
 * @source https://docs.moodle.org/en/GIFT_format
 */
export function gift(quiz: readonly Question[], language: Language, category: string): string {
  return [
    `$CATEGORY: $course$/top/${category}`,
    '',
    ...quiz.flatMap((question) => [questionGift(question, language), '']),
  ].join('\n');
}

function questionGift(question: Question, language: Language): string {
  const tables = tablesOf(question).map(
    (slice) => `<pre>${escapeXml(sliceLines(slice).join('\n'))}</pre>`,
  );
  const html = [`<p>${escapeXml(tell(question.prompt, language))}</p>`, ...tables].join('');
  const feedback = explanationOf(question, language)
    .map((line) => `<p>${escapeXml(line)}</p>`)
    .join('');
  return `::${escaped(nameOf(question))}::[html]${escaped(html)}{\n${answers(question, language)}\n####${escaped(feedback)}\n}`;
}

function answers(question: Question, language: Language): string {
  const { answer } = question;
  if (answer.type === 'number')
    return [
      `#=${plainNumber(answer.value)}:${answer.tolerance}`,
      ...answer.wrong.map(
        ({ value, why }) =>
          `=%0%${plainNumber(value)}:${answer.tolerance}#${escaped(tell(why, language))}`,
      ),
    ].join('\n');
  const chosen = chosenOf(question, language);
  const single = answer.type === 'choice';
  return chosen
    .map((one) => {
      const mark = single ? (one.right ? '=' : '~') : `~%${shareOf(one, chosen)}%`;
      return `${mark}${escaped(escapeXml(one.label))}#${escaped(escapeXml(one.why))}`;
    })
    .join('\n');
}

/** Characters that mean something in GIFT, and ends of lines, which end a question where two follow one another. */
function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, (character) => `\\${character}`).replace(/\n/g, '\\n');
}
