// A button that cannot be pressed at the moment but keeps the focus: where `disabled` comes over the focused button, the
// browser puts a keyboard user back to the beginning of the page. Must not know what the button does.
import type { MouseEvent, MouseEventHandler } from 'react';

/** The attributes of a button: while it is held it says so, and a press (also by Enter in its form) does nothing. */
export function pressable(
  isHeld: boolean | undefined,
  onClick?: MouseEventHandler<HTMLButtonElement>,
): { 'aria-disabled'?: true; onClick: MouseEventHandler<HTMLButtonElement> } {
  if (isHeld !== true) return { onClick: (event) => onClick?.(event) };
  return { 'aria-disabled': true, onClick: (event: MouseEvent) => event.preventDefault() };
}
