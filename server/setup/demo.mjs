// `npm run demo`: the product on a throw-away folder with an invented council in it; Ctrl-C ends and removes everything.
import './require-node.mjs';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createChildren, untilAskedToEnd } from './children.mjs';
import { findFreePort } from './free-port.mjs';
import { mainFile, root } from './places.mjs';
import { prepare } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { runCommand } from './run-command.mjs';
import { serverFlags } from './server-flags.mjs';
import { runScript, SetupError } from './setup-error.mjs';
import { untilReady } from './until-ready.mjs';

const fonts = [
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
  '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf',
];

/** The clock in the picture is that of the town, as on the pages. */
const townsClock = { env: { TZ: 'Europe/Rome' } };

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/** @param {string} file below dist/server */
const compiled = (file) => path.join(root, 'dist', 'server', file);

/** Settings of the demonstration: nothing of the operator's own is used but the ports. */
async function chooseSettings() {
  const port = await findFreePort(Number(process.env['PORT'] ?? 8080));
  const rtmpPort = await findFreePort(Number(process.env['RTMP_PORT'] ?? 1935));
  return {
    DATA_DIR: mkdtempSync(path.join(tmpdir(), 'casa-di-vetro-demo-')),
    PORT: String(port),
    RTMP_PORT: String(rtmpPort),
    ADMIN_EMAIL: 'segreteria@vetralba.example',
    ADMIN_PASSWORD: randomBytes(9).toString('base64url'),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    PUBLIC_URL: '',
    DATABASE_URL: '',
  };
}

/** @typedef {Awaited<ReturnType<typeof chooseSettings>>} Settings */

/** @param {Settings} settings */
async function importOldArchive(settings) {
  const { oldArchiveText } = await import(pathToFileURL(compiled('demo/old-archive.js')).href);
  const file = path.join(settings.DATA_DIR, 'old-archive.jsonl');
  writeFileSync(file, oldArchiveText());
  const cli = [path.join(root, 'server', 'setup', 'cli.mjs'), 'import', file];
  const { code, output } = await runCommand(process.execPath, cli, { cwd: root, env: settings });
  rmSync(file);
  if (code !== 0)
    throw new SetupError('The invented archive could not be imported (what was said stands above).', output);
}

/**
 * Answers once the server is ready; its end comes in an object, because a promise returned as it is would be awaited.
 * @param {Settings} settings
 * @param {ReturnType<typeof createChildren>} children
 */
async function startServer(settings, children) {
  const server = children.start(process.execPath, [...serverFlags, mainFile], { cwd: root, env: settings });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (!(await untilReady(`http://localhost:${settings.PORT}/readyz`, ended))) {
    throw new SetupError('The server of the demonstration did not start (what it said stands above).');
  }
  return { ended };
}

/** @param {Settings} settings */
function greet(settings) {
  const origin = `http://localhost:${settings.PORT}`;
  say('');
  say('Casa di Vetro, demonstration: Comune di Vetralba sul Lago. Nobody and nothing in it is real.');
  say(`Citizens:      ${origin}/`);
  say(`Staff sign-in: ${origin}/desk   ${settings.ADMIN_EMAIL}   ${settings.ADMIN_PASSWORD}`);
  say(`RTMP address:  rtmp://localhost:${settings.RTMP_PORT}/live`);
  say('Ctrl-C ends the demonstration and removes its folder.');
  return origin;
}

/**
 * @param {Settings} settings
 * @param {string} origin
 * @param {ReturnType<typeof createChildren>} children
 * @param {AbortSignal} signal
 */
async function playCouncil(settings, origin, children, signal) {
  const { runDemo } = await import(pathToFileURL(compiled('demo/run-demo.js')).href);
  await runDemo({
    origin,
    account: { email: settings.ADMIN_EMAIL, password: settings.ADMIN_PASSWORD },
    /** @param {readonly string[]} args */
    startEncoder: (args) => children.startStoppable(process.env['FFMPEG_PATH'] || 'ffmpeg', args, townsClock),
    folder: settings.DATA_DIR,
    fontFile: fonts.find((file) => existsSync(file)) ?? null,
    now: Date.now,
    say,
    signal,
  });
}

await runScript(async () => {
  await prepare();
  const settings = await chooseSettings();
  const children = createChildren();
  const end = new AbortController();
  const asked = untilAskedToEnd().then(() => end.abort());
  try {
    const progress = createProgress(2);
    await progress.step('Moving in two old sittings (npm run cli -- import)', () => importOldArchive(settings));
    const server = await progress.step('Starting the server', () => startServer(settings, children));
    const origin = greet(settings);
    const council = playCouncil(settings, origin, children, end.signal).catch((error) => {
      if (!end.signal.aborted) throw error;
    });
    await Promise.race([asked, council, server.ended]);
  } finally {
    end.abort();
    await children.stopAll();
    rmSync(settings.DATA_DIR, { recursive: true, force: true });
    say('The demonstration has ended; its folder is removed.');
  }
});
process.exit();
