import { fetchComputing } from '../ui/computing.ts';
import { fetchTexts } from '../ui/i18n.ts';

/** Fetches what every screen but the first needs: all texts, and what screens compute by themselves. */
export async function fetchLater(): Promise<void> {
  await Promise.all([fetchTexts(), fetchComputing()]);
}
