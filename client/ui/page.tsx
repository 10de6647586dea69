// The body of a page: its title in the browser, the way to it, its content.
import type { ReactNode } from 'react';
import { Breadcrumb } from './breadcrumb.tsx';
import { useTown } from './use-town.ts';

interface PageProps {
  title: string;
  steps?: readonly { words: string; to?: string }[];
  /** `wide` uses the whole window; the others keep to a readable column. */
  width?: 'column' | 'wide';
  children: ReactNode;
}

/** Every page stands in one of these; the `h1` is the page's own. */
export function Page({ title, steps, width = 'column', children }: PageProps) {
  const { name } = useTown();
  return (
    <div className={width === 'wide' ? 'container-fluid cdv-page cdv-page-wide' : 'container cdv-page'}>
      <title>{`${title} – ${name}`}</title>
      {steps && <Breadcrumb steps={steps} />}
      {children}
    </div>
  );
}
