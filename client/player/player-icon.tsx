// The signs on the player's buttons; always beside words, so they are hidden from screen readers.
import type { JSX } from 'react';

/** Path data in a box of 24 by 24. */
const paths = {
  play: 'M7 4v16l13-8z',
  pause: 'M6 4h4v16H6zM14 4h4v16h-4z',
  soundOn: 'M4 9v6h4l5 5V4L8 9zM16 8a5 5 0 0 1 0 8zM16 3a9.5 9.5 0 0 1 0 18v-2a7.5 7.5 0 0 0 0-14z',
  soundOff:
    'M4 9v6h4l5 5V4L8 9zM15.5 9.6l1.4-1.4 2.1 2.1 2.1-2.1 1.4 1.4-2.1 2.1 2.1 2.1-1.4 1.4-2.1-2.1-2.1 2.1-1.4-1.4 2.1-2.1z',
  live: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  toLive: 'M4 4l10 8-10 8zM16 4h3v16h-3z',
  fullScreen: 'M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z',
  settings: 'M4 6h10v2H4zM18 6h2v2h-2zM15 4h2v6h-2zM4 16h2v2H4zM10 16h10v2H10zM7 14h2v6H7z',
  captions: 'M3 5h18v14H3zM5 7v10h14V7zM7 12h6v2H7zM15 12h2v2h-2zM7 9h3v2H7zM12 9h5v2h-5z',
  retry: 'M12 5a7 7 0 1 1-6.7 9h2.1A5 5 0 1 0 12 7v3L7 6l5-4z',
} as const;

/** Name of a sign. */
export type PlayerIconName = keyof typeof paths;

/** One sign. */
export function PlayerIcon({ name }: { name: PlayerIconName }): JSX.Element {
  return (
    <svg className="cv-player__icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="currentColor" />
    </svg>
  );
}
