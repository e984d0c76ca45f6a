import type { Language } from '../settings.ts';
import { formatText, listOf, textOf, type Params } from '../texts/format.ts';
import { quizTexts } from '../texts/quiz.ts';

export type QuizText = keyof typeof quizTexts;

/** Something that a question says: which text, and what is put into it. Plain data, and of no language. */
export interface Told {
  readonly key: QuizText;
  readonly values: Readonly<Record<string, ToldValue>>;
}

/** A count, code or a number as text, names in a row, or something said within. */
export type ToldValue = number | string | readonly string[] | Told;

/** Something to say. */
export function told(key: QuizText, values: Told['values'] = {}): Told {
  return { key, values };
}

/** Code, a shape or a name: the same in every language. */
export function verbatim(text: string): Told {
  return told('quiz.verbatim', { text });
}

/** What is said, in a language. */
export function tell({ key, values }: Told, language: Language): string {
  const params: Params = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, paramOf(value, language)]),
  );
  return formatText(quizTexts[key][language], params, language);
}

function paramOf(value: ToldValue, language: Language): Params[string] {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return 'key' in value ? tell(value, language) : textOf(listOf(value, language));
}
