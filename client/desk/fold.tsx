// Something that is not needed all the time, behind a line of words; a native disclosure, so that every keyboard opens it.
import type { JSX, ReactNode } from 'react';

/** Opens and closes by itself only when `isOpen` changes; in between it stays as the clerk left it. */
export function Fold(props: { summary: string; isOpen: boolean; children: ReactNode }): JSX.Element {
  return (
    <details className="cv-desk__fold" open={props.isOpen}>
      <summary>{props.summary}</summary>
      <div className="cv-desk__fold-content">{props.children}</div>
    </details>
  );
}
