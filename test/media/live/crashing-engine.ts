// The live engine in a process of its own, on air, to be killed. Arguments: folder, RTMP port, HTTP port.
// Reads commands from standard input, a line each (`recess`, `resume`), and answers each with a line when it is done.
import { createInterface } from 'node:readline';
import { setEngineStage, slateOf } from '../../support/engine-stage.ts';

const [folder = '', rtmpPort, httpPort] = process.argv.slice(2);
const stage = await setEngineStage({ folder, rtmpPort: Number(rtmpPort), httpPort: Number(httpPort) });
await stage.engine.goOnAir(stage.sessionId);
process.stdout.write('on air\n');
for await (const command of createInterface({ input: process.stdin })) {
  if (command === 'recess') await stage.engine.goOffAir(stage.sessionId, slateOf('Recess'));
  else await stage.engine.goOnAir(stage.sessionId);
  process.stdout.write(`${command}\n`);
}
