// The keys of the player as a table; pure, so that the help text and the handler cannot drift apart.

/** What a key asks for. */
export type Shortcut = 'toggle-play' | 'back' | 'forward' | 'toggle-mute' | 'full-screen' | 'go-live' | 'captions';

/** Key (as KeyboardEvent.key, lower case) → request, and the key of its line in the help text. */
export const shortcutTable: readonly { keys: readonly string[]; shortcut: Shortcut }[] = [
  { keys: [' ', 'k'], shortcut: 'toggle-play' },
  { keys: ['arrowleft'], shortcut: 'back' },
  { keys: ['arrowright'], shortcut: 'forward' },
  { keys: ['m'], shortcut: 'toggle-mute' },
  { keys: ['f'], shortcut: 'full-screen' },
  { keys: ['l'], shortcut: 'go-live' },
  { keys: ['c'], shortcut: 'captions' },
];

/** The part of a key press that decides. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** Upper-case tag name of the element with the focus, and its `type` if it is an input. */
  tagName: string;
  inputType?: string | undefined;
}

/** Which request a key press is; null when the focused control needs the key itself. */
export function shortcutOf(press: KeyPress): Shortcut | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  if (press.tagName === 'SELECT' || press.tagName === 'TEXTAREA') return null;
  if (press.tagName === 'INPUT' && press.inputType !== 'range') return null;
  const pressesButton = press.key === ' ' && (press.tagName === 'BUTTON' || press.tagName === 'SUMMARY');
  if (pressesButton) return null;
  const key = press.key.toLowerCase();
  return shortcutTable.find((row) => row.keys.includes(key))?.shortcut ?? null;
}
