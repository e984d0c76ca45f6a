/** The screens of the program, in the order of their tabs. */
export const TABS = ['explore', 'compare', 'lessons', 'training'] as const;

export type Tab = (typeof TABS)[number];
