import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import { contactSheet, type SheetEntry } from '../../core/report/formats/contactSheet.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { makeFolder } from '../service/makeFolder.ts';
import { readSmallFile } from '../service/readSmallFile.ts';
import type { Service } from '../service/service.ts';
import { exampleNamed } from './exampleNamed.ts';
import { formatsOf } from './formats.ts';
import type { Flags } from './flags.ts';
import { layerFlagTable, layerNamed, layerOptions } from './layerFlags.ts';
import { middleCell, pinOf } from './pin.ts';
import { layoutOf, modeOf, pictureOf } from './picture.ts';
import { presetOf } from './preset.ts';
import { reportFlags } from './reportFlags.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs, type Output } from './writeOutputs.ts';

/** What the files of a folder were made with: others are made anew. */
const MANIFEST = 'normscope-batch.json';

/** True where a command line asks for every example or every layer. */
export function isBatch(words: readonly string[]): boolean {
  return ['example', 'layer'].some((flag) =>
    words.some(
      (word, i) => word === `--${flag}=all` || (word === `--${flag}` && words[i + 1] === 'all'),
    ),
  );
}

/** One report to make. */
interface Item {
  readonly info: TensorInfo;
  readonly layer: string;
  readonly stem: string;
  readonly request: ComputeRequest;
}

/**
 * `report --example all --layer all`: every layer on every example that it takes, with a contact sheet. What a run before this
 * has made in the same way is left as it is.
 * @param parallel  reports under way at a time
 * @returns the paths of all files, made or found
 */
export async function reportBatch(
  service: Service,
  words: readonly string[],
  version: string,
  parallel: number,
): Promise<string[]> {
  const flags = reportFlags(words);
  const out = flags.values.get('out');
  if (out === undefined) throw new UsageError('--out: expected a folder for the reports.');
  const formats = formatsOf(flags);
  const picture = pictureOf(flags);
  const preset = await presetOf(flags);
  const items = itemsOf(service, flags);
  await makeFolder(out);
  const kept = await startOf(
    out,
    JSON.stringify({
      version,
      formats,
      picture,
      preset,
      words: words.filter((word) => word !== out),
    }),
  );
  const entries = new Map<Item, SheetEntry & { readonly view: typeof picture.view }>();
  let done = 0;
  await inParallel(items, parallel, async (item) => {
    const run = await fitting(service, item.request);
    progress(++done, items.length, item.stem);
    if (!run) return;
    const { x, result } = run;
    const view = { ...picture.view, pinned: pinOf(flags, x.shape, middleCell(x.shape)) };
    const outputs: Output[] = [];
    for (const format of formats) {
      const file = path.join(out, `${item.stem}.${format}`);
      if (kept && existsSync(file)) continue;
      const asked = { ...picture, request: item.request, view, format, ...(preset && { preset }) };
      outputs.push({ file, bytes: await service.exported(asked) });
    }
    await writeOutputs(outputs);
    const title = `${result.plan.spec.layer} · ${item.info.name}`;
    entries.set(item, { stem: item.stem, layer: item.layer, title, view });
  });
  clear();
  const made = items.filter((item) => entries.has(item));
  if (made.length === 0)
    throw new InputError('noLayer', 'None of the layers takes any of the examples.');
  const rows = [...new Set(items.map(({ info }) => info))].flatMap((info) => {
    const own = made.filter((item) => item.info === info);
    return own.length === 0 ? [] : [{ name: info.name, items: own }];
  });
  const sheetRows = rows.map(({ name, items: own }) => ({
    name,
    entries: own.flatMap((item) => entries.get(item) ?? []),
  }));
  const html = contactSheet(sheetRows, formats, preset?.language ?? picture.language, version);
  const pdf = await service.contactSheet(
    rows.map(({ name, items: own }) => ({
      title: name,
      reports: own.flatMap((item) => {
        const view = entries.get(item)?.view;
        return view
          ? [
              {
                label: item.layer,
                request: item.request,
                view,
                language: picture.language,
                ...(preset && { preset }),
              },
            ]
          : [];
      }),
    })),
  );
  const sheets: Output[] = [
    { file: path.join(out, 'index.html'), bytes: new TextEncoder().encode(html) },
    { file: path.join(out, 'contact-sheet.pdf'), bytes: pdf },
  ];
  await writeOutputs(sheets);
  const left = items.length - made.length;
  if (left > 0)
    process.stderr.write(
      `normscope: ${left} of ${items.length} pairs left out: the layer takes an input of another shape.\n`,
    );
  return [
    ...made.flatMap(({ stem }) => formats.map((format) => path.join(out, `${stem}.${format}`))),
    ...sheets.map(({ file }) => file),
  ];
}

/** Every pair of example and layer that is asked for. @throws UsageError */
function itemsOf(service: Service, flags: Flags): Item[] {
  const { values } = flags;
  const infos =
    values.get('example') === 'all' ? service.tensors.examples : [exampleNamed(service, flags)];
  const name = values.get('layer');
  const layout = layoutOf(flags);
  const mode = modeOf(flags);
  const given = layerFlagTable();
  const own = [...given.values, ...given.switches].find(
    (flag) => values.has(flag) || flags.switches.has(flag),
  );
  if (name === 'all' && own !== undefined)
    throw new UsageError(
      `--${own}: with --layer all every layer has its defaults; name one layer.`,
    );
  return infos.flatMap((info) => {
    const rows = name === 'all' ? LAYERS : [layerNamed(name ?? info.defaultLayer ?? '')];
    const id = info.ref.kind === 'example' ? info.ref.id : info.name;
    return rows.map((row) => ({
      info,
      layer: row.name,
      stem: `${id}-${row.name}`,
      request: {
        tensor: info.ref,
        ...(layout ? { layout } : {}),
        spec: { layer: row.name, options: name === 'all' ? {} : layerOptions(row, flags), mode },
      },
    }));
  });
}

/** The run, or null where the layer does not take the tensor. */
async function fitting(service: Service, request: ComputeRequest) {
  try {
    return await service.run(request);
  } catch (error) {
    if (error instanceof InputError && error.code !== 'cancelled' && error.code !== 'closed')
      return null;
    throw error;
  }
}

/** Notes in the folder what its files are made with. @returns whether those that are there were made so */
async function startOf(out: string, made: string): Promise<boolean> {
  const file = path.join(out, MANIFEST);
  const before = await readSmallFile(file, 2 ** 20);
  if (before === `${made}\n`) return true;
  await writeFile(file, `${made}\n`);
  return false;
}

async function inParallel<T>(
  items: readonly T[],
  parallel: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const next = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, next));
}

/** One line on a terminal. */
function progress(done: number, total: number, stem: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${done} of ${total}  ${stem}`);
}

function clear(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
}
