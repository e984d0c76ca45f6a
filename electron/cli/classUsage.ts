import { QUIZ_KINDS } from '../../core/quiz/question.ts';

/** Commands of the classroom, for the help. */
export const CLASS_COMMANDS = `  lessons [--json]                   the built-in lessons
  lesson ID|FILE.json [--html F.html] [--pdf F.pdf] [--json F.json] [--language en|ko]
         [--worksheet F.pdf] [--questions N] [--kinds …] [--seed S]
                                     a lesson, or a report as one, as one HTML file that needs no network, as
                                     pages, as its document; a worksheet with its key
  quiz --out F [--format moodle|gift|qti|json] [--kinds ${QUIZ_KINDS.slice(0, 3).join(',')},…]
         [--count N] [--seed S] [--language en|ko]
                                     questions for a class by seed: Moodle XML, GIFT, QTI 2.1 (a zip) or data
`;

/** What their flags mean. */
export const CLASS_FLAGS = `--kinds of questions: ${QUIZ_KINDS.join(', ')}; all when left
out. The same seed gives the same questions and the same bytes.
`;
