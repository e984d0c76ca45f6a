import path from 'node:path';
import type { ComputeRequest } from '../../core/request.ts';
import { formatsOf } from './formats.ts';
import { makeFolder } from '../service/makeFolder.ts';
import type { Service } from '../service/service.ts';
import { exampleNamed } from './exampleNamed.ts';
import { layerNamed, layerOptions } from './layerFlags.ts';
import { middleCell, pinOf } from './pin.ts';
import { layoutOf, modeOf, pictureOf } from './picture.ts';
import { checkStep } from './step.ts';
import { presetOf } from './preset.ts';
import { reportFlags } from './reportFlags.ts';
import { UsageError } from './usageError.ts';
import { checkApart, writeOutputs, type Output } from './writeOutputs.ts';

/** `report`: an example's PNG, SVG and JSON into a folder. @returns the paths written */
export async function report(service: Service, words: readonly string[]): Promise<string[]> {
  const flags = reportFlags(words);
  const info = exampleNamed(service, flags);
  const id = flags.values.get('example');
  const out = flags.values.get('out');
  if (out === undefined) throw new UsageError('--out: expected a folder for the report.');
  const row = layerNamed(flags.values.get('layer') ?? info.defaultLayer ?? '');
  const layout = layoutOf(flags);
  const request: ComputeRequest = {
    tensor: info.ref,
    ...(layout ? { layout } : {}),
    spec: { layer: row.name, options: layerOptions(row, flags), mode: modeOf(flags) },
  };
  const picture = pictureOf(flags);
  const formats = formatsOf(flags);
  const preset = await presetOf(flags);
  const { x, result } = await service.run(request);
  checkStep(flags, result.plan);
  const view = { ...picture.view, pinned: pinOf(flags, x.shape, middleCell(x.shape)) };
  const outputs: Output[] = [];
  for (const format of formats) {
    const bytes = await service.exported({
      ...picture,
      request,
      view,
      format,
      ...(preset && { preset }),
    });
    outputs.push({ file: path.join(out, `${id}-${row.name}.${format}`), bytes });
  }
  await makeFolder(out);
  await checkApart(
    [],
    outputs.map(({ file }) => ({ file, flag: path.basename(file) })),
  );
  await writeOutputs(outputs);
  return outputs.map(({ file }) => file);
}
