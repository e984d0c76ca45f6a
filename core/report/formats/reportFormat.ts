import type { Infer } from '../../shape/shape.ts';
import { anyOf } from '../../shape/values.ts';

/** Formats of a report about one run, by their files' extensions. */
export const reportFormat = anyOf(['png', 'svg', 'json', 'pdf', 'md', 'ipynb', 'py', 'gif']);
export type ReportFormat = Infer<typeof reportFormat>;

/** Formats of a page about what several runs have in common. */
export const pageFormat = anyOf(['png', 'svg', 'json', 'pdf']);
