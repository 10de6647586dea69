// The schemas that have a name of their own in the OpenAPI document.
import type { z } from 'zod';
import * as accounts from '../contract/accounts.ts';
import * as tokens from '../contract/api-tokens.ts';
import { auditEntrySchema, auditPageSchema } from '../contract/audit.ts';
import { bodyListSchema } from '../contract/bodies.ts';
import { agendaLinesSchema } from '../contract/files.ts';
import { changeItemSchema } from '../contract/agenda-details.ts';
import * as documents from '../contract/documents.ts';
import * as log from '../contract/council-log.ts';
import * as roster from '../contract/roster.ts';
import { chatMessageSchema } from '../contract/chat.ts';
import { feedSchema } from '../contract/feeds.ts';
import { problemSchema } from '../contract/problems.ts';
import { searchHitSchema, searchMomentSchema, searchResultSchema, suggestionListSchema } from '../contract/search.ts';
import * as sessions from '../contract/sessions.ts';
import { transcriptResultSchema } from '../contract/transcripts.ts';
import { uploadListSchema, uploadSchema } from '../contract/uploads.ts';
import * as webhooks from '../contract/webhooks.ts';
import {
  checkPointSchema,
  publishCheckSchema,
  sessionVersionSchema,
  versionListSchema,
} from '../contract/publishing.ts';
import { waveformSchema } from '../contract/waveforms.ts';
import * as withheld from '../contract/withheld-ranges.ts';

/** Name in `components.schemas` → schema. */
export const namedSchemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['Problem', problemSchema],
  ['SignIn', accounts.signInSchema],
  ['Me', accounts.meSchema],
  ['Setup', accounts.setupSchema],
  ['Account', accounts.accountSchema],
  ['AccountList', accounts.accountListSchema],
  ['AccountLink', accounts.accountLinkSchema],
  ['Invite', accounts.inviteSchema],
  ['ChangeAccount', accounts.changeAccountSchema],
  ['ChoosePassword', accounts.choosePasswordSchema],
  ['SignInWays', accounts.signInWaysSchema],
  ['ConfirmPassword', accounts.confirmPasswordSchema],
  ['SecondFactorOffer', accounts.secondFactorOfferSchema],
  ['ConfirmSecondFactor', accounts.confirmSecondFactorSchema],
  ['RecoveryCodes', accounts.recoveryCodesSchema],
  ['SignInRules', accounts.signInRulesSchema],
  ['ChangePassword', accounts.changePasswordSchema],
  ['ApiToken', tokens.apiTokenSchema],
  ['ApiTokenList', tokens.apiTokenListSchema],
  ['NewApiToken', tokens.newApiTokenSchema],
  ['MadeApiToken', tokens.madeApiTokenSchema],
  ['Webhook', webhooks.webhookSchema],
  ['WebhookList', webhooks.webhookListSchema],
  ['NewWebhook', webhooks.newWebhookSchema],
  ['MadeWebhook', webhooks.madeWebhookSchema],
  ['WebhookPayload', webhooks.webhookPayloadSchema],
  ['Delivery', webhooks.deliverySchema],
  ['DeliveryList', webhooks.deliveryListSchema],
  ['AuditEntry', auditEntrySchema],
  ['AuditPage', auditPageSchema],
  ['Session', sessions.sessionSchema],
  ['SessionSummary', sessions.sessionSummarySchema],
  ['SessionPage', sessions.sessionPageSchema],
  ['NewSession', sessions.newSessionSchema],
  ['NewAgendaItem', sessions.newAgendaItemSchema],
  ['AgendaItem', sessions.agendaItemSchema],
  ['UpdateSession', sessions.updateSessionSchema],
  ['BodyList', bodyListSchema],
  ['BodyDetail', roster.bodyDetailSchema],
  ['UpdateBody', roster.updateBodySchema],
  ['Roster', roster.rosterSchema],
  ['ReplaceRoster', roster.replaceRosterSchema],
  ['RosterPreview', roster.rosterPreviewSchema],
  ['CouncilLog', log.councilLogSchema],
  ['LogEntry', log.logEntrySchema],
  ['NewLogEntry', log.newEntrySchema],
  ['ChangeLogEntry', log.changeEntrySchema],
  ['WrittenLogEntry', log.writtenEntrySchema],
  ['AgendaLines', agendaLinesSchema],
  ['ChangeAgendaItem', changeItemSchema],
  ['DuplicateSession', sessions.duplicateSessionSchema],
  ['Document', documents.documentSchema],
  ['DocumentList', documents.documentListSchema],
  ['ChangeDocument', documents.changeDocumentSchema],
  ['DocumentText', documents.documentTextSchema],
  ['MoveMark', log.moveMarkSchema],
  ['Trail', log.auditPageSchema],
  ['TranscriptResult', transcriptResultSchema],
  ['ReplaceAgenda', sessions.replaceAgendaSchema],
  ['RunCommand', sessions.runCommandSchema],
  ['CommandResult', sessions.commandResultSchema],
  ['NewMark', sessions.newMarkSchema],
  ['Mark', sessions.markSchema],
  ['PlacedMark', sessions.placedMarkSchema],
  ['Take', sessions.takeSchema],
  ['Playback', sessions.playbackSchema],
  ['SessionRecord', sessions.recordSchema],
  ['CheckPoint', checkPointSchema],
  ['PublishCheck', publishCheckSchema],
  ['SessionVersion', sessionVersionSchema],
  ['VersionList', versionListSchema],
  ['Waveform', waveformSchema],
  ['Decision', withheld.decisionSchema],
  ['NewWithheldRange', withheld.newWithheldRangeSchema],
  ['Tombstone', withheld.tombstoneSchema],
  ['WithheldRange', withheld.withheldRangeSchema],
  ['WithheldRangeList', withheld.withheldRangeListSchema],
  ['Feed', feedSchema],
  ['Upload', uploadSchema],
  ['UploadList', uploadListSchema],
  ['ChatMessage', chatMessageSchema],
  ['SearchResult', searchResultSchema],
  ['SearchHit', searchHitSchema],
  ['SearchMoment', searchMomentSchema],
  ['SuggestionList', suggestionListSchema],
]);
