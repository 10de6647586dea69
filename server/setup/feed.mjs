// `npm run feed -- <address>/<key>`: a fake encoder for developers.
import './require-node.mjs';
import { parseArgs } from 'node:util';
import { createChildren, untilAskedToEnd } from './children.mjs';
import { prepare } from './prepare.mjs';
import { runScript, SetupError } from './setup-error.mjs';
import { feedUsage, readFeedArguments, testPictureArguments } from './test-picture.mjs';

function readArguments() {
  const option = /** @type {const} */ ({ type: 'string' });
  const options = { size: option, fps: option, 'keyframe-seconds': option, seconds: option };
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error} — ${feedUsage}`);
  }
}

await runScript(async () => {
  const picture = readFeedArguments(readArguments());
  if (typeof picture === 'string') throw new SetupError(picture);
  await prepare({ build: false });
  const children = createChildren();
  const encoder = children.start(process.env['FFMPEG_PATH'] ?? 'ffmpeg', testPictureArguments(picture));
  const ended = new Promise((resolve) => encoder.once('exit', (code) => resolve(code ?? 0)));
  const outcome = await Promise.race([ended, untilAskedToEnd()]);
  await children.stopAll();
  process.exitCode = typeof outcome === 'number' ? outcome : 0;
});
