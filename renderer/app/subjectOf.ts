import type { ViewState } from '../../core/figure/state.ts';
import type { Shelf } from '../../core/norm/layerRow.ts';
import type { PageSubject } from '../../core/pages/subject.ts';
import { sameTensor } from '../../core/request.ts';
import type { Look } from '../canvas/look.ts';
import { flatOf } from '../ui/cell.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.svelte.ts';
import type { Compare } from '../compare/compare.svelte.ts';
import type { Explore } from '../explore/explore.svelte.ts';
import { computing } from '../ui/computing.ts';
import type { Lessons } from '../lessons/lessons.svelte.ts';
import type { Training } from '../training/training.svelte.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import type { Verify } from '../verify/verify.svelte.ts';
import type { FilesPage, Tab } from './tabs.ts';

/** The screens, and which of them is shown. */
export interface ScreenStates {
  readonly tab: Tab;
  readonly family: Shelf;
  readonly desk: Desk;
  readonly explore: Explore;
  readonly compare: Compare;
  readonly lessons: Lessons;
  readonly training: Training;
  readonly filesPage: FilesPage;
  readonly verify: Verify;
  readonly checkpoint: Checkpoint;
}

/** What the page of a screen is about, of the shown one when left out; null for Explore, which has a report of its own, and where nothing is open. */
export function subjectOf(screens: ScreenStates, tab: Tab = screens.tab): PageSubject | null {
  const { explore, compare, lessons, training, desk, family } = screens;
  const { theme } = desk.preferences;
  const view = (look: Look): ViewState => ({ ...look, pinned: null, hovered: null, theme });
  switch (tab) {
    case 'explore':
      return null;
    case 'files': {
      if (screens.filesPage === 'checkpoint') {
        const { subject } = screens.checkpoint;
        return subject && { kind: 'checkpoint', ...subject, theme };
      }
      const { request, entry, camera } = screens.verify;
      if (!request) return null;
      return { kind: 'verification', ...request, entry, view: view(camera.look) };
    }
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
    case 'lessons': {
      const { playing } = lessons;
      if (playing) {
        return { kind: 'scene', title: playing.lesson.title, scene: playing.seen };
      }
      return {
        kind: 'lesson',
        lesson: lessons.lesson,
        view: view(lessons.look),
        cell:
          lessons.chosen === undefined ? computing().lesson(lessons.lesson).pinned : lessons.chosen,
      };
    }
    case 'training': {
      const { momentum, freezeFrom, channel, step, layer } = training;
      const other = layer !== 'BatchNorm1d' && { layer };
      return { kind: 'training', momentum, freezeFrom, channel, step, ...other, theme };
    }
    default:
      return tab satisfies never;
  }
}
