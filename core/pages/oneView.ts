import { viewState } from '../figure/state.ts';
import { MOST_VIEWS } from '../report/handout.ts';
import { picture } from '../report/picture.ts';
import { computeRequest } from '../request.ts';
import { list } from '../shape/compound.ts';
import { object, tagged } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { constant, text } from '../shape/values.ts';
import { pageSubject } from './subject.ts';

/** What a picture is about, and how it is asked for: a run as it is looked at, or the page of another screen. */
export const oneView = tagged('kind', {
  report: object({
    kind: constant('report'),
    request: computeRequest,
    view: viewState,
    picture,
  }),
  page: object({ kind: constant('page'), subject: pageSubject, picture }),
});
export type OneView = Infer<typeof oneView>;

/** Views in order, as the pages of one report. */
export const severalViews = object({ title: text(), views: list(oneView, MOST_VIEWS, 1) });
export type SeveralViews = Infer<typeof severalViews>;
