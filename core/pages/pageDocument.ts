import { constant, inner } from '../shape/values.ts';
import { list } from '../shape/compound.ts';
import { object, optional } from '../shape/object.ts';
import { parse, type Infer } from '../shape/shape.ts';
import { picture } from '../report/picture.ts';
import { migratePage } from './migratePage.ts';
import { pageSubject } from './subject.ts';

/** Version of a page's JSON that is written. */
export const PAGE_VERSION = 2;

/** The JSON of a page: what it is about, how its picture was asked for, and what it says as data. */
export const pageDocument = object(
  {
    format: constant('normscope-page'),
    formatVersion: constant(PAGE_VERSION),
    subject: pageSubject,
    picture,
    /** Of a comparison: every run's report, or its error. */
    runs: optional(list(object({ report: optional(inner) }, 'open'))),
    /** Of a verification: names and shapes of its tensors. */
    given: optional(inner),
    /** Of an overview: what its tensor was. */
    tensor: optional(inner),
    shape: optional(inner),
    axes: optional(inner),
  },
  'open',
);
export type PageDocument = Infer<typeof pageDocument>;

/**
 * Reads a page's JSON of any version.
 * @throws InputError badRequest
 */
export function readPage(value: unknown): PageDocument {
  return parse(pageDocument, migratePage(value), 'page');
}
