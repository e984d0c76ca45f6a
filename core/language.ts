import type { Infer } from './shape/shape.ts';
import { anyOf } from './shape/values.ts';

/** What the program speaks. */
export const language = anyOf(['en', 'ko']);
export type Language = Infer<typeof language>;
