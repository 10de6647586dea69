// What is said of an item below its title: kind, who presents it, whether it will be public, and a description to unfold.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgendaItem } from '../../server/contract/sessions.ts';
import { Icon } from '../ui/icon.tsx';

/** Nothing at all where nothing is said. */
export function ItemDetails({ item }: { item: AgendaItem }) {
  const { t } = useTranslation();
  const kind = item.type ?? (item.sharedType == null ? null : t(`agenda.types.${item.sharedType}`));
  const facts = [kind, item.rapporteur == null ? null : t('agenda.rapporteur', { name: item.rapporteur })];
  const said = facts.filter((fact) => fact !== null);
  const closed = item.plannedClosed === true ? 'plannedClosed' : item.noBroadcast === true ? 'noBroadcast' : null;
  const isSaid = said.length > 0 || closed !== null || item.description != null || item.matter != null;
  if (!isSaid) return null;
  return (
    <div className="cdv-item-details">
      {said.length > 0 && <p>{said.join(' · ')}</p>}
      {item.matter != null && (
        <p>
          <Link to={`/search?q=${encodeURIComponent(`"${item.matter}"`)}`}>
            {t('agenda.matter', { matter: item.matter })}
          </Link>
        </p>
      )}
      {closed !== null && (
        <p>
          <Icon name="lock" /> {t(`agenda.${closed}`)}
        </p>
      )}
      {item.description != null && (
        <details>
          <summary>
            {t('agenda.description')}
            <span className="visually-hidden">: {item.title}</span>
          </summary>
          <p className="cdv-item-description">{item.description}</p>
        </details>
      )}
    </div>
  );
}
