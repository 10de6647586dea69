// `npm start`: sets up what is missing, then becomes the server (same process, so that signals reach it).
import './require-node.mjs';
import { pathToFileURL } from 'node:url';
import { mainFile } from './places.mjs';
import { prepare } from './prepare.mjs';
import { runScript } from './setup-error.mjs';

await runScript(async () => {
  await prepare();
  process.argv[1] = mainFile;
  await import(pathToFileURL(mainFile).href);
});
