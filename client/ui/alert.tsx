// A message in a box: what happened and what to do; the icon and the words say the same as the colour.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Kind = 'info' | 'warning' | 'danger' | 'success';

const icons: Record<Kind, IconName> = { info: 'info', warning: 'warning', danger: 'warning', success: 'check' };

/** `urgent` boxes interrupt a screen reader; the others are read in their turn. */
export function Alert({
  kind,
  urgency = 'calm',
  children,
}: {
  kind: Kind;
  urgency?: 'calm' | 'urgent';
  children: ReactNode;
}) {
  return (
    <div className={`cdv-alert cdv-alert-${kind}`} role={urgency === 'urgent' ? 'alert' : undefined}>
      <Icon name={icons[kind]} />
      <div>{children}</div>
    </div>
  );
}
