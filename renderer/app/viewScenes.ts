import { familyCards, overviewCards } from '../../core/figure/overviewCards.ts';
import type { Scene, SceneRun } from '../../core/lessons/document.ts';
import { lesson } from '../../core/lessons/lessons.ts';
import { documentOf } from '../../core/lessons/ofLesson.ts';
import { sceneFrom, type ShownView } from '../../core/lessons/sceneFrom.ts';
import { trainingScene } from '../../core/lessons/trainingScene.ts';
import { sceneAsSeen } from '../../core/lessons/sceneState.ts';
import { MOST_CARDS } from '../../core/pages/subject.ts';
import { sameTensor, type ComputeRequest, type TensorRef } from '../../core/request.ts';
import { permutedFlat } from '../../core/tensor/permute.ts';
import { flatOf, type CellIndex } from '../ui/cell.ts';
import { callHost, type Outcome } from '../ui/host.ts';
import type { App } from './app.svelte.ts';
import { usedRequests } from './usedRequests.ts';

/** What the screen shows, as scenes of a lesson; none where there is nothing to show. */
export async function viewScenes(app: App): Promise<Outcome<readonly Scene[]>> {
  const { tab, explore, compare, lessons, training, family, desk } = app;
  switch (tab) {
    case 'explore': {
      const { request, info, pinnedFlat, fedShape, fedAxes, timeline, look } = explore;
      const pinned =
        pinnedFlat !== null && info ? permutedFlat(fedShape, fedAxes, info.axes, pinnedFlat) : null;
      return fromRuns(app, [request], {
        view: look,
        ...(pinned !== null && { pinned }),
        ...(timeline.time !== null && { step: timeline.time }),
      });
    }
    case 'compare': {
      const pinned = storedFlat(app, compare.tensor, compare.cell);
      const requests = compare.runs.map((run) => compare.requestOf(run));
      return fromRuns(app, requests, { view: compare.look, ...(pinned !== null && { pinned }) });
    }
    case 'overview': {
      const { info, request } = explore;
      const cards = info ? familyCards(overviewCards(info.shape, info.axes), family) : [];
      const requests = cards.map(({ spec }) => ({ tensor: request.tensor, spec }));
      const view = { ...explore.look, colour: 'group' } as const;
      return fromRuns(app, requests.slice(0, MOST_CARDS), { view });
    }
    case 'lessons': {
      const { playing } = lessons;
      if (playing) return done([sceneAsSeen(playing.own, playing.state)]);
      if (!app.exports.pictured) return done([]);
      return done(documentOf(lesson(lessons.lesson)).scenes);
    }
    case 'training': {
      const { batch, settings, step, fed, freezeFrom, channel } = training;
      if (!batch) return done([]);
      const { layer, momentum } = settings;
      const frozen = freezeFrom !== null && step >= freezeFrom;
      const moment = {
        layer,
        name: desk.i18n.layer(layer),
        batch,
        momentum,
        mode: frozen ? 'eval' : 'train',
        running: fed[step - 1]?.running ?? null,
        channel,
      } as const;
      return done([trainingScene(moment)]);
    }
    case 'files': {
      if (app.filesPage !== 'verify') return done([]);
      // the run that made y of x, where the program can show one
      const { reply, entry, camera } = app.verify;
      const request = reply?.entries[entry]?.shown?.request;
      return fromRuns(app, request ? [request] : [], { view: camera.look });
    }
    default:
      return tab satisfies never;
  }
}

const done = (value: readonly Scene[]) => ({ ok: true, value }) as const;

/** A cell by the names of its axes, in the tensor as it is stored. */
function storedFlat({ desk }: App, ref: TensorRef, cell: CellIndex | null): number | null {
  const info = desk.tensors.find((one) => sameTensor(one.ref, ref));
  return info && cell ? flatOf(cell, info.shape, info.axes) : null;
}

/** One scene of these runs; a tensor of a file comes along with its values. */
async function fromRuns(
  { desk }: App,
  requests: readonly ComputeRequest[],
  view: ShownView,
): Promise<Outcome<readonly Scene[]>> {
  if (requests.length === 0) return done([]);
  const found = await callHost(
    desk.api,
    'lesson.tensors',
    requests.map(({ tensor }) => tensor),
  );
  if (!found.ok) return found;
  const used = await usedRequests(desk.api, requests);
  const runs = used.map(({ tensor: _, ...request }, i) => ({
    name: desk.i18n.layer(request.spec.layer),
    tensor: found.value[i] as SceneRun['tensor'],
    request,
  }));
  return done([sceneFrom(runs, view)]);
}
