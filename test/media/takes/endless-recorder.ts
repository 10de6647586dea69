// A process that records real parts over and over until it is killed. Argument: the root folder.
// Says on standard output, a line each time, how many bytes of whole parts are on file.
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import { header, makeRungs, silentLog } from './recorded-rungs.ts';

const [root = ''] = process.argv.slice(2);
const [source] = await makeRungs(4);
if (source === undefined) throw new Error('a rung was made');
const writer = await openTakeWriter({ root, header: header('killed'), log: silentLog });
const sink = writer.sink('source');
sink.init(source.init);
for (let loop = 0; ; loop += 1) {
  for (const end of source.ends) {
    const number = loop * source.ends.length + end.number;
    for (const part of source.parts.filter(({ segment }) => segment === end.number)) {
      const told = writer.bytesWritten('source') + part.bytes.length;
      sink.part({ ...part, segment: number, startSeconds: part.startSeconds + loop * 4 });
      while (writer.bytesWritten('source') < told) await new Promise((resolve) => setImmediate(resolve));
      process.stdout.write(`${String(writer.bytesWritten('source'))}\n`);
    }
    sink.segmentEnd({ ...end, number, startSeconds: end.startSeconds + loop * 4 });
  }
}
