import { localizedIn, readLesson, type Scene } from '../../core/lessons/document.ts';
import type { HandoutContents } from '../../core/lessons/handoutContents.ts';
import { clickIsRight } from '../../core/lessons/sceneAnswer.ts';
import { storedTensor } from '../../core/lessons/sceneRun.ts';
import { FRESH, sceneIn, stationsIn, turned } from '../../core/lessons/sceneState.ts';
import { outcomesOf, sceneTexts, type TableLine } from '../../core/lessons/sceneText.ts';
import { isTied, sceneTies } from '../../core/lessons/ties.ts';
import { hides, sceneFigure, type SceneFigure } from '../../core/pages/sceneFigure.ts';
import { sceneHit } from '../../core/pages/sceneHit.ts';
import { readNumber } from '../../core/quiz/answers.ts';
import { cellText } from '../../core/quiz/call.ts';
import { ownDigits } from '../../core/tensor/formatNumber.ts';
import { indexOf } from '../../core/tensor/strides.ts';
import { sayText } from '../../core/texts/sayText.ts';
import { handle, paintOn } from './canvas.ts';
import { button, element } from './dom.ts';
import type { PageState } from './pageState.ts';
import { questionPart } from './question.ts';
import { wordsIn } from './words.ts';

const contents = JSON.parse(
  document.getElementById('contents')?.textContent ?? '',
) as HandoutContents;
const lesson = readLesson(contents.lesson);
const app = document.getElementById('app')!;
let state: PageState = { ...FRESH, language: contents.language, scene: 0 };
let shown: SceneFigure | null = null;
/** The fact whose number is pointed at. */
let pointed: string | null = null;

function change(next: Partial<PageState>): void {
  state = { ...state, ...next };
  render();
}

function go(by: number): void {
  const scene = Math.max(0, Math.min(lesson.scenes.length - 1, state.scene + by));
  if (scene === state.scene) return;
  state = { ...FRESH, language: state.language, scene };
  render();
  scrollTo({ top: 0 });
}

const answer = (right: boolean) =>
  change(right ? { answered: 'right', revealed: true } : { answered: 'wrong' });

const canvas = element('canvas', { role: 'img' });
handle(canvas, {
  turn: (dx, dy) => {
    state = { ...state, view: turned(state.view, lesson.scenes[state.scene]?.view, dx, dy) };
    draw();
  },
  click: (x, y) => {
    if (!shown) return;
    const scene = sceneIn(lesson.scenes[state.scene]!, state);
    const hit = sceneHit(shown, scene, x, y);
    if (!hit || hit.cell === null) return;
    const { run, cell: pinned } = hit;
    const right = scene.question && !state.revealed ? clickIsRight(scene, run, pinned) : null;
    if (right === null) change({ pinned });
    else if (right) change({ pinned, answered: 'right', revealed: true });
    else change({ answered: 'wrong' });
  },
});

/** The picture alone: what a turn changes. */
function draw(): void {
  const width = Math.max(280, Math.min(1280, app.clientWidth));
  const scene = sceneIn(lesson.scenes[state.scene]!, state);
  const tall =
    width < 600
      ? (scene.running ? 420 : 280) * (scene.runs.length + (scene.difference ? 1 : 0))
      : Math.min(width * 0.5, innerHeight * 0.56);
  shown = sceneFigure(scene, {
    width,
    height: Math.max(240, Math.round(tall)),
    language: state.language,
    theme: 'light',
    view: state.view,
    revealed: state.revealed,
    pointed: pointed === null ? [] : sceneTies(pointed, scene, outcomesOf(scene)),
  });
  canvas.style.width = `${shown.figure.width}px`;
  canvas.style.height = `${shown.figure.height}px`;
  canvas.setAttribute('aria-label', shown.figure.title);
  paintOn(canvas, shown.figure, devicePixelRatio || 1);
}

function render(): void {
  pointed = null;
  const words = wordsIn(state.language);
  const scene = sceneIn(lesson.scenes[state.scene]!, state);
  const { title, told, ask, facts } = sceneTexts(scene, state.language);
  document.documentElement.lang = state.language;
  document.title = localizedIn(lesson.title, state.language);
  app.replaceChildren(
    header(),
    element('h2', {}, title),
    canvas,
    ...(scene.question
      ? [questionPart(scene, ask, state, words, answer, () => change({ revealed: true }))]
      : []),
    ...(hides(scene, 'text', state.revealed)
      ? []
      : [
          element(
            'p',
            { class: 'text' },
            ...(state.answered === 'right' ? [element('b', {}, `${words('right')} `)] : []),
            ...told.map(({ text, about }) => {
              if (about === undefined) return text;
              const value = element('span', {}, text);
              tie(value, about);
              return value;
            }),
          ),
        ]),
    ...(facts.length > 0 && !hides(scene, 'facts', state.revealed) ? [factTable(facts)] : []),
    controls(scene),
    element('p', { class: 'hint' }, words('turn')),
    element('footer', {}, contents.made),
  );
  draw();
}

function header(): HTMLElement {
  const words = wordsIn(state.language);
  const count = lesson.scenes.length;
  const other = state.language === 'en' ? 'ko' : 'en';
  return element(
    'header',
    {},
    element('h1', {}, localizedIn(lesson.title, state.language)),
    element(
      'nav',
      {},
      button(`← ${words('previous')}`, 'previous', () => go(-1), state.scene === 0),
      element('output', {}, `${state.scene + 1} / ${count}`),
      button(`${words('next')} →`, 'next', () => go(1), state.scene === count - 1),
      button(other === 'ko' ? '한국어' : 'English', 'language', () => change({ language: other })),
      button(words('print'), 'print', () => print()),
    ),
  );
}

function factTable(facts: readonly TableLine[]): HTMLElement {
  const rows = facts.map(({ id, label, value }) => {
    const row = element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      element('td', { 'data-fact': id }, value),
    );
    tie(row, id);
    return row;
  });
  return element('table', {}, element('tbody', {}, ...rows));
}

/** Pointing at a number lights the cells that it is about, where it is about any. */
function tie(element: HTMLElement, about: string): void {
  const scene = sceneIn(lesson.scenes[state.scene]!, state);
  if (!isTied(sceneTies(about, scene, outcomesOf(scene)))) return;
  const point = (to: string | null) => {
    pointed = to;
    draw();
  };
  element.classList.add('tied');
  element.addEventListener('pointerenter', () => point(about));
  element.addEventListener('pointerleave', () => point(null));
}

/** Step by step, the colours, and the value of the pinned cell. */
function controls(scene: Scene): HTMLElement {
  const words = wordsIn(state.language);
  const stations = stationsIn(scene);
  const colour = { ...scene.view, ...state.view }.colour === 'group' ? 'value' : 'group';
  const row = element('div', { class: 'row' });
  if (stations.length > 0 && scene.runs.length === 1) {
    const own = stations.findIndex(({ time }) => time === scene.step);
    const at = state.step ?? (own < 0 ? stations.length : own);
    const label = stations[at] ? sayText(stations[at].label, state.language) : words('result');
    const slider = element('input', {
      type: 'range',
      min: '0',
      max: String(stations.length),
      value: String(at),
      'aria-label': words('step'),
      'aria-valuetext': label,
    });
    slider.addEventListener('change', () => change({ step: Number(slider.value) }));
    row.append(element('label', {}, `${words('step')}: `, element('b', {}, label), ' ', slider));
  }
  row.append(
    button(words('colours'), 'colours', () => change({ view: { ...state.view, colour } })),
    ...editor(scene),
  );
  return row;
}

function editor(scene: Scene): Node[] {
  const { pinned } = scene;
  const [run] = scene.runs;
  if (pinned === undefined || !run) return [];
  const words = wordsIn(state.language);
  const stored = storedTensor(run);
  const value =
    state.edits.get(pinned) ?? new Map(run.edits).get(pinned) ?? stored.data[pinned] ?? NaN;
  const field = element('input', {
    type: 'text',
    inputmode: 'decimal',
    size: '8',
    value: ownDigits(Number(value.toPrecision(6))),
  });
  field.addEventListener('change', () => {
    const given = readNumber(field.value);
    if (given === null) field.value = ownDigits(value);
    else change({ edits: new Map([...state.edits, [pinned, given]]) });
  });
  const cell = cellText(indexOf(stored.shape, pinned));
  return [
    element('label', {}, `${words('value', { cell })}: `, field),
    ...(state.edits.size > 0
      ? [button(words('reset'), 'reset', () => change({ edits: new Map() }))]
      : []),
  ];
}

/** Every scene on paper, whatever is on screen. */
function printed(): HTMLElement {
  const all = element('div', { class: 'printed' });
  for (const scene of lesson.scenes) {
    const { title, text, ask, facts } = sceneTexts(scene, state.language);
    const picture = element('canvas');
    const { figure } = sceneFigure(scene, {
      width: 900,
      height: 420,
      language: state.language,
      theme: 'light',
      revealed: true,
    });
    paintOn(picture, figure, 2);
    all.append(
      element(
        'section',
        {},
        element('h2', {}, title),
        picture,
        element('p', {}, ask),
        element('p', {}, text),
        factTable(facts),
      ),
    );
  }
  return all;
}

addEventListener('beforeprint', () => document.body.append(printed()));
addEventListener('afterprint', () => document.querySelector('.printed')?.remove());
addEventListener('resize', () => draw());
addEventListener('keydown', (event) => {
  if (event.target instanceof HTMLInputElement) return;
  if (['ArrowRight', 'PageDown', 'n'].includes(event.key)) go(1);
  else if (['ArrowLeft', 'PageUp', 'p'].includes(event.key)) go(-1);
  else return;
  event.preventDefault();
});

render();
// A canvas takes a font only once it is there: every face is loaded, then the picture is painted again.
void Promise.all([...document.fonts].map((face) => face.load())).then(draw, draw);
