import { InputError } from '../../errors.ts';
import { defaultsFor } from '../../norm/defaultsFor.ts';
import type { LayerRow } from '../../norm/layerRow.ts';
import type { LayerName } from '../../norm/layers.ts';
import { planLayer } from '../../norm/plan.ts';
import type { LayerOptions, OptionValue } from '../../norm/view.ts';
import { defaultAxes, numel } from '../../tensor/tensor.ts';
import { callOf, shapeText } from '../call.ts';
import { choiceOf } from '../choices.ts';
import type { Dice } from '../dice.ts';
import type { Draft } from '../question.ts';
import { ASKED, axesOf, sizesOf, specFor } from '../subject.ts';
import { told, verbatim, type Told } from '../told.ts';

/** A constructor and the shape that is fed to it. */
interface Call {
  readonly row: LayerRow<LayerName>;
  readonly options: LayerOptions;
  readonly shape: readonly number[];
}

/** What PyTorch says to a call: that it runs, or its first sentence. */
function replyTo({ row, options, shape }: Call): { readonly label: Told; readonly why: Told } {
  try {
    planLayer({ layer: row.name, options, mode: 'train' }, shape);
    return {
      label: told('quiz.runs', { shape: shapeText(shape) }),
      why: told('quiz.because.runs'),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { label: verbatim(torchWords(error.message)), why: told('quiz.because.refused') };
  }
}

/** PyTorch's own words at the head of an error; what to do about it is ours. */
export function torchWords(message: string): string {
  return message.split('. ')[0] ?? message;
}

/** What does PyTorch say to this call? */
export function refusalDraft(dice: Dice): Draft | null {
  const row = dice.pick(ASKED);
  const form = dice.pick(row.forms);
  const least = Math.max(2, form.minRank);
  const axes = axesOf(form, dice.integer(least, Math.min(4, form.maxRank ?? least + 1)), dice);
  const shape = sizesOf(axes, dice);
  if (numel(shape) > 96) return null;
  const options = {
    ...defaultsFor(row, shape, axes),
    ...specFor(row, shape, axes, 'train', dice).options,
  };
  const calls = dice.shuffled(variations({ row, options, shape }));
  const [asked, ...others] = calls;
  if (!asked) return null;
  const truth = replyTo(asked);
  const wrong = others.map((other) => ({ ...replyTo(other), why: told('quiz.why.otherReply') }));
  const answer = choiceOf(truth, wrong, dice);
  return (
    answer && {
      subject: null,
      prompt: told('quiz.ask.refusal', {
        call: callOf(row, asked.options),
        shape: shapeText(asked.shape),
        sizes: asked.shape.join(', '),
        axes: defaultAxes(asked.shape.length).join(', '),
      }),
      answer,
      pinned: null,
      picture: 'none',
      shown: [],
      because: [],
      stations: [],
    }
  );
}

/** The call as it is meant, and what goes wrong with it: sizes, the order of the axes, their number, too few values. */
function variations(call: Call): Call[] {
  const { row, options, shape } = call;
  const swapped = [...shape];
  [swapped[1], swapped[swapped.length - 1]] = [shape.at(-1) ?? 1, shape[1] ?? 1];
  const sized = row.options.flatMap(({ name, kind, derive }) =>
    derive
      ? wrongSizes(kind, options[name] ?? null).map((value) => ({ ...options, [name]: value }))
      : [],
  );
  return [
    call,
    { ...call, shape: swapped },
    { ...call, shape: [...shape, 2] },
    { ...call, shape: shape.slice(1) },
    { ...call, shape: [1, shape[1] ?? 1, ...shape.slice(2).map(() => 1)] },
    ...sized.map((wrong) => ({ ...call, options: wrong })),
  ];
}

function wrongSizes(kind: string, value: OptionValue): OptionValue[] {
  if (kind === 'integer' && typeof value === 'number') return [value + 1];
  if (kind !== 'sizes' || !Array.isArray(value)) return [];
  const sizes = value as readonly number[];
  return [sizes.map((size) => size + 1)];
}
