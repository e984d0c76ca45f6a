import { InputError } from '../../core/errors.ts';
import { lessonFrom, type LessonDocument, type Scene } from '../../core/lessons/document.ts';
import { lesson } from '../../core/lessons/lessons.ts';
import { documentOf } from '../../core/lessons/ofLesson.ts';
import { sceneFrom, type ShownRun } from '../../core/lessons/sceneFrom.ts';
import type { ViewState } from '../../core/figure/state.ts';
import type { ComputeRequest } from '../../core/request.ts';
import { permutedFlat } from '../../core/tensor/permute.ts';
import { sceneTensor } from './classroomHandlers.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import type { Document } from './documents.ts';
import type { TensorStore } from './tensors.ts';

/**
 * A report, a page or a handout of several as a lesson, to be taken along as one: a scene a view.
 * @param title  what the lesson is called
 * @throws InputError lesson-view for what has no cubes, lesson-large
 */
export async function lessonOfDocument(
  tensors: TensorStore,
  document: Document,
  title: string,
): Promise<LessonDocument> {
  const views = document.kind === 'handout' ? document.views : [document];
  const scenes: Scene[] = [];
  for (const view of views) scenes.push(...(await scenesOf(tensors, view)));
  const named = document.kind === 'handout' ? document.title : title;
  return lessonFrom({ en: named, ko: named }, scenes);
}

async function scenesOf(tensors: TensorStore, view: OneView): Promise<readonly Scene[]> {
  if (view.kind === 'report') {
    const pinned = storedCell(tensors, view.request, view.view.pinned);
    return [await sceneOf(tensors, [view.request], view.view, pinned)];
  }
  const { subject } = view;
  switch (subject.kind) {
    case 'comparison':
      return [await sceneOf(tensors, subject.runs, subject.view, subject.cell)];
    case 'lesson':
      return documentOf(lesson(subject.lesson)).scenes;
    case 'scene':
      return [subject.scene];
    default:
      throw new InputError(
        'lesson-view',
        `A page of the kind "${subject.kind}" has no scene: expected a report, a comparison or a lesson. Export it as PDF instead.`,
        { kind: subject.kind },
      );
  }
}

async function sceneOf(
  tensors: TensorStore,
  requests: readonly ComputeRequest[],
  view: ViewState,
  /** Flat in the tensor as it is stored. */
  pinned: number | null,
): Promise<Scene> {
  const runs: ShownRun[] = [];
  for (const { tensor, ...request } of requests)
    runs.push({
      name: request.spec.layer,
      tensor: await sceneTensor(tensors, tensor),
      request,
    });
  return sceneFrom(runs, {
    view,
    ...(pinned !== null && { pinned }),
    ...(view.step !== undefined && { step: view.step }),
  });
}

/** A cell as the run is fed it, by its place in the tensor as it is stored. */
function storedCell(
  tensors: TensorStore,
  request: ComputeRequest,
  pinned: number | null,
): number | null {
  if (pinned === null) return null;
  const { shape, axes } = tensors.info(request.tensor);
  const fed = request.layout ?? axes;
  const fedShape = fed.map((name) => shape[axes.indexOf(name)]!);
  return permutedFlat(fedShape, fed, axes, pinned);
}
