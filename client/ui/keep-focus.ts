// Keeps a keyboard user's place when the focused control vanishes because of what it did: the heading of its part is
// focused then, so that the next Tab goes on from there. Must not know what the page shows.

/** A ref for the element that is watched: `<div ref={keepFocus}>`. */
export function keepFocus(root: HTMLElement | null): (() => void) | undefined {
  if (root === null) return undefined;
  /** The focused element and what it stands in, innermost first. */
  let place: readonly Element[] = [];
  const remember = (event: FocusEvent) => {
    place = event.target instanceof Element ? [event.target, ...ancestorsOf(event.target, root)] : [];
  };
  const watcher = new MutationObserver(() => {
    if (place[0] === undefined || place[0].isConnected || document.activeElement !== document.body) return;
    const heading = headingNear(place.filter((element) => element.isConnected));
    place = [];
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  });
  root.addEventListener('focusin', remember);
  watcher.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', remember);
    watcher.disconnect();
  };
}

function ancestorsOf(element: Element, root: Element): Element[] {
  const parent = element.parentElement;
  return parent === null || element === root ? [] : [parent, ...ancestorsOf(parent, root)];
}

function headingNear(around: readonly Element[]): HTMLElement | null {
  for (const element of around) {
    const heading = element.querySelector<HTMLElement>('h1, h2, h3');
    if (heading !== null) return heading;
  }
  return null;
}
