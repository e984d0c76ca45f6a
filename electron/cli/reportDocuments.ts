import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { theme } from '../../core/figure/state.ts';
import { subjectIn } from '../../core/pages/madeUp.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import { pageFormat, type ReportFormat } from '../../core/report/formats/reportFormat.ts';
import { pictureScale, type Picture } from '../../core/report/picture.ts';
import type { Preset } from '../../core/report/preset.ts';
import { language } from '../../core/settings.ts';
import type { Document } from '../service/documents.ts';
import { filesOfViews, type HandoutFormat } from '../service/handoutBytes.ts';
import { makeFolder } from '../service/makeFolder.ts';
import type { Service } from '../service/service.ts';
import { formatsOf } from './formats.ts';
import { numberOf, parseFlags, shapedOf, type Flags } from './flags.ts';
import { presetOf } from './preset.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs, type Output } from './writeOutputs.ts';

/**
 * `report FILE.json …`: draws JSON documents again, each under its own name, or all as one handout.
 * @returns the paths written
 */
export async function reportDocuments(
  service: Service,
  words: readonly string[],
): Promise<string[]> {
  const flags = parseFlags(words, {
    values: ['out', 'formats', 'scale', 'theme', 'language', 'input', 'handout', 'preset'],
    switches: [],
  });
  const out = flags.values.get('out');
  if (out === undefined) throw new UsageError('--out: expected a folder for the report.');
  const formats = formatsOf(flags);
  const documents: { readonly name: string; readonly document: Document }[] = [];
  for (const file of flags.positional) {
    const document = await opened(service, file, flags);
    documents.push({ name: path.basename(file).replace(/\.json$/i, ''), document });
  }
  const title = flags.values.get('handout');
  const wanted =
    title === undefined
      ? documents
      : [
          {
            name: title,
            document: handoutOf(
              title,
              documents.map(({ document }) => document),
            ),
          },
        ];
  const preset = await presetOf(flags);
  const outputs: Output[] = [];
  for (const { name, document } of wanted)
    for (const format of formats)
      outputs.push(
        ...(await outputsOf(
          service,
          changed(document, flags, preset),
          format,
          path.join(out, name),
        )),
      );
  await checkApart(
    [],
    outputs.map(({ file }) => ({ file, flag: path.basename(file) })),
  );
  await makeFolder(out);
  await writeOutputs(outputs);
  return outputs.map(({ file }) => file);
}

/** @throws InputError that names the file which is missing, with its hash, and says how to give it */
async function opened(service: Service, file: string, flags: Flags): Promise<Document> {
  const input = flags.values.get('input');
  try {
    return await service.openDocument(file, input === undefined ? [] : [input]);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'reportTensor') throw error;
    const { tensor = '', source = '', sha256 = '' } = error.details;
    throw new InputError(
      error.code,
      `${file}: this report is about ${tensor === source ? source : `${tensor} of ${source}`} (SHA-256 ${sha256} as fed), which is not beside it. Name the file: --input PATH.`,
      error.details,
    );
  }
}

const viewsOf = (document: Document): readonly OneView[] =>
  document.kind === 'handout' ? document.views : [document];

function handoutOf(title: string, documents: readonly Document[]): Document {
  return { kind: 'handout', title, views: documents.flatMap(viewsOf) };
}

/** The document with what the flags ask for in place of what it says. @throws UsageError */
function changed(document: Document, { values }: Flags, preset?: Preset): Document {
  const scale = values.get('scale');
  const picture: Partial<Picture> = {
    ...(preset && { preset }),
    ...(scale !== undefined && {
      scale: shapedOf('scale', pictureScale, numberOf('scale', scale)),
    }),
    ...(values.has('language') && {
      language: shapedOf('language', language, values.get('language')),
    }),
  };
  const dress = values.has('theme') ? shapedOf('theme', theme, values.get('theme')) : undefined;
  const one = (view: OneView): OneView => {
    const pictured = { picture: { ...view.picture, ...picture } };
    if (view.kind === 'report')
      return { ...view, ...pictured, view: { ...view.view, ...(dress && { theme: dress }) } };
    const subject = dress === undefined ? view.subject : subjectIn(view.subject, dress);
    return { ...view, ...pictured, subject };
  };
  return document.kind === 'handout'
    ? { ...document, views: document.views.map(one) }
    : one(document);
}

/** A document in one format: one file, or a numbered one for every view where the format holds one alone. */
async function outputsOf(
  service: Service,
  document: Document,
  format: ReportFormat,
  stem: string,
): Promise<Output[]> {
  if (document.kind !== 'handout')
    return [{ file: `${stem}.${format}`, bytes: await bytesOf(service, document, format, stem) }];
  const maker = {
    whole: (as: HandoutFormat) => service.handout(document, as),
    one: (view: OneView, as: ReportFormat) => bytesOf(service, view, as, stem),
  };
  const files = await filesOfViews(maker, document.views, format, stem);
  return files.map(({ name, bytes }) => ({ file: name, bytes }));
}

function bytesOf(
  service: Service,
  view: OneView,
  format: ReportFormat,
  stem: string,
): Promise<Uint8Array> {
  const { picture } = view;
  if (view.kind === 'report') return service.exported({ ...view, ...picture, format });
  const known = pageFormat.choices.find((each) => each === format);
  if (known) return service.page({ ...view, ...picture, format: known });
  throw new UsageError(
    `--formats: ${path.basename(stem)} shows several runs, of which there is ${pageFormat.choices.join(', ')}, and no ${format}.`,
  );
}
