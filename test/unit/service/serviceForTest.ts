import { createService, type Service } from '../../../electron/service/service.ts';
import { buildWorkers } from '../workers/buildWorkers.ts';

export interface ServiceForTest {
  readonly service: Service;
  close(): Promise<void>;
}

/** The real service with real worker threads, built from the source as it is. */
export async function startService(): Promise<ServiceForTest> {
  const { dist, remove } = await buildWorkers(['worker']);
  const service = createService({ version: '1.2.3', dist, settingsFolder: null });
  return {
    service,
    async close() {
      await service.close();
      remove();
    },
  };
}
