/** Names of Electron's own channels, under which main and preload carry the contract. */
export const TRANSPORT = {
  /** invoke(name of a contract channel, argument) → Reply */
  call: 'normscope:call',
  /** main → window: name of an event, payload */
  event: 'normscope:event',
  /** window → main: absolute paths of dropped files, from webUtils */
  dropped: 'normscope:dropped',
  /** window → main: the window listens to `opened` now */
  listening: 'normscope:listening',
} as const;
