import { writeZip } from '../../core/io/writeZip.ts';
import type { PageRequest } from '../../core/pages/subject.ts';
import { EXPORT_KINDS } from '../../core/texts/shell.ts';
import type { PagesRequest } from '../ipc/arguments.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { ExportRequest, FrameReply } from '../ipc/types.ts';
import { exportName, fileStem, pageName, pagesStem } from './exportName.ts';
import type { NamedBytes } from './handoutBytes.ts';
import type { Host } from './host.ts';
import { bytesOf } from './pictureBytes.ts';
import { readPreset } from './presetFile.ts';
import type { Watched } from './rasterize.ts';
import type { TensorStore } from './tensors.ts';

export interface ExportOptions {
  readonly tensors: Pick<TensorStore, 'info'>;
  readonly host: Host;
  /** A report's bytes in one of its formats. */
  readonly exported: (request: ExportRequest, watched?: Watched) => Promise<Uint8Array>;
  /** A frame of a report's moving picture. */
  readonly frame: (request: ExportRequest, index: number) => Promise<FrameReply>;
  /** A page's bytes in one of its formats. */
  readonly page: (request: PageRequest) => Promise<Uint8Array>;
  /** The files of several views, by their names. */
  readonly pages: (request: PagesRequest) => Promise<readonly NamedBytes[]>;
}

type Answers = Pick<
  Handlers,
  | 'report.export'
  | 'report.frame'
  | 'report.film'
  | 'report.preview'
  | 'report.copy'
  | 'report.drag'
  | 'document.save'
  | 'document.state'
  | 'page.export'
  | 'pages.export'
  | 'page.preview'
  | 'page.copy'
  | 'page.drag'
  | 'preset.save'
  | 'preset.open'
>;

/**
 * Answers what saves, copies and shows pictures, reports and pages.
 * @param watched  progress of what takes long under a name
 */
export function exportHandlers(
  { tensors, host, exported, frame, page, pages }: ExportOptions,
  watched: (label: string) => Watched,
): Answers {
  return {
    'report.export': async (request) => {
      const info = tensors.info(request.request.tensor);
      const { format, language } = request;
      return host.saveFile({
        name: exportName(info, request),
        extension: format,
        description: EXPORT_KINDS[format][language],
        bytes: await exported(request, watched(exportName(info, request))),
      });
    },
    'report.frame': ({ request, index }) => frame(request, index),
    'report.film': ({ request, film }) => {
      const info = tensors.info(request.request.tensor);
      return host.saveFile({
        name: exportName(info, { ...request, format: 'webm' }),
        extension: 'webm',
        description: EXPORT_KINDS.webm[request.language],
        bytes: film,
      });
    },
    'report.preview': (request) => exported(request),
    'report.copy': async (request) => {
      await host.copyImage(await exported({ ...request, format: 'png' }));
      return true as const;
    },
    'report.drag': async (request) => {
      const png = { ...request, format: 'png' } as const;
      const name = exportName(tensors.info(request.request.tensor), png);
      await host.dragImage?.(await exported(png), name);
      return host.dragImage !== undefined;
    },
    'document.save': async ({ request, as }) => {
      const info = tensors.info(request.request.tensor);
      const json = { ...request, format: 'json' } as const;
      const file = {
        name: exportName(info, json).replace(/\.json$/, '.normscope.json'),
        extension: 'json',
        description: EXPORT_KINDS.json[request.language],
        bytes: await exported(json),
      };
      return host.saveDocument ? host.saveDocument(file, as) : host.saveFile(file);
    },
    'document.state': (state) => {
      host.documentState?.(state);
      return true as const;
    },
    'page.export': async (request) => {
      const { subject, format, language } = request;
      return host.saveFile({
        name: pageName(subject, format, (ref) => tensors.info(ref)),
        extension: format,
        description: EXPORT_KINDS[format][language],
        bytes: await page(request),
      });
    },
    'pages.export': async (request) => {
      const { format, language, title } = request;
      const description = EXPORT_KINDS[format][language];
      const files = (await pages(request)).map((file) => ({
        ...file,
        extension: format,
        description,
      }));
      const [first, ...others] = files;
      if (!first) return null;
      if (others.length === 0) return host.saveFile(first);
      const stem = pagesStem(title);
      if (host.saveFiles) return host.saveFiles(files, stem);
      const bytes = writeZip(files.map(({ name, bytes: content }) => ({ path: name, content })));
      return host.saveFile({ name: `${stem}.zip`, extension: 'zip', description, bytes });
    },
    'page.preview': (request) => page(request),
    'preset.save': ({ preset, language }) =>
      host.saveFile({
        name: `${fileStem(preset.name ?? '') || 'report'}.normscope-preset.json`,
        extension: 'json',
        description: EXPORT_KINDS.preset[language],
        bytes: bytesOf(`${JSON.stringify(preset, null, 2)}\n`),
      }),
    'preset.open': async () => {
      const files = await host.openFiles();
      const [file] = files;
      if (file === undefined) return null;
      try {
        return await readPreset(file, host.nameOf?.(file) ?? file);
      } finally {
        await host.filesRead?.(files);
      }
    },
    'page.copy': async (request) => {
      await host.copyImage(await page({ ...request, format: 'png' }));
      return true as const;
    },
    'page.drag': async (request) => {
      const name = pageName(request.subject, 'png', (ref) => tensors.info(ref));
      await host.dragImage?.(await page({ ...request, format: 'png' }), name);
      return host.dragImage !== undefined;
    },
  };
}
