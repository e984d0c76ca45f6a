import { formatNumber } from '../../core/tensor/formatNumber.ts';
import { indexOf } from '../../core/tensor/strides.ts';
import { displayFlatOf } from '../../core/figure/displayTensor.ts';
import type { App } from './app.svelte.ts';
import type { Action } from './keymap.ts';
import { resetCamera, snapped } from '../canvas/look.ts';
import { indexNames } from '../ui/indexNames.ts';
import { cellName } from '../ui/units.ts';
import { callHost } from '../ui/host.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import type { Explore } from '../explore/explore.svelte.ts';

/** Does what a key or a menu entry stands for. */
export function perform(app: App, action: Action): void {
  const { explore } = app;
  switch (action) {
    case 'cellUp':
      return walk(app, -1, 0);
    case 'cellDown':
      return walk(app, 1, 0);
    case 'cellLeft':
      return walk(app, 0, -1);
    case 'cellRight':
      return walk(app, 0, 1);
    case 'slicePrevious':
      explore.slicing.turn(-1);
      return announceCell(app);
    case 'sliceNext':
      explore.slicing.turn(1);
      return announceCell(app);
    case 'pin':
      explore.pinFocus();
      return announceCell(app);
    case 'unpin':
      // The nearest thing first: the steps, then the pin, then the presentation.
      if (explore.timeline.time !== null) explore.timeline.close();
      else if (explore.pinned) explore.unpin();
      else if (app.desk.presenting) app.desk.present(false);
      return;
    case 'playSteps':
      return app.explore.timeline.toggle();
    case 'stepNext':
      return app.explore.timeline.go(1);
    case 'stepPrevious':
      return app.explore.timeline.go(-1);
    case 'edit':
      if (!app.desk.presenting) explore.startTyping(explore.cellFlat);
      return;
    case 'undo':
      return app.history?.undo();
    case 'redo':
      return app.history?.redo();
    case 'open':
      void app.desk.openFiles();
      return;
    case 'save':
      void app.save(false);
      return;
    case 'saveAs':
      void app.save(true);
      return;
    case 'exportPng':
      void app.exports.save('png');
      return;
    case 'exportSvg':
      void app.exports.save('svg');
      return;
    case 'exportJson':
      void app.exports.save('json');
      return;
    case 'exportNpy':
      void app.exports.save('npy');
      return;
    case 'print':
      void import('./print.ts').then(({ print }) => print(app));
      return;
    case 'addScene':
      void import('./classroom.ts').then(({ addView }) => addView(app));
      return;
    case 'copyImage':
      void app.exports.copyImage();
      return;
    case 'copyValues':
      void copyValues(app.desk, app.explore);
      return;
    case 'viewIsometric':
      explore.camera.glide(snapped(explore.look, 'isometric'));
      return;
    case 'viewFront':
      explore.camera.glide(snapped(explore.look, 'front'));
      return;
    case 'viewTop':
      explore.camera.glide(snapped(explore.look, 'top'));
      return;
    case 'viewSide':
      explore.camera.glide(snapped(explore.look, 'side'));
      return;
    case 'viewReset':
      explore.camera.glide(resetCamera(explore.look));
      return;
    case 'toggleMode':
      return explore.setMode(explore.work.mode === 'train' ? 'eval' : 'train');
    case 'toggleColour':
      explore.look = {
        ...explore.look,
        colour: explore.look.colour === 'value' ? 'group' : 'value',
      };
      return;
    case 'present':
      return app.desk.present(!app.desk.presenting);
    case 'shortcuts':
      app.helpOpen = true;
      return;
    case 'about':
      app.aboutOpen = true;
      return;
    default:
      return action satisfies never;
  }
}

function walk(app: App, down: number, right: number): void {
  app.explore.slicing.walk(down, right);
  announceCell(app);
}

/** Says which cell the keyboard has come to, and its numbers. */
function announceCell(app: App): void {
  const { reply, cellFlat } = app.explore;
  if (!reply || cellFlat === null) return;
  const index = indexOf(reply.plan.shape, cellFlat);
  const value = (values: typeof reply.x) =>
    formatNumber(values.data[displayFlatOf(values, cellFlat)] ?? Number.NaN, 4);
  app.desk.announcer.say(
    app.desk.i18n.t('cell.announce', {
      cell: cellName(reply.plan.axes, index, indexNames(reply.tensor)),
      x: value(reply.x),
      y: value(reply.y),
    }),
  );
}

/** Puts the slice of input or output that is shown on the clipboard, exact: a line a row, tabs between the columns. */
async function copyValues(desk: Desk, explore: Explore): Promise<void> {
  const { reply, slicing, sliceOf: which, cell } = explore;
  const slice = slicing.axes;
  if (!reply || !slice) return;
  const { axes, shape } = reply.plan;
  const [rowAxis, colAxis] = [slice.row, slice.col].map((name) => axes.indexOf(name ?? ''));
  const outcome = await callHost(desk.api, 'tensor.slice', {
    request: reply.request,
    which,
    rowAxis: rowAxis!,
    colAxis: colAxis!,
    index: axes.map((name) => cell[name] ?? 0),
    rows: [0, shape[rowAxis!] ?? 1],
    cols: [0, shape[colAxis!] ?? 1],
  });
  if (!outcome.ok) {
    desk.toasts.add('failed', desk.i18n.t('copy.failed'), desk.i18n.failure(outcome));
    return;
  }
  const { values, cols } = outcome.value;
  const width = cols[1] - cols[0];
  const lines = Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)).join('\t'),
  );
  if (await desk.copyText(lines.join('\n'))) desk.toasts.add('done', desk.i18n.t('copy.done'));
}
