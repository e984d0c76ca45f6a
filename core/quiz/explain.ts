import { numbersText, tellStations } from '../explain/stations.ts';
import { traceCell } from '../explain/trace.ts';
import { reportTexts } from '../texts/report.ts';
import type { Language } from '../settings.ts';
import { sayText } from '../texts/sayText.ts';
import type { Question } from './question.ts';
import { tell } from './told.ts';

/** What explains a question's answer: what the layer does, why it is so, and the arithmetic of its cell, a line each. */
export function explanationOf(question: Question, language: Language): string[] {
  const { subject, because, answer, pinned, stations } = question;
  const whys = [
    ...(answer.type === 'choice'
      ? answer.options.filter(({ right }) => right).map(({ why }) => why)
      : []),
    ...because,
  ];
  const lines = whys.map((why) => tell(why, language));
  if (!subject) return lines;
  const title = `${reportTexts(language).title(subject.plan)}.`;
  if (stations.length === 0 || pinned === null) return [title, ...lines];
  const trace = traceCell(subject.result, subject.x, pinned);
  const arithmetic = tellStations(trace)
    .filter(({ id }) => stations.includes(id))
    .flatMap((station) => [sayText(station.sentence, language), numbersText(station)]);
  return [title, ...lines, ...arithmetic];
}
