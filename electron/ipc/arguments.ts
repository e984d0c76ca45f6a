import { viewState } from '../../core/figure/state.ts';
import { imageSpec } from '../../core/io/image/imageSpec.ts';
import { layerSpec } from '../../core/norm/layerSpec.ts';
import { severalViews } from '../../core/pages/oneView.ts';
import { pageFormat, reportFormat } from '../../core/report/formats/reportFormat.ts';
import { preset } from '../../core/report/preset.ts';
import { pictureScale } from '../../core/report/picture.ts';
import { axisNames, computeRequest, tensorRef, verifiedPair } from '../../core/request.ts';
import { language } from '../../core/settings.ts';
import { list, pair } from '../../core/shape/compound.ts';
import { Mismatch, type Infer, type Shape } from '../../core/shape/shape.ts';
import { object, optional } from '../../core/shape/object.ts';
import { anyOf, count, flag, integer, name, number, text } from '../../core/shape/values.ts';

/** One cell of a run: flat index as fed. */
export const traceRequest = object({ request: computeRequest, flat: count });

/** Inputs that one call may say to hold. */
const MOST_HELD = 16;

/** A run, and the names of the inputs that need not be sent again. */
export const computeCall = object({
  ...computeRequest.fields,
  holds: optional(list(name, MOST_HELD)),
});

/** −1 for a single row or a single column. */
const axis = integer({ min: -1 });
/** From, and the first that is no longer meant. */
const range = pair(count, count);

/** A rectangle of exact values out of a tensor of any size. */
export const sliceRequest = object({
  request: computeRequest,
  which: anyOf(['x', 'y']),
  rowAxis: axis,
  colAxis: axis,
  /** Index on every axis; the entries of rowAxis and colAxis are ignored. */
  index: list(count),
  rows: range,
  cols: range,
});

export const exportFormat = anyOf([...reportFormat.choices, 'npy']);
export const exportRequest = object({
  request: computeRequest,
  view: viewState,
  format: exportFormat,
  scale: pictureScale,
  language,
  preset: optional(preset),
});

/** A frame of a run's moving picture, counted from 0. */
export const frameRequest = object({ request: exportRequest, index: count });

/** Bytes of a film. */
const LARGEST_FILM = 48 * 2 ** 20;
/** The beginning of every EBML file. */
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const webm: Shape<Uint8Array> = {
  expected: `a WebM file of at most ${LARGEST_FILM} bytes`,
  read(value) {
    if (
      value instanceof Uint8Array &&
      value.length <= LARGEST_FILM &&
      EBML.every((byte, at) => value[at] === byte)
    )
      return value;
    throw new Mismatch(webm.expected, value);
  },
  schema: () => ({}),
};

/** A film, and the report that it shows. */
export const filmSave = object({ request: exportRequest, film: webm });

/** Several views as the pages of one report. */
export const pagesRequest = object({ ...severalViews.fields, format: pageFormat, language });
export type PagesRequest = Infer<typeof pagesRequest>;

/** A preset for a file, and the language of the dialog. */
export const presetSave = object({ preset, language });

/** Indices [from, to) of a large file's first axis. */
export const largePart = object({
  handle: name,
  from: count,
  to: count,
  convertIntegers: optional(flag),
});

export const largeWhole = object({ handle: name, convertIntegers: optional(flag) });

export const largeRun = object({ handle: name, spec: layerSpec, convertIntegers: flag });

export const helpPage = anyOf(['pytorch', 'licence']);

/** What the menu can send to the window. */
export const menuCommand = anyOf([
  'open',
  'save',
  'save-as',
  'export-png',
  'export-svg',
  'export-json',
  'export-npy',
  'print',
  'add-scene',
  'copy-image',
  'copy-values',
  'undo',
  'redo',
  'view-front',
  'view-top',
  'view-side',
  'view-isometric',
  'view-reset',
  'present',
  'shortcuts',
  'about',
]);

/** The document: a report in which the shown work is kept, and whether it has changed since. */
export const documentState = object({
  edited: flag,
  /** The shown work is that of the report that was opened or saved last. */
  kept: flag,
  /** What a person knows the work by; empty for none. */
  name: text(),
});

export const documentSave = object({
  request: exportRequest,
  /** Asks for the place even where there is one already. */
  as: flag,
});

export const menuCommands = list(menuCommand);

/** How a table is read; what is left out is found from its first lines. */
export const csvOptions = object({
  delimiter: optional(anyOf([',', ';', '\t', '|', ' '])),
  header: optional(anyOf(['auto', 'yes', 'no'])),
  index: optional(anyOf(['auto', 'yes', 'no'])),
  decimal: optional(anyOf(['.', ','])),
  missing: optional(anyOf(['refuse', 'nan'])),
  text: optional(anyOf(['skip', 'refuse'])),
});

/** Which layer lies between a pair of tensors. */
export const verifyRequest = object({
  ...verifiedPair.fields,
  /** The window's name for the job, to cancel it. */
  job: optional(name),
});

/** A checkpoint by any of its tensors, and another to compare it with. */
export const checkpointFiles = object({ tensor: tensorRef, against: optional(tensorRef) });

/** A layer of a checkpoint by its prefix; a file does not keep eps. */
export const checkpointLayer = object({
  ...checkpointFiles.fields,
  layer: text(),
  eps: number({ min: 0 }),
});

/** A BatchNorm to save as a multiplication and an addition, or within the layer before it. */
export const foldRequest = object({ ...checkpointLayer.fields, into: flag, language });

/** What the axes of an opened tensor are called. */
export const renameRequest = object({ tensor: tensorRef, axes: axisNames });

/** A file to open in another way. */
export const reopenRequest = object({
  handle: name,
  /** Take integers and booleans as float32. */
  convertIntegers: optional(flag),
  csv: optional(csvOptions),
  /** How pictures are read. */
  image: optional(imageSpec),
});
