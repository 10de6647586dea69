// kill -9 in the middle of recording: what was on file is in the recovered take.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { recoverTakes } from '../../../media/takes/recover-take.ts';
import { readTake } from '../../../media/takes/take-reader.ts';
import { verifyTake } from '../../../media/takes/verify-take.ts';
import { silentLog } from './recorded-rungs.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Records until `parts` parts are said to be on file, then kills; gives back the bytes last said. */
async function recordAndKill(root: string, parts: number): Promise<number> {
  const script = join(import.meta.dirname, 'endless-recorder.ts');
  const recorder = spawn(process.execPath, ['--import', 'tsx', script, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(recorder, 'exit');
  let [said, count] = [0, 0];
  for await (const line of createInterface({ input: recorder.stdout })) {
    said = Number(line);
    count += 1;
    if (count === parts) recorder.kill('SIGKILL');
  }
  await gone;
  return said;
}

describe('a recorder that is killed', () => {
  it.each([1, 6, 7, 40, 133])(
    'after %i parts loses none of them',
    async (parts) => {
      const root = join(folder, String(parts));
      const said = await recordAndKill(root, parts);
      const [seal] = await recoverTakes(root, { log: silentLog });
      const take = join(root, 'session-1', 'killed');
      expect(seal?.endReason).toBe('recovered');
      expect((await stat(join(take, 'source.mp4'))).size).toBeGreaterThanOrEqual(said);
      const last = (await readTake(take)).rungs[0]?.segments.at(-1);
      expect((last?.offset ?? 0) + (last?.length ?? 0)).toBe((await stat(join(take, 'source.mp4'))).size);
      expect((await verifyTake(take)).isSound).toBe(true);
    },
    60_000,
  );
});
