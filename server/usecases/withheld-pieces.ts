// Tells live media which segments of a session are out of public view.
import { listHoldingRanges } from '../../db/withheld-ranges.ts';
import type { WithheldPiece } from '../../media/takes/withheld-piece.ts';
import type { House } from './house.ts';
import { toPieces } from './range-view.ts';

/** Those that hold now. */
export async function withheldPieces(house: Pick<House, 'db'>, sessionId: string): Promise<readonly WithheldPiece[]> {
  return toPieces(await listHoldingRanges(house.db, sessionId));
}
