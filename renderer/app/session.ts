import { readCompare, type CompareKept } from '../compare/compareKept.ts';
import { readExplore, type ExploreKept } from '../explore/exploreKept.ts';
import { readTraining, type TrainingKept } from '../training/trainingKept.ts';
import { isPlain } from '../../core/shape/compound.ts';
import { keptText } from '../ui/kept.ts';
import { readPlace, type Place } from './tabs.ts';

/** What is remembered of one use to the next; null where a screen begins anew. */
export interface Session {
  readonly place: Place;
  readonly explore: ExploreKept | null;
  readonly compare: CompareKept | null;
  readonly training: TrainingKept | null;
}

const VERSION = 2;

/** The session as the text that the service keeps. */
export function writeSession(session: Session): string {
  return keptText({ version: VERSION, ...session });
}

/** Reads a kept session; whatever is missing or broken begins anew, and leaves the rest as it is. */
export function readSession(text: string | null): Session {
  const found = parsed(text);
  const kept = isPlain(found) && found.version === VERSION ? found : {};
  return {
    place: readPlace(kept.place),
    explore: readExplore(kept.explore),
    compare: readCompare(kept.compare),
    training: readTraining(kept.training),
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
