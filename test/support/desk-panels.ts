// The panels of the desk that somebody has to open, the pages of the settings, and pages that only a mail leads to.
// Must not know any browser.
import type { en } from '../../client/text/en.ts';
import type { StagedPage, StagedSessions } from './stage-pages.ts';

type Words = typeof en;

/** A page with something of it open. */
export interface StagedPanel extends StagedPage {
  /** The button that opens it, by its name; the first of several. */
  readonly opens?: (words: Words) => string;
  /** CSS of what is there once it is open. */
  readonly then?: string;
  readonly isUnfolded?: boolean;
}

const live = (all: StagedSessions) => `/desk/sessions/${all.live.id}`;
const settings = (page: string) => () => `/desk/settings/${page}`;
const common = { isStaff: true } as const;

export const stagedPanels: readonly StagedPanel[] = [
  { ...common, name: 'the desk with every fold open', path: live, shows: '.cv-council__entry', isUnfolded: true },
  {
    ...common,
    name: 'the desk with the agenda being edited',
    path: live,
    shows: '.cv-council__entry',
    opens: ({ desk }) => desk.agenda.edit,
    then: '#desk-agenda-edit',
  },
  {
    ...common,
    name: 'the desk with a vote being entered',
    path: live,
    shows: '.cv-council__entry',
    opens: ({ council }) => council.vote.open,
    then: '.cv-council__vote',
  },
  {
    ...common,
    name: 'the desk that asks whether to close the doors',
    path: live,
    shows: '.cv-council__entry',
    opens: ({ desk }) => desk.commands.closeDoors,
    then: '.cv-desk__question',
  },
  {
    ...common,
    name: 'the desk in recess with every fold open',
    path: (all) => `/desk/sessions/${all.recess.id}`,
    shows: '.cv-desk__item',
    isUnfolded: true,
  },
  {
    ...common,
    name: 'the desk after the end, asking for the reason to withhold',
    path: (all) => `/desk/sessions/${all.ended.id}`,
    shows: '.cv-desk__item',
    opens: ({ desk }) => desk.commands.withhold,
    then: '.cv-desk__question',
    isUnfolded: true,
  },
  {
    ...common,
    name: 'the desk with a new session being written',
    path: () => '/desk',
    shows: '.cv-desk__session',
    opens: ({ desk }) => desk.newSession,
    then: 'form textarea',
  },
  {
    ...common,
    name: 'a body with its members and rules',
    path: (all) => `/desk/bodies/${all.live.bodyId}`,
    shows: '#body-rules',
  },
  { ...common, name: 'one’s own account', path: settings('me'), shows: '#account-sign-ins ~ ul li' },
  {
    ...common,
    name: 'the accounts with one being changed',
    path: settings('accounts'),
    shows: '.cv-accounts__card',
    opens: ({ accounts }) => accounts.card.change,
    then: '.cv-accounts__card form',
  },
  { ...common, name: 'the API tokens', path: settings('tokens'), shows: 'main form' },
  { ...common, name: 'the webhooks', path: settings('webhooks'), shows: 'main form' },
  { ...common, name: 'the trail', path: settings('audit'), shows: '.cv-accounts__part li' },
  { ...common, name: 'the town’s name, colour and crest', path: settings('town'), shows: '.cv-accounts__colour' },
  {
    ...common,
    name: 'the list of sessions with a chat to approve',
    path: () => '/desk',
    shows: '.cv-desk__queue',
    isUnfolded: true,
  },
  {
    ...common,
    name: 'the desk of a scheduled session with every fold open and the camera on',
    path: (all) => `/desk/sessions/${all.scheduled.id}`,
    shows: '.cv-desk__item',
    isUnfolded: true,
    opens: ({ desk }) => desk.camera.open,
    then: '.cv-desk__self',
  },
  { name: 'the link of a convocation', path: () => '/convocations#confirm=x', shows: 'main button' },
  { name: 'the link of an alert', path: () => '/search/alerts#leave=x', shows: 'main button' },
];
