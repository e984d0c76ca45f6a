import { findingText } from '../../core/checkpoint/finding.ts';
import { checkpointPage } from '../../core/pages/checkpointPage.ts';
import type { PageMakeup, ToldPage } from '../../core/pages/pageLayout.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import { words } from '../../core/pages/words.ts';
import type { Language } from '../../core/settings.ts';
import type { Checkpoints } from './checkpoints.ts';
import { toldOfFile } from './documentTensors.ts';
import type { TensorStore } from './tensors.ts';

/** What a page about a checkpoint takes. */
export interface CheckpointMaker {
  readonly tensors: Pick<TensorStore, 'info' | 'get' | 'withSiblings'>;
  readonly checkpoints: Pick<Checkpoints, 'inspect' | 'layer'>;
  readonly version: string;
}

/**
 * Reads and draws what is in a checkpoint: a layer channel by channel, or how many there are.
 * @throws InputError no-layer, and those of inspecting
 */
export async function checkpointPageOf(
  { tensors, checkpoints, version }: CheckpointMaker,
  subject: SubjectOf<'checkpoint'>,
  language: Language,
  { title, parts }: PageMakeup,
): Promise<ToldPage> {
  const { tensor, against, layer, channel, eps, theme } = subject;
  const files = { tensor, ...(against && { against }) };
  const text = (key: string, params: Readonly<Record<string, string | number>> = {}) =>
    words(language, `checkpoint.${key}`, key, params);
  const inspection = await checkpoints.inspect(files);
  const numbers = layer === null ? null : await checkpoints.layer({ ...files, layer, eps });
  const shown = inspection.layers.find(({ prefix }) => prefix === layer);
  const { file } = inspection;
  const findings = shown?.findings ?? [];
  const features = shown?.features ?? 0;
  const counts = text('counts', {
    tensors: inspection.tensors.length,
    layers: inspection.layers.length,
  });
  const lead = shown
    ? [file.name, shown.kind, text('channels', { n: features })]
    : [file.name, counts];
  const there = numbers?.there?.features === features ? numbers.there : null;
  const page = checkpointPage({
    theme,
    title: title ?? (shown ? shown.prefix || text('root') : file.name),
    lead: [...lead, ...(inspection.against ? [inspection.against.name] : [])].join(' · '),
    findings: shown
      ? findings.length === 0
        ? [text('healthy')]
        : findings.map(({ code, channels, values }) =>
            findingText(code, channels, values, language),
          )
      : inspection.layers.map(
          ({ prefix, kind, findings: found }) =>
            `${prefix || text('root')}: ${kind}, ${text('findings', { n: found.length })}`,
        ),
    here: numbers?.here ?? null,
    there,
    flagged: new Set(
      findings.flatMap(({ channels }) => (channels.length < features ? channels : [])),
    ),
    channel: channel !== null && channel < features ? channel : null,
    nameOf: (name) => text(`series.${name}`),
    logarithmic: text('log'),
    made: `Normscope ${version}`,
    parts,
  });
  const given = {
    tensor: await toldOfFile(tensors, tensor),
    ...(against && { against: await toldOfFile(tensors, against) }),
  };
  return {
    page,
    data: { given, inspection, ...(numbers && { channels: listed(numbers.here) }) },
  };
}

/** Numbers of channels as JSON has them. */
function listed({ series, folded, batches }: Awaited<ReturnType<Checkpoints['layer']>>['here']) {
  const lists = Object.entries(series).map(([name, values]) => [name, Array.from(values)]);
  return {
    ...(Object.fromEntries(lists) as Record<string, number[]>),
    batches,
    folded: folded && { scale: Array.from(folded.scale), shift: Array.from(folded.shift) },
  };
}
