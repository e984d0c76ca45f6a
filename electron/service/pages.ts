import { InputError } from '../../core/errors.ts';
import { valueDomains } from '../../core/figure/colour.ts';
import type { Figure } from '../../core/figure/marks.ts';
import type { ViewState } from '../../core/figure/state.ts';
import { factsOf } from '../../core/lessons/factsOf.ts';
import { factText } from '../../core/lessons/factText.ts';
import { lessonFrom } from '../../core/lessons/document.ts';
import { paramsOf, sceneTexts } from '../../core/lessons/sceneText.ts';
import { lesson, LESSONS } from '../../core/lessons/lessons.ts';
import type { Outcome } from '../../core/lessons/lesson.ts';
import { cardsPage, type PageCard } from '../../core/pages/cardsPage.ts';
import { PAGE_VERSION } from '../../core/pages/pageDocument.ts';
import { lessonPages } from '../../core/pages/lessonPages.ts';
import { makeupOf, type PageMakeup, type ToldPage } from '../../core/pages/pageLayout.ts';
import type { Picture } from '../../core/report/picture.ts';
import type { Preset } from '../../core/report/preset.ts';
import { madeUp, subjectFor } from '../../core/pages/madeUp.ts';
import { pageSubject, type PageSubject, type SubjectOf } from '../../core/pages/subject.ts';
import { words } from '../../core/pages/words.ts';
import { jsonNumber } from '../../core/report/jsonValue.ts';
import { reportTexts } from '../../core/texts/report.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { Language } from '../../core/settings.ts';
import { permutedFlat } from '../../core/tensor/permute.ts';
import { numel } from '../../core/tensor/tensor.ts';
import { reportJson } from './report.ts';
import type { Run } from './run.ts';
import { checkpointPageOf, type CheckpointMaker } from './checkpointPage.ts';
import { overviewPageOf, type OverviewMaker } from './overviewPage.ts';
import { trainingPageOf } from './trainingPage.ts';
import { verificationPageOf, type VerificationMaker } from './verificationPage.ts';

/** A page: its picture, and what it says as data. */
export interface Page {
  readonly figure: Figure;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface PageMaker extends VerificationMaker, CheckpointMaker, OverviewMaker {}

/**
 * Computes and draws what a page is about.
 * @param preset  how its picture is made up; as the program does without one
 * @throws InputError unknownTensor, and those of the runs of which none gave a result
 */
export async function makePage(
  maker: PageMaker,
  asked: PageSubject,
  language: Language,
  preset?: Preset,
): Promise<Page> {
  const subject = subjectFor(asked, preset);
  const { page, data } = await drawPage(maker, subject, language, makeupOf(preset));
  return { figure: madeUp(page, subject, preset), data };
}

function drawPage(
  maker: PageMaker,
  subject: PageSubject,
  language: Language,
  makeup: PageMakeup,
): Promise<ToldPage> {
  switch (subject.kind) {
    case 'overview':
      return overviewPageOf(maker, subject, language, makeup);
    case 'comparison':
      return comparison(maker, subject, language, makeup);
    case 'lesson':
      return lessonPage(maker, subject, language, makeup);
    case 'scene':
      return Promise.resolve(scenePage(maker, subject, language, makeup));
    case 'training':
      return Promise.resolve(trainingPageOf(maker.version, subject, language, makeup));
    case 'checkpoint':
      return checkpointPageOf(maker, subject, language, makeup);
    case 'verification':
      return verificationPageOf(maker, subject, language, makeup);
    default:
      return subject satisfies never;
  }
}

/** A page as a JSON document: what it is about, and what it says as data. */
export function pageJson(
  { version }: PageMaker,
  subject: PageSubject,
  { data }: Page,
  picture: Picture,
): string {
  const head = { format: 'normscope-page', formatVersion: PAGE_VERSION, version };
  const about = { kind: subject.kind, subject: withoutHandles(subject), picture };
  return `${JSON.stringify({ ...head, ...about, ...data }, jsonEntry, 2)}\n`;
}

/** In the order of its fields, whoever made it. Handles are of one session: in a document files are numbered in the order in which they come. */
function withoutHandles(subject: PageSubject): unknown {
  const handles: string[] = [];
  return JSON.parse(JSON.stringify(pageSubject.read(subject), jsonEntry), (key, value: unknown) => {
    if (key !== 'handle' || typeof value !== 'string') return value;
    if (!handles.includes(value)) handles.push(value);
    return `file-${handles.indexOf(value) + 1}`;
  });
}

const jsonEntry = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? jsonNumber(value) : value;

async function comparison(
  maker: PageMaker,
  subject: SubjectOf<'comparison'>,
  language: Language,
  { title, parts }: PageMakeup,
): Promise<ToldPage> {
  const found = await outcomes(maker, subject.runs);
  const runs = found.flatMap((one) => ('run' in one ? [one.run] : []));
  const [first] = found;
  if (runs.length === 0 && first && 'error' in first) throw first.error;
  const domains = runs.map(({ display }) => valueDomains(display.x.data, display.y.data));
  const locked = {
    x: Math.max(...domains.map(({ x }) => x)),
    y: Math.max(...domains.map(({ y }) => y)),
  };
  const names = subject.runs.map(({ spec, layout }) => {
    const name = words(language, `layer.${spec.layer}`, spec.layer);
    return layout ? `${name} (${layout.join(', ')})` : name;
  });
  const page = cards(maker, subject, found, names, language, subject.locked ? locked : null);
  const { tensor } = runs[0] ?? {};
  const sizes = tensor?.axes.map((axis, i) => `${axis} ${tensor.shape[i]}`).join(' × ') ?? '';
  const drawn = cardsPage({
    ...page,
    parts,
    title: title ?? names.join(' · '),
    lead: tensor ? `${tensor.name}: ${sizes}` : '',
    facts: [],
  });
  return { page: drawn, data: { runs: reports(maker, subject, found, names) } };
}

async function lessonPage(
  maker: PageMaker,
  subject: SubjectOf<'lesson'>,
  language: Language,
  { title, parts }: PageMakeup,
): Promise<ToldPage> {
  const shown = lesson(subject.lesson);
  const text = (part: string) => words(language, `lesson.${shown.id}.${part}`);
  const found = await outcomes(
    maker,
    shown.runs.map(({ request }) => request),
  );
  const names = shown.runs.map(({ id }) => text(`run.${id}`));
  const facts = factsOf(shown, found.map(outcomeOf));
  const identical = words(language, 'lessons.identical');
  const told = facts.map((fact) => ({
    id: fact.id,
    text: text(`fact.${fact.id}`),
    value: fact.value,
    shown: factText(fact, identical),
  }));
  const said = words(language, `lesson.${shown.id}.text`, '', paramsOf(facts, identical));
  const number = LESSONS.indexOf(shown) + 1;
  const page = cardsPage({
    ...cards(maker, subject, found, names, language, null),
    parts,
    title: title ?? `${number}. ${text('title')}`,
    lead: said,
    facts: told.map((fact) => [fact.text, fact.shown] as const),
  });
  return {
    page,
    data: {
      lesson: shown.id,
      title: text('title'),
      text: said,
      facts: told.map(({ id, text: about, value }) => ({ id, text: about, value })),
      runs: reports(maker, subject, found, names),
    },
  };
}

/** A scene brings along what it is about: nothing has to be run for it. */
function scenePage(
  { version }: PageMaker,
  { title, scene }: SubjectOf<'scene'>,
  language: Language,
  { title: own }: PageMakeup,
): ToldPage {
  const { notes: _, ...said } = scene;
  const shown = own === undefined ? said : { ...said, title: { en: own, ko: own } };
  const [figure] = lessonPages(lessonFrom(title, [shown]), language, made(version));
  const { facts, text, title: name } = sceneTexts(shown, language);
  const { width } = figure!;
  // A scene is laid out as a sheet of paper.
  return {
    page: { natural: width, least: width, at: () => figure! },
    data: { title: name, text, facts },
  };
}

type Found = { readonly run: Run } | { readonly error: InputError };

/** Every run, or the error with which its layer answered. */
function outcomes(
  { run }: PageMaker,
  requests: readonly ComputeRequest[],
): Promise<readonly Found[]> {
  return Promise.all(
    requests.map((request) =>
      run(request).then(
        (done): Found => ({ run: done }),
        (error: unknown): Found => {
          if (error instanceof InputError) return { error };
          throw error;
        },
      ),
    ),
  );
}

function outcomeOf(found: Found): Outcome {
  if ('error' in found) return { ok: false, message: found.error.message };
  const { x, result } = found.run;
  const { plan, output, statistics, runningBefore, runningAfter } = result;
  return { ok: true, plan, x, y: output, statistics, runningBefore, runningAfter };
}

type Looked = SubjectOf<'comparison'> | SubjectOf<'lesson'>;

const made = (version: string) => `Normscope ${version}`;

/** Cards, and what all of them share. */
function cards(
  { version }: PageMaker,
  { view, cell }: Looked,
  found: readonly Found[],
  names: readonly string[],
  language: Language,
  domain: { readonly x: number; readonly y: number } | null,
) {
  const texts = reportTexts(language);
  return {
    view,
    labels: { x: texts.input, y: texts.output, clipped: texts.clipped },
    made: made(version),
    cards: found.map((one, i): PageCard => {
      const name = names[i]!;
      if ('error' in one) {
        const { code, message, details } = one.error;
        return { name, sentence: words(language, `error.${code}`, message, details), shown: null };
      }
      const { run } = one;
      const { plan, statistics } = run.result;
      const { x, y } = run.display;
      const pinned = fedCell(run, cell);
      const own = valueDomains(x.data, y.data);
      return {
        name,
        sentence: texts.title(plan),
        shown: { plan, x, y, statistics, pinned, domain: domain ?? own },
      };
    }),
  };
}

/** A cell of the stored tensor in the order in which the run was fed it; null for one that is not there. */
function fedCell({ tensor: { shape, axes }, x }: Run, cell: number | null): number | null {
  return cell === null || cell >= numel(shape) ? null : permutedFlat(shape, axes, x.axes, cell);
}

function reports(
  { version }: PageMaker,
  { view, cell }: Looked,
  found: readonly Found[],
  names: readonly string[],
): readonly unknown[] {
  return found.map((one, i) => {
    if ('error' in one) return { name: names[i], error: one.error.message };
    const seen: ViewState = { ...view, hovered: null, pinned: fedCell(one.run, cell) };
    return { name: names[i], report: JSON.parse(reportJson(one.run, version, seen)) as unknown };
  });
}
