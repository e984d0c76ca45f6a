import type { Box } from '../figure/badge.ts';
import { valueDomains } from '../figure/colour.ts';
import { outlineMarks, stageMarks } from '../figure/cubeFigure.ts';
import type { CubeFigureInput } from '../figure/cubeInput.ts';
import { wholeTensor } from '../figure/displayTensor.ts';
import type { Figure, Mark } from '../figure/marks.ts';
import { middleWidth, stageMoment } from '../figure/stage.ts';
import { INITIAL_VIEW, type ViewState } from '../figure/state.ts';
import { fitText, wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import { textMark } from './frame.ts';
import { runningBars, runningScales } from './runningBars.ts';
import { averaging } from '../quiz/misconceptions.ts';
import { besideOfResult } from '../report/besideOfResult.ts';
import { reportMoment } from '../report/reportMoment.ts';
import { reportTexts } from '../texts/report.ts';
import type { Language } from '../settings.ts';
import { formulaTokens } from '../formula/formulaText.ts';
import { tokenRuns } from '../figure/tokenRuns.ts';
import { tellStations } from '../explain/stations.ts';
import { traceCell } from '../explain/trace.ts';
import { momentAt, restAt } from '../station/moment.ts';
import { changedCells, differenceOf } from '../lessons/compare.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { localizedIn, type Scene } from '../lessons/document.ts';
import { torchSays } from '../lessons/facts.ts';
import { fedFlat, type SceneOutcome } from '../lessons/sceneRun.ts';
import { outcomesOf } from '../lessons/sceneText.ts';
import type { Ties } from '../lessons/ties.ts';

/** How a scene is looked at, beyond what it says itself. */
export interface SceneLook {
  readonly width: number;
  readonly height: number;
  readonly language: Language;
  readonly theme: ViewState['theme'];
  /** Camera, colour and explosion where the reader changed them. */
  readonly view?: Partial<ViewState>;
  /** The question is answered, or its answer was asked for. */
  readonly revealed: boolean;
  /** Cells that are pointed at in the text. */
  readonly pointed?: Ties;
}

/** A scene's picture, and where each of its runs stands. */
export interface SceneFigure {
  readonly figure: Figure;
  readonly boxes: readonly Box[];
  /** Where the cubes of each stand in it, about whose middle they are enlarged. */
  readonly rooms: readonly Box[];
}

const GAP = 16;
const HEAD = 30;
const FORMULA = 34;

/** The picture of a scene: its runs side by side, and their difference; a moment of the arithmetic where it names one. */
export function sceneFigure(scene: Scene, look: SceneLook): SceneFigure {
  const { width, height, language } = look;
  const outcomes = outcomesOf(scene);
  const theme = THEMES[look.theme];
  const difference = hides(scene, 'facts', look.revealed)
    ? null
    : differenceTensor(scene, outcomes);
  const count = outcomes.length + (difference ? 1 : 0);
  const boxes = boxesFor(count, width, height);
  const nameOf = (i: number) => (count > 1 ? localizedIn(scene.runs[i]?.name, language) : '');
  const foot = scene.step === undefined ? 0 : FORMULA;
  const rooms: Box[] = [];
  const marks = outcomes.flatMap((outcome, i): Mark[] => {
    const box = boxes[i]!;
    const name = nameOf(i);
    const { marks: bars, rest } = remembered(scene, outcome, inside(box, name), look);
    rooms.push({ ...rest, height: rest.height - foot });
    return [
      ...named(name, box, theme.ink),
      ...runMarks(scene, outcome, i, rest, look, hides(scene, 'output', look.revealed)),
      ...bars,
    ];
  });
  if (difference) {
    const box = boxes[count - 1]!;
    marks.push(
      ...named('A − B', box, theme.ink),
      ...stageMarks(difference(inside(box, 'A'), look), inside(box, 'A')),
    );
  }
  const title = localizedIn(scene.title, language) || outcomes[0]?.fed.axes.join(' × ') || '';
  return {
    boxes: boxes.slice(0, outcomes.length),
    rooms,
    figure: { width, height, background: theme.background, marks, title, description: title },
  };
}

/**
 * Whether a scene does not show something yet: until its question is answered, or, where it asks nothing, at all.
 */
export function hides(
  { hidden, question }: Scene,
  what: 'output' | 'facts' | 'text',
  revealed: boolean,
): boolean {
  return (hidden?.includes(what) ?? false) && !(question && revealed);
}

/** Rooms side by side, and in rows on a page that is not wide: as many columns as let a room be largest. */
function boxesFor(count: number, width: number, height: number): Box[] {
  const wide = width > 1.1 * height;
  const columns = wide ? (count === 4 ? 2 : Math.min(3, count)) : bestColumns(count, width, height);
  const rows = Math.ceil(count / columns);
  const w = (width - (columns - 1) * GAP) / columns;
  const h = (height - (rows - 1) * GAP) / rows;
  return Array.from({ length: count }, (_, i) => ({
    x: (i % columns) * (w + GAP),
    y: Math.floor(i / columns) * (h + GAP),
    width: w,
    height: h,
  }));
}

/** A room of two cubes side by side is as much wider than high. */
const ROOM_ASPECT = 1.4;

function bestColumns(count: number, width: number, height: number): number {
  const sizes = Array.from({ length: count }, (_, i) => {
    const columns = i + 1;
    return Math.min(width / columns / ROOM_ASPECT, height / Math.ceil(count / columns));
  });
  return sizes.indexOf(Math.max(...sizes)) + 1;
}

function inside(box: Box, name: string): Box {
  return name === '' ? box : { ...box, y: box.y + HEAD, height: box.height - HEAD };
}

function named(name: string, box: Box, ink: string): Mark[] {
  if (name === '') return [];
  return [
    textMark(box.x + 8, box.y + 16, fitText(name, box.width - 16, 16, 'sans', 600), 16, ink, 600),
  ];
}

/** The running statistics of a scene that shows them, and the room that they leave. */
function remembered(scene: Scene, outcome: SceneOutcome, box: Box, look: SceneLook) {
  const shown = scene.running && outcome.ok && !hides(scene, 'facts', look.revealed);
  const scales = shown ? runningScales(outcome.runningBefore, outcome.runningAfter) : [];
  return runningBars(scales, box, THEMES[look.theme], look.language);
}

function viewOf(scene: Scene, look: SceneLook, pinned: number | null): ViewState {
  return { ...INITIAL_VIEW, ...scene.view, ...look.view, theme: look.theme, pinned, hovered: null };
}

function runMarks(
  scene: Scene,
  outcome: SceneOutcome,
  index: number,
  box: Box,
  look: SceneLook,
  hideOutput: boolean,
): Mark[] {
  const theme = THEMES[look.theme];
  if (!outcome.ok && hides(scene, 'facts', look.revealed)) return [];
  if (!outcome.ok || !outcome.result)
    return wrapText(outcome.ok ? '' : torchSays(outcome.message), box.width - 24, 16, 'sans').map(
      (line, i) => textMark(box.x + 12, box.y + 24 + i * 24, line, 16, theme.ink),
    );
  const pinned = scene.pinned === undefined ? null : fedFlat(outcome, scene.pinned);
  const seen = viewOf(scene, look, pinned);
  // a colour for every cell would say that each has a statistic of its own
  const view: ViewState = hideOutput ? { ...seen, colour: 'value' } : seen;
  const { plan, statistics } = outcome.result;
  const texts = reportTexts(look.language);
  const input: CubeFigureInput = {
    width: box.width,
    height: box.height,
    // what is averaged over is not given away before it is asked
    plan: hideOutput ? averaging(plan, []) : plan,
    x: wholeTensor(outcome.x),
    y: hideOutput ? null : wholeTensor(outcome.y),
    view,
    beside: besideOfResult(outcome.result, look.language),
    labels: { x: texts.input, y: texts.output, axisNames: {}, clipped: texts.clipped },
    statistics,
    domain: valueDomains(outcome.x.data, hideOutput ? null : outcome.y.data),
    gizmo: false,
    legend: false,
    ...outlinedOf(scene, index, look),
  };
  const pointed = (within: Box, arrowWidth?: number) =>
    outlineMarks(input, look.pointed?.[index] ?? {}, within, arrowWidth);
  const still = () => [...stageMarks(input, box), ...pointed(box)];
  if (scene.step === undefined || hideOutput) return still();
  const moment = reportMoment({
    x: outcome.x,
    result: outcome.result,
    view: { ...view, step: scene.step },
    language: look.language,
  });
  const room = { ...box, height: box.height - FORMULA };
  const stage = moment && stageMoment({ ...input, ...moment }, moment.time, room);
  return stage
    ? [
        ...stage.marks,
        ...pointed(room, middleWidth(room.width)),
        ...formulaMarks(scene, outcome, pinned ?? 0, box, look),
      ]
    : still();
}

/** The formula of the moment with its cell's numbers, under the picture. */
function formulaMarks(
  scene: Scene,
  { result, x }: Extract<SceneOutcome, { ok: true }>,
  pinned: number,
  box: Box,
  look: SceneLook,
): Mark[] {
  if (!result || scene.step === undefined) return [];
  const theme = THEMES[look.theme];
  const stations = tellStations(traceCell(result, x, pinned));
  const station = stations[momentAt(stations, restAt(stations, scene.step)).nearest];
  const [line] = station?.numbers ?? [];
  if (!line) return [];
  const tokens = formulaTokens(line, { most: 6 });
  const whole = tokens.map(({ text }) => text).join('');
  const size = Math.min(20, (box.width - 16) / (whole.length * 0.6) || 12);
  return [
    {
      kind: 'text',
      x: box.x + 8,
      y: box.y + box.height - FORMULA / 2,
      text: whole,
      size,
      family: 'mono',
      fill: theme.ink,
      baseline: 'middle',
      runs: tokenRuns(tokens, theme, theme.ink),
    },
  ];
}

/** What a run changed in its input, and in its output beside that. */
function outlinedOf(
  scene: Scene,
  index: number,
  { revealed }: SceneLook,
): Pick<CubeFigureInput, 'outlined'> {
  const pair = scene.changes?.find(([, after]) => after === index);
  if (!pair || !revealed) return {};
  const outcomes = outcomesOf(scene);
  const [before, after] = pair.map((at) => outcomes[at]);
  if (!before?.ok || !after?.ok) return {};
  const edited = (scene.runs[index]?.edits ?? []).map(([flat]) => fedFlat(after, flat));
  return { outlined: { x: edited, y: changedCells(before, after, new Set(edited)) } };
}

/** The difference of two runs as a figure of its own. */
function differenceTensor(scene: Scene, outcomes: readonly SceneOutcome[]) {
  if (!scene.difference) return null;
  const [a, b] = scene.difference.map((at) => outcomes[at]);
  // a lesson that was written by hand may ask for what cannot be compared
  if (!a?.ok || !b?.ok || shapeOf(a.y) !== shapeOf(b.y)) return null;
  const apart = differenceOf(a, b);
  const none = apart.data.every((value) => Math.abs(value) < 1e-6);
  return (box: Box, look: SceneLook): CubeFigureInput => ({
    width: box.width,
    height: box.height,
    plan: a.plan,
    x: wholeTensor(apart),
    y: null,
    view: { ...viewOf(scene, look, null), colour: 'value' },
    labels: {
      x: 'A − B',
      y: '',
      axisNames: {},
      clipped: reportTexts(look.language).clipped,
    },
    // what is nothing but rounding is drawn as nothing
    domain: none ? { x: 1, y: 1 } : valueDomains(apart.data, null),
    gizmo: false,
    legend: false,
    // what is pointed at in the first of them lies at the same place
    outlined: { x: look.pointed?.[scene.difference?.[0] ?? 0]?.y ?? [] },
  });
}

/** Sizes by axis, whatever order the axes have. */
const shapeOf = ({ shape, axes }: Tensor) =>
  axes
    .map((name, axis) => `${name} ${shape[axis]}`)
    .sort()
    .join();
