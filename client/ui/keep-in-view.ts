// Keeps the line that counts now in the middle of a box that scrolls; the page itself never moves.

/** Does nothing where the box has no need to scroll, or while somebody is busy in it. */
export function keepInView(box: Element | null, line: Element | null): void {
  if (box === null || line === null || box.scrollHeight <= box.clientHeight || box.matches(':focus-within')) return;
  const above = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += above - (box.clientHeight - line.clientHeight) / 2;
}
