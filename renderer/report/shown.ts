import type { ViewState } from '../../core/figure/state.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import type { PageSubject } from '../../core/pages/subject.ts';
import type { ReportFormat } from '../../core/report/formats/reportFormat.ts';
import type { Preset } from '../../core/report/preset.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { Station } from '../../core/station/station.ts';

/** What a report is about: a run as it is looked at, or the page of another screen. */
export type Shown =
  | {
      readonly kind: 'run';
      readonly request: ComputeRequest;
      readonly view: ViewState;
      /** Steps of its arithmetic. */
      readonly stations: readonly Station[];
      /** In the order in which they are fed. */
      readonly axes: readonly string[];
    }
  | { readonly kind: 'page'; readonly subject: PageSubject };

/** A film is made by the window, all else by the service. */
export type DesignFormat = ReportFormat | 'webm';

/** What a report can be saved as. */
export const FORMATS = {
  run: ['png', 'svg', 'pdf', 'gif', 'webm', 'md', 'ipynb', 'py', 'json'],
  page: ['png', 'svg', 'pdf', 'json'],
} as const satisfies Readonly<Record<Shown['kind'], readonly DesignFormat[]>>;

/** Formats that are looked at rather than read. */
export const isPicture = (format: DesignFormat): boolean =>
  format === 'png' || format === 'svg' || format === 'pdf' || isMoving(format);

export const isMoving = (format: DesignFormat): boolean => format === 'gif' || format === 'webm';

/** A screen of the window. */
export type ViewTab = 'overview' | 'explore' | 'compare' | 'lessons' | 'training' | 'files';

/** The screen on which it is looked at. */
export function tabOf(shown: Shown): ViewTab {
  if (shown.kind === 'run') return 'explore';
  const { kind } = shown.subject;
  switch (kind) {
    case 'comparison':
      return 'compare';
    case 'lesson':
    case 'scene':
      return 'lessons';
    case 'checkpoint':
    case 'verification':
      return 'files';
    default:
      return kind;
  }
}

/** A preset that asks for nothing. */
export const HEAD = { schema: 'normscope-preset', schemaVersion: 1 } as const;

/** What the window's screens show, of which a report can be made. */
export interface Views {
  readonly tabs: readonly ViewTab[];
  /** Null where there is nothing to show. */
  readonly shownOn: (tab: ViewTab) => Shown | null;
}

/** A report of several pages while it is put together. */
export interface Pages {
  pages: readonly OneView[];
  /** What it is called. */
  pagesTitle: string;
}

/** Whether a preset asks for nothing. */
export const isPlain = (preset: Preset): boolean => Object.keys(preset).length <= 2;
