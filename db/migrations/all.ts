// The list of migrations in order. A migration that has been released is never changed; new ones are added at the end.
import type { Migration } from 'kysely';
import { createFirstTables } from './0001-first-tables.ts';
import { createSearchIndex } from './0002-search-index.ts';
import { createSearchByUnit } from './0004-search-by-unit.ts';
import { createCouncil } from './0005-council.ts';
import { extendAccounts } from './0006-accounts.ts';
import { createFeedSources } from './0008-feed-sources.ts';
import { createWithheldRanges } from './0009-withheld-ranges.ts';
import { createDocumentFiles } from './0010-documents.ts';
import { growSearch } from './0011-search-growth.ts';
import { addRecessNotice } from './0012-recess-notice.ts';
import { createUploads } from './0013-uploads.ts';
import { createRehearsals } from './0014-rehearsals.ts';
import { createSearchAlerts } from './0015-search-alerts.ts';
import { addIdentities } from './0016-identities.ts';
import { createConvocations } from './0020-convocations.ts';
import { addChatRules } from './0021-chat-rules.ts';
import { createOpenCorrections } from './0022-open-corrections.ts';
import { logWordChanges } from './0024-search-word-changes.ts';
import { nameMatters } from './0024-the-matter-of-items.ts';
import { cutWordCounts } from './0025-search-word-pieces.ts';
import { mergeByHand } from './0026-search-merges.ts';

/** Name → migration; names sort in the order in which they run. */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': createFirstTables,
  '0002-search-index': createSearchIndex,
  '0004-search-by-unit': createSearchByUnit,
  '0005-council': createCouncil,
  '0006-accounts': extendAccounts,
  '0008-feed-sources': createFeedSources,
  '0009-withheld-ranges': createWithheldRanges,
  '0010-documents': createDocumentFiles,
  '0011-search-growth': growSearch,
  '0012-recess-notice': addRecessNotice,
  '0013-uploads': createUploads,
  '0014-rehearsals': createRehearsals,
  '0015-search-alerts': createSearchAlerts,
  '0016-identities': addIdentities,
  '0020-convocations': createConvocations,
  '0021-chat-rules': addChatRules,
  '0022-open-corrections': createOpenCorrections,
  '0024-search-word-changes': logWordChanges,
  '0024-the-matter-of-items': nameMatters,
  '0025-search-word-pieces': cutWordCounts,
  '0026-search-merges': mergeByHand,
};
