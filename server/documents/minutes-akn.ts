// The minutes as Akoma Ntoso 3.0 (OASIS LegalDocML, `debate`): items as sections, speeches with instants and speakers.
import type { MinutesBlock } from '../domain/minutes.ts';
import type { MinutesLanguage } from '../domain/minutes-words.ts';
import { escapeXml } from './xml.ts';

/** What identifies the document. */
export interface AknDocument {
  readonly sessionId: string;
  readonly language: MinutesLanguage;
  readonly bodyName: string;
  readonly atMs: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

interface Section {
  readonly heading: string | null;
  readonly number: string | null;
  readonly content: string[];
}

/** The XML text. FRBR addresses follow the naming convention of AKN 3.0 (`/akn/it/debate/…`). */
export function writeMinutesAkn(blocks: readonly MinutesBlock[], document: AknDocument): string {
  const known = new Set(document.people.map((person) => person.id));
  const sections: Section[] = [{ heading: null, number: null, content: [] }];
  let title = '';
  for (const block of blocks) {
    if (block.kind === 'title') title = block.text;
    else if (block.kind === 'heading' && block.itemId !== null) {
      sections.push({ heading: block.text, number: block.number, content: [] });
    } else push(sections, (eId) => writeBlock(block, { known, eId }));
  }
  const body = sections.flatMap((section, index) =>
    section.heading === null && section.content.length === 0 ? [] : [writeSection(section, index)],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<debate name="minutes" contains="originalVersion">
${meta(document)}
<preface><p><docTitle>${escapeXml(title)}</docTitle></p></preface>
<debateBody>
${body.join('\n')}
</debateBody>
</debate>
</akomaNtoso>
`;
}

/** `eId` names the place in its section; the schema wants one on tables and lists. */
function push(sections: readonly Section[], write: (eId: string) => string): void {
  const content = sections.at(-1)?.content;
  content?.push(write(`dbsect_${sections.length}__block_${content.length + 1}`));
}

function writeSection(section: Section, index: number): string {
  const name = section.heading === null ? 'opening' : 'agendaItem';
  const heading = section.heading === null ? '' : `<heading>${escapeXml(section.heading)}</heading>`;
  const content = section.content.length === 0 ? '<p/>' : section.content.join('\n');
  return `<debateSection eId="dbsect_${index + 1}" name="${name}">${heading}\n${content}\n</debateSection>`;
}

function writeBlock(block: MinutesBlock, { known, eId }: { known: ReadonlySet<string>; eId: string }): string {
  switch (block.kind) {
    case 'title':
    case 'heading':
      return `<p><b>${escapeXml(block.text)}</b></p>`;
    case 'text': {
      const words = escapeXml(block.text);
      const content = block.href === undefined ? words : `<ref href="${escapeXml(block.href)}">${words}</ref>`;
      const { event } = block;
      if (event?.what !== 'speech') return `<narrative>${content}</narrative>`;
      const by = event.personId !== null && known.has(event.personId) ? `#${personRef(event.personId)}` : '#unknown';
      const end = event.untilMs === null ? '' : ` endTime="${instant(event.untilMs)}"`;
      const from = `<from>${escapeXml(event.speaker ?? '')}</from>`;
      return `<speech by="${by}" startTime="${instant(event.atMs)}"${end}>${from}<p>${content}</p></speech>`;
    }
    case 'list':
      return `<ul eId="${eId}">${block.items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`;
    case 'table': {
      const head = `<tr>${block.head.map((cell) => `<th><p>${escapeXml(cell)}</p></th>`).join('')}</tr>`;
      const rows = block.rows.map(
        (row) => `<tr>${row.map((cell) => `<td><p>${escapeXml(cell)}</p></td>`).join('')}</tr>`,
      );
      return `<table eId="${eId}">${head}${rows.join('')}</table>`;
    }
  }
}

function meta(document: AknDocument): string {
  const day = instant(document.atMs).slice(0, 10);
  const work = `/akn/it/debate/minutes/${day}/${encodeURIComponent(document.sessionId)}`;
  const language = document.language === 'it' ? 'ita' : 'eng';
  const level = (name: string, address: string, more: string): string =>
    `<${name}><FRBRthis value="${address}/!main"/><FRBRuri value="${address}"/><FRBRdate date="${day}" name="sitting"/><FRBRauthor href="#body"/>${more}</${name}>`;
  const people = document.people.map(
    ({ id, name }) =>
      `<TLCPerson eId="${personRef(id)}" href="/akn/ontology/person/${encodeURIComponent(id)}" showAs="${escapeXml(name)}"/>`,
  );
  return `<meta>
<identification source="#software">
${level('FRBRWork', work, '<FRBRcountry value="it"/>')}
${level('FRBRExpression', `${work}/${language}@`, `<FRBRlanguage language="${language}"/>`)}
${level('FRBRManifestation', `${work}/${language}@.xml`, '')}
</identification>
<references source="#software">
<TLCOrganization eId="body" href="/akn/ontology/organization/body" showAs="${escapeXml(document.bodyName)}"/>
<TLCOrganization eId="software" href="/akn/ontology/organization/software" showAs="Casa di Vetro"/>
<TLCPerson eId="unknown" href="/akn/ontology/person/unknown" showAs="?"/>
${people.join('\n')}
</references>
</meta>`;
}

/** eIds begin with a letter. */
function personRef(id: string): string {
  return `person_${id.replaceAll(/[^\w-]/gu, '_')}`;
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
