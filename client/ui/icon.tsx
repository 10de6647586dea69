// Drawings beside words; always decorative, because the words say the same.
const paths = {
  live: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM5.6 4.2 7 5.6a9 9 0 0 0 0 12.8l-1.4 1.4a11 11 0 0 1 0-15.6Zm12.8 0a11 11 0 0 1 0 15.6L17 18.4A9 9 0 0 0 17 5.6l1.4-1.4Z',
  play: 'M7 4v16l13-8L7 4Z',
  pause: 'M6 4h4v16H6V4Zm8 0h4v16h-4V4Z',
  sound: 'M3 9v6h4l6 5V4L7 9H3Zm13.5 3a4.5 4.5 0 0 0-2.5-4v8a4.5 4.5 0 0 0 2.5-4Z',
  lock: 'M7 10V8a5 5 0 0 1 10 0v2h2v11H5V10h2Zm2 0h6V8a3 3 0 0 0-6 0v2Z',
  calendar: 'M7 2h2v2h6V2h2v2h4v18H3V4h4V2Zm12 8H5v10h14V10Z',
  clock: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm1 3v5.2l4 2.4-1 1.7-5-3V7h2Z',
  search: 'M10 3a7 7 0 0 1 5.6 11.2l5 5-1.4 1.4-5-5A7 7 0 1 1 10 3Zm0 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z',
  link: 'M8 7h3v2H8a3 3 0 0 0 0 6h3v2H8A5 5 0 0 1 8 7Zm5 0h3a5 5 0 0 1 0 10h-3v-2h3a3 3 0 0 0 0-6h-3V7Zm-5 4h8v2H8v-2Z',
  download: 'M11 3h2v9l3.5-3.5 1.4 1.4L12 15.8l-5.9-5.9 1.4-1.4L11 12V3ZM4 18h16v2H4v-2Z',
  document: 'M6 2h9l4 4v16H6V2Zm2 2v16h9V8h-4V4H8Zm2 8h5v2h-5v-2Zm0 4h5v2h-5v-2Z',
  clip: 'M16.5 6v10.5a4.5 4.5 0 0 1-9 0V5a3 3 0 0 1 6 0v10.5a1.5 1.5 0 0 1-3 0V6H9v9.5a3 3 0 0 0 6 0V5a4.5 4.5 0 0 0-9 0v11.5a6 6 0 0 0 12 0V6h-1.5Z',
  upload: 'M11 16h2V7l3.5 3.5 1.4-1.4L12 3.2 6.1 9.1l1.4 1.4L11 7v9ZM4 18h16v2H4v-2Z',
  chat: 'M3 4h18v13H9l-5 4v-4H3V4Zm2 2v9h14V6H5Z',
  list: 'M4 5h3v3H4V5Zm5 .5h11v2H9v-2ZM4 10.5h3v3H4v-3Zm5 .5h11v2H9v-2ZM4 16h3v3H4v-3Zm5 .5h11v2H9v-2Z',
  warning: 'M12 2 1 21h22L12 2Zm-1 7h2v6h-2V9Zm0 8h2v2h-2v-2Z',
  info: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 8v7h2v-7h-2Zm0-3v2h2V7h-2Z',
  check: 'm9.5 18-6-6L5 10.5l4.5 4.5L19 5.5 20.5 7l-11 11Z',
  person: 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm0 11c4.5 0 8 2.5 8 6v1H4v-1c0-3.5 3.5-6 8-6Z',
  trash: 'M9 3h6v2h5v2H4V5h5V3ZM6 9h12l-1 12H7L6 9Z',
  speech: 'M4 4h16v11h-5l-3 4-3-4H4V4Zm3 4v1.5h10V8H7Zm0 3v1.5h7V11H7Z',
  ended: 'M5 5h14v14H5V5Z',
  record: 'M12 5a7 7 0 1 1 0 14 7 7 0 0 1 0-14Z',
  unlock: 'M7 10V8a5 5 0 0 1 9.6-2l-1.8.8A3 3 0 0 0 9 8v2h10v11H5V10h2Z',
  plus: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7V4Z',
  undo: 'M9 4v4h5a6 6 0 0 1 0 12H7v-2h7a4 4 0 0 0 0-8H9v4L3 9l6-5Z',
} as const;

export type IconName = keyof typeof paths;

/** A small drawing in the colour of the text beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="cdv-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
