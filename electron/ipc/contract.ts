import type { Inspection } from '../../core/checkpoint/inspection.ts';
import { sentencesSpec } from '../../core/examples/sentencesSpec.ts';
import { syntheticSpec } from '../../core/examples/syntheticSpec.ts';
import type { CsvPreview } from '../../core/io/csv/preview.ts';
import type { CellTrace } from '../../core/station/cellTrace.ts';
import type { ViewState } from '../../core/figure/state.ts';
import { lessonDocument, type LessonDocument, type SceneRun } from '../../core/lessons/document.ts';
import { lessonExport } from '../../core/lessons/lessonExport.ts';
import { quizExport } from '../../core/quiz/quizExport.ts';
import type { OneView, SeveralViews } from '../../core/pages/oneView.ts';
import { pageRequest } from '../../core/pages/subject.ts';
import type { Picture } from '../../core/report/picture.ts';
import type { Preset } from '../../core/report/preset.ts';
import type { Snippet } from '../../core/report/snippets/snippet.ts';
import { computeRequest, tensorRef, type ComputeRequest } from '../../core/request.ts';
import { language, settings, type Settings } from '../../core/settings.ts';
import { list, orNull } from '../../core/shape/compound.ts';
import { object, partial } from '../../core/shape/object.ts';
import type { Infer, Shape } from '../../core/shape/shape.ts';
import { flag, name, nothing, pattern, text } from '../../core/shape/values.ts';
import type { Spread } from '../../core/norm/spread.ts';
import type { Histogram } from '../../core/tensor/histogram.ts';
import {
  checkpointFiles,
  checkpointLayer,
  computeCall,
  documentSave,
  documentState,
  exportRequest,
  filmSave,
  foldRequest,
  frameRequest,
  helpPage,
  largePart,
  largeRun,
  largeWhole,
  menuCommands,
  pagesRequest,
  presetSave,
  renameRequest,
  reopenRequest,
  sliceRequest,
  traceRequest,
  verifyRequest,
} from './arguments.ts';
import type {
  AppInfo,
  ComputeReply,
  ExtremesReply,
  FrameReply,
  LargeFile,
  LargeResult,
  LayerReply,
  MenuCommand,
  Progress,
  Reply,
  SkippedMembers,
  SliceReply,
  TensorInfo,
  VerifyReply,
} from './types.ts';
import { examFormat, examResult } from '../../core/quiz/exam.ts';

/** Tensors of a scene's runs. */
const sceneTensors = list(tensorRef, 6);

const drawnId = pattern(/^[0-9a-f-]{36}$/, 'an id of 36 hexadecimal digits and dashes');

/** Drafts are files: their names are drawn, and nothing else. */
const draftId = drawnId;

/** By it two windows of one presentation find each other. */
const presentationKey = drawnId;

/** A draft as the window writes it; null when it is thrown away. */
const lessonDraft = object({ id: draftId, text: orNull(text(64 * 2 ** 20)) });

const lessonSave = object({
  lesson: lessonDocument,
  language,
  /** Where it lies already, by the name that the service gave the place. */
  place: orNull(name),
  /** Asks for the place even where there is one already. */
  as: flag,
});

const examSave = object({ result: examResult, format: examFormat });

/** One row of the table: the shape of the argument, and the type of the answer. */
interface Channel<A, R> {
  readonly argument: Shape<A, unknown>;
  /** Never present at run time; carries the answer's type. */
  readonly result?: R;
}

interface Answer<R> {
  readonly result?: R;
}

/** The type of an answer, as a value. */
const gives = <R>(): Answer<R> => ({});

function channel<A, R>(argument: Shape<A, unknown>, answer: Answer<R>): Channel<A, R> {
  return { ...answer, argument };
}

/**
 * Every call from the window to the service, declared once. Main and the web host register from this
 * table, the preload builds its API from it, and the renderer's type is derived from it.
 */
export const CONTRACT = {
  'app.info': channel(nothing, gives<AppInfo>()),
  'settings.get': channel(nothing, gives<Settings>()),
  'settings.set': channel(partial(settings), gives<Settings>()),
  'tensor.examples': channel(nothing, gives<readonly TensorInfo[]>()),
  /** Asks the user for files; empty when cancelled. */
  'tensor.open': channel(nothing, gives<readonly TensorInfo[]>()),
  /** Files that were opened last, the newest first; none where the host keeps no list. */
  'files.recent': channel(nothing, gives<readonly string[]>()),
  /** Opens one of them, which arrives as if it had been dropped; false for any other. */
  'files.openRecent': channel(name, gives<boolean>()),
  /** Closes tensors of files: their memory is free. */
  'tensor.close': channel(list(tensorRef), gives<true>()),
  /** Calls the axes of an opened tensor by other names, which are remembered; its reference changes. */
  'tensor.rename': channel(renameRequest, gives<TensorInfo>()),
  /** Opens a file again in another way; what was open of it closes. */
  'file.reopen': channel(reopenRequest, gives<readonly TensorInfo[]>()),
  /** Shows how a table would be read. */
  'file.preview': channel(reopenRequest, gives<CsvPreview>()),
  /** Asks for the file of an opened report's tensor; the report arrives as if it had just been opened. False when cancelled. */
  'report.locate': channel(name, gives<boolean>()),
  /** Lets a file go of which nothing is open: it will not be opened in another way. */
  'file.release': channel(name, gives<true>()),
  'tensor.describe': channel(tensorRef, gives<TensorInfo>()),
  /** What is in the file of a tensor; of two files what differs as well. */
  'checkpoint.inspect': channel(checkpointFiles, gives<Inspection>()),
  /** The numbers of one normalization layer, channel by channel. */
  'checkpoint.layer': channel(checkpointLayer, gives<LayerReply>()),
  /** A layer of a checkpoint as a run: its numbers on an input that fits. */
  'checkpoint.open': channel(
    checkpointLayer,
    gives<{ readonly tensor: TensorInfo; readonly request: ComputeRequest }>(),
  ),
  /** Asks where to save a BatchNorm as weight and bias; null when cancelled. */
  'checkpoint.fold': channel(foldRequest, gives<{ path: string } | null>()),
  'tensor.histogram': channel(tensorRef, gives<Histogram>()),
  /** Mean and deviation of every channel of every sample; null without channels. */
  'tensor.spread': channel(tensorRef, gives<Spread | null>()),
  /** Makes a tensor by seed. */
  'tensor.make': channel(syntheticSpec, gives<TensorInfo>()),
  /** Makes sentences a tensor of random embeddings. */
  'tensor.sentences': channel(sentencesSpec, gives<TensorInfo>()),
  /** Finds the layer that made one tensor of another. */
  'verify.run': channel(verifyRequest, gives<VerifyReply>()),
  'layer.compute': channel(computeCall, gives<ComputeReply>()),
  /** Minima and maxima of the blocks of a run that is too large to be drawn cell by cell. */
  'layer.extremes': channel(computeRequest, gives<ExtremesReply>()),
  /** Programs that compute the same, one a framework. */
  'layer.programs': channel(computeRequest, gives<readonly Snippet[]>()),
  'layer.trace': channel(traceRequest, gives<CellTrace>()),
  'tensor.slice': channel(sliceRequest, gives<SliceReply>()),
  /** Asks where to save, then writes; null when cancelled. */
  'report.export': channel(exportRequest, gives<{ path: string } | null>()),
  /** The bytes that report.export would save. */
  'report.preview': channel(exportRequest, gives<Uint8Array>()),
  /** One frame of the moving picture, for a window that makes a film of it. */
  'report.frame': channel(frameRequest, gives<FrameReply>()),
  /** Saves the film that the window has made; null when cancelled. */
  'report.film': channel(filmSave, gives<{ path: string } | null>()),
  /** Puts the PNG on the clipboard. */
  'report.copy': channel(exportRequest, gives<true>()),
  /** Lets the pointer, which is dragging, carry the PNG out of the window; false where the host cannot. */
  'report.drag': channel(exportRequest, gives<boolean>()),
  /** Saves how reports are made up, as a file that the command line takes too; null when cancelled. */
  'preset.save': channel(presetSave, gives<{ path: string } | null>()),
  /** Asks for such a file; null when cancelled. */
  'preset.open': channel(nothing, gives<Preset | null>()),
  /** Saves the work as a report, where it was saved or opened last, else where the user says; null when cancelled. */
  'document.save': channel(documentSave, gives<{ path: string } | null>()),
  /** Whether the work has changed since it was saved; told to the window's frame. */
  'document.state': channel(documentState, gives<true>()),
  /** As report.export, report.copy and report.drag, for a page about what another screen shows. */
  'page.export': channel(pageRequest, gives<{ path: string } | null>()),
  /** As report.export, for several views: one file, or a numbered one for each. */
  'pages.export': channel(pagesRequest, gives<{ path: string } | null>()),
  'page.preview': channel(pageRequest, gives<Uint8Array>()),
  'page.copy': channel(pageRequest, gives<true>()),
  'page.drag': channel(pageRequest, gives<boolean>()),
  /** Opens a part of a large file, or all of it in spite of the memory limit. */
  'large.openPart': channel(largePart, gives<readonly TensorInfo[]>()),
  'large.openWhole': channel(largeWhole, gives<readonly TensorInfo[]>()),
  /** Asks where to save, then normalizes all of a large file into it; null when no place was chosen. */
  'large.normalize': channel(largeRun, gives<LargeResult | null>()),
  /** Tensors as a lesson brings them along. */
  'lesson.tensors': channel(sceneTensors, gives<readonly SceneRun['tensor'][]>()),
  /** As report.export, for a lesson to take along, for questions, and for the result of an exam. */
  'lesson.export': channel(lessonExport, gives<{ path: string } | null>()),
  'quiz.export': channel(quizExport, gives<{ path: string } | null>()),
  'exam.save': channel(examSave, gives<{ path: string } | null>()),
  /** Saves a lesson, where it lies already unless another place is asked for; null when cancelled. */
  'lesson.save': channel(lessonSave, gives<{ path: string; place: string } | null>()),
  /** Lessons as they were being written when the program ended, however it ended. */
  'lesson.drafts': channel(nothing, gives<readonly { id: string; text: string }[]>()),
  'lesson.keep': channel(lessonDraft, gives<true>()),
  /** Opens the window for the speaker of a presentation, by its key; false where there is none. */
  'window.speaker': channel(presentationKey, gives<boolean>()),
  'text.copy': channel(text(), gives<true>()),
  'jobs.cancel': channel(text(), gives<boolean>()),
  'window.fullScreen': channel(flag, gives<boolean>()),
  /** Prints the page, which has made a sheet of itself; false where the page has to print it. */
  'window.print': channel(nothing, gives<boolean>()),
  /** Whether something is being presented: the screen stays on meanwhile. */
  'window.presenting': channel(flag, gives<true>()),
  /** Which of the menu's commands apply to what is shown; the others are greyed. */
  'window.commands': channel(menuCommands, gives<true>()),
  'window.openHelp': channel(helpPage, gives<true>()),
} as const;

export type ChannelName = keyof typeof CONTRACT;
export type ArgumentOf<K extends ChannelName> = Infer<(typeof CONTRACT)[K]['argument']>;
export type ResultOf<K extends ChannelName> =
  (typeof CONTRACT)[K] extends Answer<infer R> ? R : never;

/** Events from the service to the window. */
export interface HostEvents {
  readonly progress: Progress;
  readonly menu: MenuCommand;
  /** The window closes when the document is saved, whatever screen is shown. */
  readonly saveDocument: true;
  /** The window has entered or left full screen, whoever asked for it. */
  readonly fullScreen: boolean;
  /** Tensors that came by drag and drop, a second start, or a file association. */
  readonly opened: readonly TensorInfo[];
  /** The list of files that were opened last has changed. */
  readonly recent: readonly string[];
  /** Members of an opened file that cannot be used, with why. */
  readonly skipped: SkippedMembers;
  /** A file was chosen that is larger than the memory limit: what to do with it is asked. */
  readonly large: LargeFile;
  /** A JSON report was opened: what it is about, and how it was looked at. */
  readonly restored: {
    readonly tensor: TensorInfo;
    readonly request: ComputeRequest;
    readonly view?: ViewState;
    /** How its picture was asked for. */
    readonly picture?: Picture;
    /** What a person knows the report by. */
    readonly name?: string;
  };
  /** A JSON document was opened that is about another screen, or about several views. */
  readonly document: {
    readonly document:
      Extract<OneView, { readonly kind: 'page' }> | ({ readonly kind: 'handout' } & SeveralViews);
    /** Opened tensors that it is about, with the others of their files. */
    readonly tensors: readonly TensorInfo[];
    /** What a person knows its file by. */
    readonly name: string;
  };
  /** A lesson was opened. */
  readonly lesson: {
    readonly lesson: LessonDocument;
    /** What a person knows its file by. */
    readonly name: string;
    /** Where it lies, for lesson.save. */
    readonly place: string;
  };
  /** Something failed outside a call, e.g. a dropped file that is no tensor. */
  readonly failed: {
    readonly code: string;
    readonly message: string;
    readonly details: Readonly<Record<string, string | number>>;
  };
}

/** `window.normscope`: what preload or the web client exposes. */
export interface NormscopeApi {
  call<K extends ChannelName>(name: K, argument: ArgumentOf<K>): Promise<Reply<ResultOf<K>>>;
  on<E extends keyof HostEvents>(event: E, listener: (payload: HostEvents[E]) => void): () => void;
  /** Opens files that were dropped on the window; the answer arrives as an `opened` or `failed` event. */
  openDropped(files: readonly File[]): void;
}
