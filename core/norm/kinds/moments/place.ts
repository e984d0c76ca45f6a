import type { CellTrace } from '../../../station/cellTrace.ts';
import { said, type Said } from '../../../texts/said.ts';
import type { Owner } from '../../owner.ts';

/** What a cell's statistic belongs to: "channel 2", "token 3 of sample 0". */
export function placeSaid(trace: CellTrace): Said {
  const at = Object.fromEntries(trace.statIndex.map(({ name, index }) => [name, index]));
  const { N: n, C: c, G: g, L: l } = at;
  const index = trace.statIndex.map(({ name, index: i }) => `${name} = ${i}`).join(', ');
  const places: Readonly<Partial<Record<Owner, Said | false | undefined>>> = {
    input: said('place.input'),
    value: said('place.cell', { index: trace.index.join(', ') }),
    channel: c !== undefined && said('place.channel', { c: String(c) }),
    sample: n !== undefined && said('place.sample', { n: String(n) }),
    channelOfSample:
      n !== undefined &&
      c !== undefined &&
      said('place.channelOfSample', { n: String(n), c: String(c) }),
    groupOfChannels:
      g !== undefined &&
      n !== undefined &&
      said('place.groupOfSample', { n: String(n), g: String(g) }),
    token:
      l !== undefined &&
      (n === undefined
        ? said('place.token', { l: String(l) })
        : said('place.tokenOfSample', { n: String(n), l: String(l) })),
  };
  return places[trace.owner] || said('place.index', { index });
}
