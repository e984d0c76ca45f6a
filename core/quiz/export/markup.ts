import { indexOf } from '../../tensor/strides.ts';
import type { Language } from '../../settings.ts';
import { cellText } from '../call.ts';
import { explanationOf } from '../explain.ts';
import type { Question } from '../question.ts';
import { tablesOf, type SliceText } from '../slices.ts';
import { tell, told } from '../told.ts';

/** A question with its picture as PNG, where it has one. */
export interface Drawn {
  readonly question: Question;
  readonly png: Uint8Array | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as content of HTML and XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** A name that is the same for the same question, in files and in question banks. */
export function nameOf({ kind, seed }: Question): string {
  return `normscope-${kind}-${seed}`;
}

/** What is asked, its picture and its tables, as XHTML. @param image  address of the picture; null for none */
export function promptHtml(question: Question, language: Language, image: string | null): string {
  const alt = tell(
    told('quiz.picture', { shape: question.subject?.x.axes.join(' × ') ?? '' }),
    language,
  );
  return [
    `<p>${escapeXml(tell(question.prompt, language))}</p>`,
    ...(image === null
      ? []
      : [
          `<p><img src="${escapeXml(image)}" alt="${escapeXml(alt)}" width="640" height="400"/></p>`,
        ]),
    ...tablesOf(question).map(tableHtml),
  ].join('\n');
}

/** A slice as a table with its axes named. */
export function tableHtml({ title, columns, rows }: SliceText): string {
  const cell = (tag: 'th' | 'td', text: string, scope = '') =>
    `<${tag}${scope}>${escapeXml(text)}</${tag}>`;
  const body = rows.map(
    ({ head, cells }) =>
      `<tr>${cell('th', head, ' scope="row"')}${cells.map((text) => cell('td', text)).join('')}</tr>`,
  );
  return `<table><caption>${escapeXml(title)}</caption><tbody><tr>${cell('td', '')}${columns
    .map((text) => cell('th', text, ' scope="col"'))
    .join('')}</tr>${body.join('')}</tbody></table>`;
}

/** Why the answer is what it is, as XHTML. */
export function explanationHtml(question: Question, language: Language): string {
  return explanationOf(question, language)
    .map((line) => `<p>${escapeXml(line)}</p>`)
    .join('\n');
}

/** One answer to choose, with what is said to who chose it. */
export interface Chosen {
  readonly label: string;
  readonly right: boolean;
  readonly why: string;
}

/** The answers of a question that is answered by choosing: its options, or some cells of which several are right. */
export function chosenOf({ answer, subject }: Question, language: Language): readonly Chosen[] {
  switch (answer.type) {
    case 'choice':
      return answer.options.map(({ label, right, why }) => ({
        label: tell(label, language),
        right,
        why: tell(why, language),
      }));
    case 'cells':
      return answer.offered.map((flat) => {
        const right = answer.cells.includes(flat);
        return {
          label: cellText(indexOf(subject?.x.shape ?? [], flat)),
          right,
          why: tell(told(right ? 'quiz.cellShares' : 'quiz.cellDoesNot'), language),
        };
      });
    case 'number':
      return [];
    default:
      return answer satisfies never;
  }
}

/** A number as schools' programs read it: a point, and no more digits than are right. */
export function plainNumber(value: number): string {
  return String(Number(value.toFixed(6)));
}
