import { InputError } from '../../core/errors.ts';
import { wholeTensor, type DisplayTensor } from '../../core/figure/displayTensor.ts';
import { overviewPage } from '../../core/figure/overview.ts';
import { familyCards, overviewCards } from '../../core/figure/overviewCards.ts';
import type { PageMakeup, ToldPage } from '../../core/pages/pageLayout.ts';
import type { SubjectOf } from '../../core/pages/subject.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { Language } from '../../core/settings.ts';
import { numel, tensor } from '../../core/tensor/tensor.ts';
import { overviewTexts } from '../../core/texts/overview.ts';
import type { Run } from './run.ts';
import type { TensorStore } from './tensors.ts';

/** What a page about every layer takes. */
export interface OverviewMaker {
  readonly tensors: Pick<TensorStore, 'info' | 'get' | 'withSiblings'>;
  readonly run: (request: ComputeRequest) => Promise<Run>;
  readonly version: string;
}

/** A tensor of more values is drawn in blocks. */
const MOST_DRAWN = 20_000;
const NATURAL = 1200;
const LEAST = 300;

/**
 * Draws what every layer that takes a tensor does to it.
 * @throws InputError noLayer for a large tensor that none takes, and those of its run
 */
export async function overviewPageOf(
  { tensors, run, version }: OverviewMaker,
  { tensor: ref, family, theme }: SubjectOf<'overview'>,
  language: Language,
  { title: own, parts }: PageMakeup,
): Promise<ToldPage> {
  const info = tensors.info(ref);
  const { shape, axes } = info;
  const cards = familyCards(overviewCards(shape, axes), family ?? 'all');
  const texts = overviewTexts(language);
  const blocks = async (): Promise<DisplayTensor> => {
    const [card] = cards;
    if (!card)
      throw new InputError(
        'noLayer',
        `No layer takes an input of shape (${shape.join(', ')}). Open a tensor of another shape.`,
      );
    return (await run({ tensor: ref, spec: card.spec })).display.x;
  };
  const x =
    numel(shape) <= MOST_DRAWN
      ? wholeTensor(tensor(new Float32Array(numel(shape)), shape, axes))
      : await blocks();
  const at = (width: number) =>
    overviewPage({
      cards,
      x,
      theme,
      hovered: null,
      width,
      labels: {
        headline: own ?? texts.printed,
        shape: texts.shape(info),
        title: texts.title,
        line: texts.line,
        count: texts.count,
        version,
      },
      parts,
    });
  const layers = cards.map(({ name, family: of, spec, plan }) => ({
    name,
    family: of,
    layer: spec.layer,
    options: plan.spec.options,
    reducedAxes: plan.reducedAxes,
    keptAxes: plan.keptAxes,
    groups: plan.groups,
    groupSize: plan.groupSize,
  }));
  return {
    page: { natural: NATURAL, least: LEAST, at },
    data: { tensor: info.name, shape, axes, layers },
  };
}
