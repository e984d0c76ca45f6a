import type * as Computes from './computes.ts';

let there: typeof Computes | null = null;

/** Fetches what screens compute by themselves, which every screen but the first needs. */
export async function fetchComputing(): Promise<void> {
  there ??= await import('./computes.ts');
}

/** What was fetched. @throws when it was not */
export function computing(): typeof Computes {
  if (!there) throw new Error('computing: its code is not there yet');
  return there;
}
