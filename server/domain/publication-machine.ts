// Who may see a session, as a table of its own: publication and the sitting's state are separate facts. Pure.
import type { Command, Publication } from '../contract/sessions.ts';

/** The commands that change the publication. */
export type PublicationCommand = Extract<Command, 'publish' | 'withhold'>;

/** The table: publication × command → publication. The same publication again means "already so". */
export const publicationTable: Readonly<Record<Publication, Readonly<Record<PublicationCommand, Publication>>>> = {
  private: { publish: 'published', withhold: 'withheld' },
  published: { publish: 'published', withhold: 'withheld' },
  withheld: { publish: 'published', withhold: 'withheld' },
};

/** Is this one of the publication's commands? */
export function isPublicationCommand(command: Command): command is PublicationCommand {
  return command === 'publish' || command === 'withhold';
}

/** What adjourning does to the publication: with `review` it is private until `publish`. A withheld session stays withheld. */
export function publicationAfterAdjourn(session: { publication: Publication; review: boolean }): Publication {
  return session.review && session.publication === 'published' ? 'private' : session.publication;
}
