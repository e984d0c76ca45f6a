import { list } from '../shape/compound.ts';
import { object } from '../shape/object.ts';
import { parse, type Infer } from '../shape/shape.ts';
import { constant, inner, text } from '../shape/values.ts';

/** Most views of a handout. */
export const MOST_VIEWS = 200;

/** Several views in order: reports and pages as they are exported each. */
export const handout = object(
  {
    schema: constant('normscope-handout'),
    schemaVersion: constant(1),
    app: object({ name: constant('Normscope'), version: text() }, 'open'),
    title: text(),
    views: list(inner, MOST_VIEWS),
  },
  'open',
);
export type Handout = Infer<typeof handout>;

/** @throws InputError badRequest */
export const readHandout = (value: unknown): Handout => parse(handout, value, 'handout');

/** A handout as text. @param views  the JSON of each, as exported */
export function handoutJson(version: string, title: string, views: readonly string[]): string {
  const head = {
    schema: 'normscope-handout',
    schemaVersion: 1,
    app: { name: 'Normscope', version },
  };
  const indented = views.map((json) => json.trimEnd().replaceAll('\n', '\n    '));
  const text = JSON.stringify({ ...head, title, views: [] }, null, 2);
  return `${text.replace(/"views": \[\]\n\}$/, `"views": [\n    ${indented.join(',\n    ')}\n  ]\n}`)}\n`;
}
