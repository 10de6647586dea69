// The way from the start page to this page.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Steps between the start page and here; the last one is this page. */
export function Breadcrumb({ steps }: { steps: readonly { words: string; to?: string }[] }) {
  const { t } = useTranslation();
  const all = [{ words: t('site.home'), to: '/' }, ...steps];
  return (
    <nav className="breadcrumb-container cdv-breadcrumb" aria-label={t('site.path')}>
      <ol className="breadcrumb">
        {all.map((step, index) => (
          <BreadcrumbStep key={step.words} step={step} last={index === all.length - 1} />
        ))}
      </ol>
    </nav>
  );
}

function BreadcrumbStep({ step, last }: { step: { words: string; to?: string }; last: boolean }) {
  return (
    <li
      className={last ? 'breadcrumb-item active' : 'breadcrumb-item'}
      {...(last && { 'aria-current': 'page' as const })}
    >
      {step.to && !last ? <Link to={step.to}>{step.words}</Link> : <span>{step.words}</span>}
      {!last && (
        <span className="separator" aria-hidden="true">
          /
        </span>
      )}
    </li>
  );
}
