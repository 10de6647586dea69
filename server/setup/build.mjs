// `npm run build`: compiles server and pages into dist/, whether or not something changed.
import './require-node.mjs';
import { compile } from './compile.mjs';
import { prepare } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { runScript } from './setup-error.mjs';

await runScript(async () => {
  await prepare({ build: false });
  await createProgress(1).step('Building the server and the pages', compile);
});
