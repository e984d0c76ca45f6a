import { groupOf } from '../norm/groups.ts';
import type { Plan } from '../norm/spec.ts';
import type { Box } from './badge.ts';
import { valueDomains } from './colour.ts';
import { pooledInput, stageMarks } from './cubeFigure.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import { inputLegend } from './inputLegend.ts';
import { groupLegend, valueLegend } from './legend.ts';
import type { Figure, Mark } from './marks.ts';
import { pinnedColumn } from './pinnedColumn.ts';
import { blocksNote, codeBlock, FOOT, footer, ownCaption, PAD } from './reportFoot.ts';
import { caption, captionHeight, heading } from './reportHead.ts';
import type { ReportFigureInput, ReportParts } from './reportInput.ts';
import { stageMoment, type StageMoment } from './stage.ts';
import { STAGE_EDGE } from './stageLayout.ts';
import { statisticsStrip, stripHeight } from './statisticsStrip.ts';
import { THEMES, type ThemeColours } from './theme.ts';

const ALL_PARTS: ReportParts = {
  title: true,
  facts: true,
  legend: true,
  statistics: true,
  arithmetic: true,
  footer: true,
  code: true,
};

const COLUMN = 372;
/** Height below which cubes are not told apart. */
const LEAST_STAGE = 170;
/** Parts that make room for the cubes of a low picture, the first first. */
const GIVES_WAY = ['statistics', 'footer', 'facts', 'title', 'legend'] as const;

/** The picture for slides and papers: what a report says about one run, on one page. */
export function reportFigure(given: ReportFigureInput): Figure {
  const input = pooledInput(given);
  const { plan, view } = input;
  const width = input.width ?? 1280;
  const height = input.height ?? 800;
  const theme = THEMES[view.theme];
  const parts = input.parts ?? ALL_PARTS;
  const own = ownCaption(input.caption, theme, { width, height }, PAD);
  const foot = (parts.footer ? FOOT : 10) + own.height;
  const program =
    parts.code && input.code ? codeBlock(input.code, theme, width, height, PAD) : null;
  const tall = height - foot - (program?.height ?? 0);
  const withColumn = parts.arithmetic && view.pinned !== null && input.pinned.length > 0;
  // A page that is taller than wide has the column under the cubes.
  const below = withColumn && height > width * 1.1;
  const columnTop = below ? Math.round(height * 0.56) : 28;
  const right = withColumn && !below ? width - COLUMN : width;
  const head = heading(input, theme, right - PAD, parts);
  const floor = below ? columnTop - 10 : tall;
  const strip =
    parts.statistics && input.statistics && plan.groups > 0 ? stripBox(plan, right, floor) : null;
  const stageBottom = (strip?.y ?? floor) - 14;
  const stage: Box = {
    x: PAD - STAGE_EDGE,
    y: head.bottom,
    width: right - 2 * (PAD - STAGE_EDGE),
    height: stageBottom - head.bottom,
  };
  if (stage.height < LEAST_STAGE) {
    const less = GIVES_WAY.find((part) => parts[part]);
    if (less) return reportFigure({ ...given, parts: { ...parts, [less]: false } });
  }
  const told = captionHeight(input);
  const moment =
    input.moment &&
    stageMoment({ ...cubeInput(input, stage), ...input.moment }, input.moment.time, {
      ...stage,
      height: stage.height - 30 - told,
    });
  const group = view.pinned === null || plan.groups === 0 ? null : groupOf(plan, view.pinned);
  return {
    width,
    height,
    background: theme.background,
    marks: [
      ...head.marks,
      ...(moment?.marks ??
        stageMarks(cubeInput(input, stage), {
          ...stage,
          height: stage.height - (parts.legend ? 30 : 0),
        })),
      ...(moment ? caption(input, theme, right - PAD, stageBottom - 26 - told) : []),
      ...(parts.legend ? legend(input, moment ?? null, right - PAD, stageBottom - 26) : []),
      ...blocksNote(input, theme, stageBottom - 16),
      ...(strip && input.statistics
        ? statisticsStrip(
            {
              plan,
              statistics: input.statistics,
              view,
              group,
              title: input.labels.statistics,
              more: input.labels.more,
            },
            strip,
          )
        : []),
      ...(withColumn
        ? columnMarks(input, theme, below, {
            x: below ? PAD : right,
            y: columnTop,
            width: below ? width - 2 * PAD : COLUMN - PAD,
            height: tall - columnTop - 12,
          })
        : []),
      ...(program?.marks(tall) ?? []),
      ...own.marks(height - foot),
      ...(parts.footer ? footer(input, theme, width, height) : []),
    ],
    title: input.title || input.subtitle,
    description:
      input.description ??
      [input.subtitle, input.optionsLine, input.dataLine].filter(Boolean).join(' '),
  };
}

/** Slice and formulas, one under the other; under the cubes beside each other. */
function columnMarks(
  input: ReportFigureInput,
  theme: ThemeColours,
  below: boolean,
  box: Box,
): Mark[] {
  if (!below) return pinnedColumn(input, theme, box);
  const { column = 'both' } = input;
  if (column !== 'both') return pinnedColumn({ ...input, ruled: false }, theme, box);
  const slice = { ...box, width: COLUMN - PAD };
  const left = slice.x + slice.width + 48;
  const formulas = { ...box, x: left, width: box.x + box.width - left };
  return [
    ...pinnedColumn({ ...input, column: 'slice', ruled: false }, theme, slice),
    ...pinnedColumn({ ...input, column: 'formulas' }, theme, formulas),
  ];
}

function cubeInput(input: ReportFigureInput, stage: Box): CubeFigureInput {
  const { plan, x, y, view, labels, statistics } = input;
  // A picture is not turned: it takes the whole room, and keeps its cubes in the page.
  const still = { ...view, zoom: 1, panX: 0, panY: 0, hovered: null };
  const domain = valueDomains(x.data, y?.data ?? null, view.range);
  // Steps move numbers from one cube to the other.
  const cubes = input.moment ? 'both' : (input.cubes ?? 'both');
  const beside = cubes === 'output' ? undefined : input.beside;
  const alone = cubes === 'output' && y ? { x: y, labels: { ...labels, x: labels.y } } : null;
  return {
    width: stage.width,
    height: stage.height,
    plan,
    x: alone?.x ?? x,
    y: cubes === 'input' || alone ? null : y,
    view: still,
    labels: alone?.labels ?? labels,
    // A cube alone keeps the colours that it has beside the other.
    domain: { x: alone ? domain.y : domain.x, y: domain.y },
    // Without a pinned group the arrow carries no numbers, and the cubes take their room.
    statistics: view.pinned === null && !input.moment ? null : statistics,
    gizmo: false,
    tight: true,
    ...(beside && { beside }),
    // Nobody turns a picture to see what cubes hide; but steps move cells through them.
    flatFirst: !input.moment && !input.moving,
  };
}

/** Two rows of cards when one would leave some out. */
function stripBox(plan: Plan, right: number, height: number): Box {
  const width = right - 2 * PAD;
  const perRow = Math.floor((width + 9) / 141);
  const rows = plan.groups > perRow ? 2 : 1;
  const tall = stripHeight(rows);
  return { x: PAD, y: height - 14 - tall, width, height: tall };
}

function legend(
  input: ReportFigureInput,
  moment: StageMoment | null,
  right: number,
  y: number,
): Mark[] {
  const { plan, view, x, y: output } = input;
  if (view.colour === 'group' && plan.groups > 0 && !moment)
    return groupLegend(view.theme, plan, right, y + 10, 520, 1);
  const domain = moment?.domain ?? valueDomains(x.data, output?.data ?? null, view.range);
  if (!moment && input.cubes === 'input')
    return inputLegend(x, view.theme, domain.x, 'x', right, y, 170);
  if (!moment && input.cubes === 'output')
    return valueLegend(view.theme, domain.y, 'y', right, y, 170);
  if (domain.x === domain.y && !x.picture)
    return valueLegend(view.theme, domain.x, '', right, y, 170);
  return [
    ...inputLegend(x, view.theme, domain.x, 'x', right - 220, y, 150),
    ...valueLegend(view.theme, domain.y, 'y', right, y, 150),
  ];
}
