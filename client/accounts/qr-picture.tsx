// A text as a QR code, drawn as one SVG path; the same text always stands beside it in letters.
import { encode } from 'uqr';
import type { JSX } from 'react';

/** The picture; `label` says what it is to those who cannot see it. */
export function QrPicture({ text, label }: { text: string; label: string }): JSX.Element {
  const { data, size } = encode(text, { border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="cv-accounts__qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
