import { PeerProcess } from './PeerProcess.mjs';

/**
 * Starts the peers.
 * @returns those that answer, their versions, and the others by name with the reason
 */
export async function startPeers(list) {
  const peers = [];
  const versions = {};
  const missing = [];
  for (const one of list) {
    const process = new PeerProcess(one);
    try {
      Object.assign(versions, (await process.ask('hello')).versions);
      peers.push({ ...one, process });
    } catch (error) {
      missing.push({ name: one.name, reason: error.message });
      await process.close();
    }
  }
  const close = () => Promise.all(peers.map(({ process }) => process.close()));
  return { peers, versions, missing, close };
}
