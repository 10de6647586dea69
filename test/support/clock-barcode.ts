// A clock drawn into the picture as a bar code by ffmpeg, and read back from pixels (in Node or inside a page).
// Must not know who publishes or plays.

/*
 * Two rows of 26 cells fill the width of the picture at its top; a row is a fifteenth of the height.
 * Row 0 begins white, black; row 1 begins black, white: they give the levels of both colours and show that this is a
 * clock at all. The other 24 cells a row are bits, lowest first: 40 bits of milliseconds since 2020, then their remainder
 * by 251 (8 bits). Two to the power of n is never 0 modulo 251, so one wrong cell never passes.
 */
const columns = 26;
const rowsInHeight = 15;
const timeBits = 40;
const checkBits = 8;
const checkModulus = 251;
const epochMs = 1_577_836_800_000;

interface Cell {
  readonly column: number;
  readonly row: number;
}

/** What {@link clockFilter} draws on. */
export interface ClockPicture {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/**
 * An ffmpeg `-vf` chain that draws into every frame the wall clock of the moment it passes. The source must be paced
 * (`-re`); frames leave with even timestamps.
 */
export function clockFilter({ width, height, framesPerSecond }: ClockPicture): string {
  const rowHeight = Math.floor(height / rowsInHeight);
  const box = ({ column, row }: Cell, more: string): string => {
    const left = Math.round((column * width) / columns);
    const right = Math.round(((column + 1) * width) / columns);
    return `drawbox=x=${left}:y=${row * rowHeight}:w=${right - left}:h=${rowHeight}:c=white:t=fill${more}`;
  };
  const milliseconds = `floor(t*1000-${epochMs})`;
  const bits = Array.from({ length: timeBits + checkBits }, (_, bit) => {
    const number = bit < timeBits ? milliseconds : `mod(${milliseconds},${checkModulus})`;
    const power = 2 ** (bit < timeBits ? bit : bit - timeBits);
    return box(cellOfBit(bit), `:enable='gte(mod(floor(${number}/${power}),2),1)'`);
  });
  return [
    // The clock travels as the timestamp, so that all cells of a frame see the same instant.
    'settb=AVTB',
    'setpts=RTCTIME/(1000000*TB)',
    `drawbox=x=0:y=0:w=${width}:h=${2 * rowHeight}:c=black:t=fill`,
    box({ column: 0, row: 0 }, ''),
    box({ column: 1, row: 1 }, ''),
    ...bits,
    `setpts=N/(${framesPerSecond}*TB)`,
  ].join(',');
}

function cellOfBit(bit: number): Cell {
  const perRow = columns - 2;
  return { column: 2 + (bit % perRow), row: Math.floor(bit / perRow) };
}

/**
 * The clock in a picture, in milliseconds since the epoch, or null when none can be read with certainty.
 * Uses nothing from outside itself, so that its source text can be run inside a page.
 * @param rgba four bytes a pixel, row by row
 */
export function readClock(rgba: Uint8ClampedArray, width: number, height: number): number | null {
  const grey = (column: number, row: number): number => {
    // The mean of the middle ninth of the cell: edges are smeared by scaling and compression.
    const cellWidth = width / 26;
    const cellHeight = height / 15;
    const x0 = Math.floor((column + 1 / 3) * cellWidth);
    const x1 = Math.max(x0 + 1, Math.ceil((column + 2 / 3) * cellWidth));
    const y0 = Math.floor((row + 1 / 3) * cellHeight);
    const y1 = Math.max(y0 + 1, Math.ceil((row + 2 / 3) * cellHeight));
    let sum = 0;
    for (let y = y0; y < y1; y += 1) {
      for (let x = x0; x < x1; x += 1) {
        const at = 4 * (y * width + x);
        sum += (rgba[at] ?? 0) + (rgba[at + 1] ?? 0) + (rgba[at + 2] ?? 0);
      }
    }
    return sum / (3 * (x1 - x0) * (y1 - y0));
  };
  const white = Math.min(grey(0, 0), grey(1, 1));
  const black = Math.max(grey(1, 0), grey(0, 1));
  if (white - black < 60) return null;
  const middle = (white + black) / 2;
  let milliseconds = 0;
  let check = 0;
  for (let bit = 0; bit < 48; bit += 1) {
    if (grey(2 + (bit % 24), Math.floor(bit / 24)) <= middle) continue;
    if (bit < 40) milliseconds += 2 ** bit;
    else check += 2 ** (bit - 40);
  }
  return milliseconds % 251 === check ? 1_577_836_800_000 + milliseconds : null;
}
