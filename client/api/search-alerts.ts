// Saved searches by mail; must not know how they are asked for on the page.
import type { AlertState, NewAlert } from '../../server/contract/search-alerts.ts';
import { request } from './request.ts';

/** Whether this server sends mail. */
export function fetchAlertState(signal?: AbortSignal): Promise<AlertState> {
  return request('/api/search/alerts', { signal });
}

/** Asks for alerts; the owner of the address is asked by mail. */
export function askForAlert(alert: NewAlert): Promise<void> {
  return request('/api/search/alerts', { method: 'POST', body: alert });
}

/** Begins the alerts. */
export function confirmAlert(key: string): Promise<void> {
  return request('/api/search/alerts/confirm', { method: 'POST', body: { key } });
}

/** Ends the alerts; the address is deleted. */
export function leaveAlert(key: string): Promise<void> {
  return request(`/api/search/alerts/leave/${encodeURIComponent(key)}`, { method: 'POST' });
}
