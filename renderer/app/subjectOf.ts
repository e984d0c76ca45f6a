import type { ViewState } from '../../core/figure/state.ts';
import { lesson } from '../../core/lessons/lessons.ts';
import type { PageSubject } from '../../core/pages/subject.ts';
import { sameTensor } from '../../core/request.ts';
import type { Look } from '../canvas/look.ts';
import { flatOf } from '../ui/cell.ts';
import type { App } from './app.svelte.ts';

/** What the page of the shown screen is about; null for Explore, which has a report of its own. */
export function subjectOf(app: App): PageSubject | null {
  const { explore, compare, lessons, training, desk, family } = app;
  const { theme } = desk.preferences;
  const view = (look: Look): ViewState => ({ ...look, pinned: null, hovered: null, theme });
  switch (app.tab) {
    case 'explore':
      return null;
    case 'overview':
      return {
        kind: 'overview',
        tensor: explore.info?.ref ?? explore.request.tensor,
        ...(family !== 'all' && { family }),
        theme,
      };
    case 'compare': {
      const info = desk.tensors.find(({ ref }) => sameTensor(ref, compare.tensor));
      return {
        kind: 'comparison',
        runs: compare.runs.map((run) => compare.requestOf(run)),
        view: view(compare.look),
        cell: compare.cell && info ? flatOf(compare.cell, info.shape, info.axes) : null,
        locked: compare.locked,
      };
    }
    case 'lessons':
      return {
        kind: 'lesson',
        lesson: lessons.lesson,
        view: view(lessons.look),
        cell: lessons.chosen === undefined ? lesson(lessons.lesson).pinned : lessons.chosen,
      };
    case 'training': {
      const { momentum, freezeFrom, channel, step } = training;
      return { kind: 'training', momentum, freezeFrom, channel, step, theme };
    }
    default:
      return app.tab satisfies never;
  }
}
