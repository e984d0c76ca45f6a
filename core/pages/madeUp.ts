import { dressed, themeOf } from '../figure/looks.ts';
import type { Figure } from '../figure/marks.ts';
import { ownCaption } from '../figure/reportFoot.ts';
import type { Theme, ViewState } from '../figure/state.ts';
import { THEMES } from '../figure/theme.ts';
import { sizeOf, type Preset } from '../report/preset.ts';
import { PAD } from './frame.ts';
import { sizedPage, type DrawnPage } from './pageLayout.ts';
import type { PageSubject } from './subject.ts';

/** A page's subject in a theme; a scene is for paper, and stays light. */
export function subjectIn(subject: PageSubject, theme: Theme): PageSubject {
  if (subject.kind === 'scene') return subject;
  return 'view' in subject
    ? { ...subject, view: { ...subject.view, theme } }
    : { ...subject, theme };
}

function themeOfSubject(subject: PageSubject): Theme {
  if (subject.kind === 'scene') return 'light';
  return 'view' in subject ? subject.view.theme : subject.theme;
}

/** A page's subject as it is drawn for a preset, in whose look its picture is dressed afterwards. */
export function subjectFor(subject: PageSubject, preset: Preset | undefined): PageSubject {
  return preset?.look === undefined ? subject : subjectIn(subject, themeOf(preset.look));
}

/** The picture of a page in the size and the look of a preset, with its caption. @param subject  of subjectFor() */
export function madeUp(page: DrawnPage, subject: PageSubject, preset: Preset | undefined): Figure {
  if (!preset) return page.at(page.natural);
  const { size = 'report', caption, look } = preset;
  const width = size === 'report' ? page.natural : sizeOf(preset).width;
  const height = size === 'report' ? Infinity : sizeOf(preset).height;
  const own = ownCaption(caption, THEMES[themeOfSubject(subject)], { width, height }, PAD);
  const room = own.height === 0 ? 0 : own.height + PAD / 2;
  const figure = sizedPage(page, preset, room);
  const marks = [...figure.marks, ...own.marks(figure.height - room)];
  const whole = { ...figure, marks };
  return look === undefined ? whole : dressed(whole, look, colourOf(subject));
}

/** What the colours of a page's cells mean. */
function colourOf(subject: PageSubject): ViewState['colour'] {
  if ('view' in subject) return subject.view.colour;
  return subject.kind === 'overview' ? 'group' : 'value';
}
