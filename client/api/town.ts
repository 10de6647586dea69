// The town's name, colour and crest; must not know how they are shown.
import { queryOptions } from '@tanstack/react-query';
import type { Town, UpdateTown } from '../../server/contract/town.ts';
import { request } from './request.ts';

/** What every page shows of the town. */
export const townQuery = queryOptions({
  queryKey: ['town'],
  queryFn: ({ signal }) => request<Town>('/api/town', { signal }),
  staleTime: Infinity,
});

/** Changes name and colour. */
export function updateTown(change: UpdateTown): Promise<Town> {
  return request('/api/town', { method: 'PATCH', body: change });
}

/** Sends the crest. */
export function putCrest(file: File): Promise<Town> {
  return request('/api/town/crest', { method: 'PUT', text: { content: file, type: 'application/octet-stream' } });
}

/** Takes the crest away. */
export function removeCrest(): Promise<Town> {
  return request('/api/town/crest', { method: 'DELETE' });
}
