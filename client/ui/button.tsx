// Buttons and links that look like buttons, at least 44 px high; must not know what they do.
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon, type IconName } from './icon.tsx';

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

/** A button; `type` is `button` unless said otherwise. */
export function Button({ look = 'primary', icon, children, className, ...rest }: Common & ComponentProps<'button'>) {
  return (
    <button type="button" className={`${lookClasses[look]} ${className ?? ''}`.trim()} {...rest}>
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
