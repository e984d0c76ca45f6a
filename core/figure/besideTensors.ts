import { variesBySample } from '../norm/drawnParameters.ts';
import type { InputName } from '../norm/furtherInput.ts';
import { sharedByKept } from '../norm/kinds/moments/plan.ts';
import type { Plan } from '../norm/spec.ts';
import { indexOf, rowMajorStrides } from '../tensor/strides.ts';
import { numel } from '../tensor/tensor.ts';
import { wholeTensor, type DisplayTensor } from './displayTensor.ts';

/** A tensor that is drawn beside x, as its cube is called in cell references. */
export type BesideId = InputName | 'weight' | 'bias';

/** What a layer takes beside x: a gate, a mask, γ and β of each sample. */
export interface BesideTensor {
  readonly id: BesideId;
  /** Written over it. */
  readonly name: string;
  readonly tensor: DisplayTensor;
  /** Its dimensions as the layer's statistics run along them: what belongs to the group of a cell of x. */
  readonly plan: Plan;
  /** The axis of x along which each of its dimensions runs; null for one of its own. */
  readonly along: readonly (number | null)[];
}

/** The values of what came in. */
export interface BesideGiven {
  readonly inputs: Readonly<
    Partial<
      Record<InputName, { readonly shape: readonly number[]; readonly values: ArrayLike<number> }>
    >
  >;
  readonly weight: ArrayLike<number> | null;
  readonly bias: ArrayLike<number> | null;
}

/**
 * What is drawn beside x: every further input that the run looks at, and γ and β where each sample has its own.
 * @param nameOf  what stands over one
 * @returns       none of which not every value is known
 */
export function besideTensors(
  plan: Plan,
  { inputs, weight, bias }: BesideGiven,
  nameOf: (id: BesideId) => string,
): readonly BesideTensor[] {
  const drawn = (
    id: BesideId,
    axes: readonly string[],
    shape: readonly number[],
    values: ArrayLike<number> | null,
  ): readonly BesideTensor[] => {
    if (values?.length !== numel(shape)) return [];
    const along = axes.map((name) => {
      const axis = plan.axes.indexOf(name);
      return axis < 0 ? null : axis;
    });
    const tensor = wholeTensor({ data: Float64Array.from(values), shape, axes });
    return [{ id, name: nameOf(id), tensor, along, plan: planAlong(plan, shape, axes, along) }];
  };
  return [
    ...plan.inputs.flatMap(({ name, dims, used }) => {
      const given = inputs[name];
      if (!used || !given) return [];
      return drawn(
        name,
        dims.map((dim) => dim.name),
        given.shape,
        given.values,
      );
    }),
    ...(plan.paramShape && variesBySample(plan)
      ? [
          ...drawn('weight', plan.paramAxes, plan.paramShape, weight),
          ...drawn('bias', plan.paramAxes, plan.paramShape, bias),
        ]
      : []),
  ];
}

/** A cell of x that meets a cell of a tensor beside it, the first of several; null where none does. */
export function cellBeside(
  { tensor, along }: BesideTensor,
  plan: Plan,
  flat: number,
): number | null {
  if (along.includes(null)) return null;
  const index = indexOf(tensor.shape, flat);
  const strides = rowMajorStrides(plan.shape);
  return along.reduce<number>((sum, axis, at) => sum + index[at]! * strides[axis ?? 0]!, 0);
}

/** The cell of a tensor beside x that a cell of x meets: at 0 along dimensions of its own. */
export function besideCell({ tensor, along }: BesideTensor, plan: Plan, flat: number): number {
  const index = indexOf(plan.shape, flat);
  const strides = rowMajorStrides(tensor.shape);
  return along.reduce<number>(
    (sum, axis, at) => sum + (axis === null ? 0 : index[axis]!) * strides[at]!,
    0,
  );
}

/** The plan as it runs along some axes of x; a dimension of the tensor's own is taken whole. */
function planAlong(
  plan: Plan,
  shape: readonly number[],
  axes: readonly string[],
  along: readonly (number | null)[],
): Plan {
  const { idle: _, ...rest } = plan;
  const view = shape.flatMap((size, at): Plan['view'] => {
    const own = plan.view.filter(({ axis }) => axis === along[at]);
    if (own.length > 0) return own.map((dim) => ({ ...dim, axis: at }));
    return [{ name: axes[at] ?? '', size, axis: at, role: 'reduced', param: false }];
  });
  return { ...rest, shape, axes, view, ...sharedByKept(view), replicas: null };
}
