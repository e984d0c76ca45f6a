import type { PageSubject, SubjectOf } from '../../core/pages/subject.ts';
import { lessonFrom } from '../../core/lessons/document.ts';
import { sameTensor, type TensorRef } from '../../core/request.ts';
import type { HostEvents } from '../../electron/ipc/contract.ts';
import { lookOf } from '../canvas/look.ts';
import { cellAt } from '../ui/cell.ts';
import type { TensorInfo } from '../ui/host.ts';
import { PARTS } from '../verify/parts.ts';
import { shownOfView } from '../report/shownOfView.ts';
import type { App } from './app.svelte.ts';

/** Shows what a JSON document is about on the screen that it was written of. */
export async function openDocument(app: App, opened: HostEvents['document']): Promise<void> {
  const { document } = opened;
  takeIn(app, opened.tensors);
  if (document.kind === 'handout') {
    app.exports.pages = document.views;
    app.exports.pagesTitle = document.title;
    app.exports.designed = await shownOfView(app.desk, document.views[0]!);
    return;
  }
  await showSubject(app, document.subject);
  app.exports.preset = document.picture.preset ?? null;
}

/** Tensors that this window does not have yet. */
function takeIn({ desk, files }: App, tensors: readonly TensorInfo[]): void {
  const isNew = ({ ref, file }: TensorInfo) =>
    file === undefined
      ? desk.tensors.every((known) => !sameTensor(known.ref, ref))
      : files.byHandle(file) === null;
  const taken = files.take(tensors.filter(isNew));
  files.listed = null;
  desk.add(taken);
}

async function showSubject(app: App, subject: PageSubject): Promise<void> {
  switch (subject.kind) {
    case 'overview': {
      const info = infoOf(app, subject.tensor);
      if (info && !sameTensor(app.explore.work.tensor, info.ref)) app.explore.open(info);
      app.family = subject.family ?? 'all';
      app.tab = 'overview';
      return;
    }
    case 'comparison':
      showComparison(app, subject);
      app.tab = 'compare';
      return;
    case 'lesson': {
      const { lessons } = app;
      await lessons.load();
      lessons.section = 'lessons';
      lessons.lesson = subject.lesson;
      lessons.look = lookOf(subject.view);
      lessons.chosen = subject.cell;
      app.tab = 'lessons';
      return;
    }
    case 'scene': {
      const { shelf } = await app.lessons.load();
      shelf.put(lessonFrom(subject.title, [subject.scene]));
      app.lessons.section = 'mine';
      app.tab = 'lessons';
      return;
    }
    case 'training': {
      const { training } = app;
      const { momentum, freezeFrom, layer = 'BatchNorm1d', channel, step } = subject;
      training.history.change({ ...training.settings, momentum, freezeFrom, layer }, null);
      training.channel = channel;
      training.go(step);
      app.tab = 'training';
      return;
    }
    case 'verification':
      app.filesPage = 'verify';
      app.tab = 'files';
      await showVerification(app, subject);
      return;
    case 'checkpoint':
      app.filesPage = 'checkpoint';
      app.tab = 'files';
      showCheckpoint(app, subject);
      return;
    default:
      return subject satisfies never;
  }
}

/** Of a file's tensors also those that are in its list alone. */
function infoOf({ desk, files }: App, ref: TensorRef): TensorInfo | null {
  const is = (info: TensorInfo) => sameTensor(info.ref, ref);
  return desk.tensors.find(is) ?? files.tensors.find(is) ?? null;
}

function showComparison(app: App, { runs, view, cell, locked }: SubjectOf<'comparison'>): void {
  const { compare } = app;
  const [first] = runs;
  const info = first && infoOf(app, first.tensor);
  if (!info) return;
  app.desk.add([info]);
  const shown = runs.map(({ spec, layout }, i) => {
    // Those that are added get numbers from 0 on.
    return { id: -1 - i, ...spec, layout: layout ?? null };
  });
  compare.history.change({ tensor: info.ref, runs: shown, locked }, null);
  compare.look = lookOf(view);
  compare.cell = cell === null ? null : cellAt(cell, info.shape, info.axes);
}

async function showVerification(app: App, subject: SubjectOf<'verification'>): Promise<void> {
  const { verify } = app;
  const chosen = PARTS.flatMap((part) => {
    const ref = subject[part];
    const info = ref && infoOf(app, ref);
    return info ? [[part, info] as const] : [];
  });
  verify.chosen = Object.fromEntries(chosen);
  verify.eps = subject.eps ?? null;
  verify.camera.look = lookOf(subject.view);
  await verify.search();
  verify.entry = subject.entry;
}

function showCheckpoint(app: App, subject: SubjectOf<'checkpoint'>): void {
  const { checkpoint } = app;
  const handle = (ref: TensorRef) => infoOf(app, ref)?.file ?? null;
  const file = handle(subject.tensor);
  if (file === null) return;
  checkpoint.show(file);
  checkpoint.compareWith(subject.against ? handle(subject.against) : null);
  if (subject.layer !== null) checkpoint.choose(subject.layer);
  checkpoint.channel = subject.channel;
  checkpoint.eps = subject.eps;
}
