// A short fact on a coloured ground, always with words.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** How loud a badge is. */
export type BadgeTone = 'live' | 'strong' | 'calm';

/** A badge with an optional drawing before its words. */
export function Badge({ tone = 'calm', icon, children }: { tone?: BadgeTone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`badge cdv-badge cdv-badge-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
