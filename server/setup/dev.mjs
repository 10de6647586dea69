// `npm run dev`: the server restarts when a source changes, the pages reload by vite; both end together.
import './require-node.mjs';
import { createChildren, untilAskedToEnd } from './children.mjs';
import { packagedProgram, root } from './places.mjs';
import { prepare } from './prepare.mjs';
import { writeToTerminal } from './progress.mjs';
import { runScript } from './setup-error.mjs';

await runScript(async () => {
  await prepare({ build: false });
  const children = createChildren();
  const programs = [['tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'], ['vite/bin/vite.js']].map(
    ([program = '', ...args]) => children.start(process.execPath, [packagedProgram(program), ...args], { cwd: root }),
  );
  writeToTerminal('Pages with reload: http://localhost:5173 (the server behind them: http://localhost:8080)\n');
  const oneEnded = programs.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  await Promise.race([untilAskedToEnd(), ...oneEnded]);
  await children.stopAll();
});
