import { Mt19937 } from '../random/mt19937.ts';
import { uniform53 } from '../random/uniform.ts';

/** Choices that a seed decides: the same seed makes the same ones on every machine. */
export interface Dice {
  /** A whole number, both ends included. */
  readonly integer: (least: number, most: number) => number;
  /** @throws RangeError when there is nothing to pick from */
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/** Dice from a seed: MT19937, as torch.manual_seed sets it. */
export function diceOf(seed: number): Dice {
  const engine = new Mt19937(seed);
  const integer = (least: number, most: number) =>
    least + Math.floor(uniform53(engine) * (most - least + 1));
  return {
    integer,
    pick(list) {
      const at = integer(0, list.length - 1);
      if (list.length === 0) throw new RangeError('pick: expected something to pick from');
      return list[at]!;
    },
    shuffled(list) {
      const rest = [...list];
      for (let i = rest.length - 1; i > 0; i--) {
        const j = integer(0, i);
        [rest[i], rest[j]] = [rest[j]!, rest[i]!];
      }
      return rest;
    },
  };
}
