// Buttons and links that look like buttons, at least 44 px high; must not know what they do.
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon, type IconName } from './icon.tsx';
import { pressable } from './pressable.ts';

type Look = 'primary' | 'outline' | 'quiet' | 'danger';

const lookClasses: Record<Look, string> = {
  primary: 'btn btn-primary',
  outline: 'btn btn-outline-primary',
  quiet: 'btn cdv-btn-quiet',
  danger: 'btn btn-danger',
};

interface Common {
  look?: Look;
  icon?: IconName;
  children: ReactNode;
}

/** A button; `type` is `button` unless said otherwise. While `disabled` it keeps the focus and does nothing. */
export function Button(props: Common & ComponentProps<'button'>) {
  const { look = 'primary', icon, children, className, disabled, onClick, ...rest } = props;
  const classes = `${lookClasses[look]} ${className ?? ''}`.trim();
  return (
    <button type="button" className={classes} {...rest} {...pressable(disabled, onClick)}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** A link to another page of ours, looking like a button. */
export function ButtonLink({ look = 'primary', icon, children, to }: Common & { to: string }) {
  return (
    <Link to={to} className={lookClasses[look]}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </Link>
  );
}

/** A link to a file, looking like a button; the browser saves it. */
export function DownloadLink({
  icon = 'download',
  children,
  href,
}: {
  icon?: IconName;
  children: ReactNode;
  href: string;
}) {
  return (
    <a className={lookClasses.outline} href={href} download>
      <Icon name={icon} />
      <span>{children}</span>
    </a>
  );
}
