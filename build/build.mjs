// npm run build
import { bootstrap } from './bootstrap.mjs';
import { runMain } from './say.mjs';

await runMain(() => bootstrap({ force: true }));
