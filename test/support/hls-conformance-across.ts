// What the media playlists of one session owe each other: they are in step, and each says where the others stand.
// Must not know how playlists are made.
import type { ReadPlaylist } from './hls-playlist.ts';

/** Segment n of a session: of which take, and whether something new begins with it. */
interface Step {
  readonly rendition: string;
  readonly take: string;
  readonly discontinuity: boolean;
}

export class RenditionsInStep {
  readonly #steps = new Map<number, Step>();
  readonly #live = new Set<string>();

  /** One reload of one rendition; answers what is out of step, as sentences. */
  observe(address: string, now: ReadPlaylist): readonly string[] {
    const rendition = nameOf(address);
    if (now.ended) this.#live.delete(rendition);
    else this.#live.add(rendition);
    return now.ended ? [] : [...this.#checkSteps(rendition, now), ...this.#checkReports(rendition, now)];
  }

  /** RFC 8216bis 6.2.4: the same discontinuities in all renditions; here also the same segments. */
  *#checkSteps(rendition: string, { segments }: ReadPlaylist): Generator<string> {
    for (const { msn, uri, parts, discontinuity } of segments) {
      const take = (uri ?? parts[0]?.uri ?? '').split('/')[0] ?? '';
      if (take === '') continue;
      const known = this.#steps.get(msn);
      if (known === undefined) this.#steps.set(msn, { rendition, take, discontinuity });
      else if (known.take !== take)
        yield `segment ${msn} is of take ${take}, but of ${known.take} in ${known.rendition}`;
      else if (known.discontinuity !== discontinuity) {
        yield `segment ${msn} is no discontinuity in both ${rendition} and ${known.rendition}`;
      }
    }
  }

  /** RFC 8216bis 4.4.5.4: a report on each other rendition. */
  *#checkReports(rendition: string, { reports }: ReadPlaylist): Generator<string> {
    const reported = new Set(reports.map((report) => nameOf(report.get('URI') ?? '')));
    for (const other of this.#live) {
      if (other !== rendition && !reported.has(other)) yield `has no RENDITION-REPORT on ${other}`;
    }
    for (const report of reports) {
      const part = report.get('LAST-PART');
      if (part !== undefined && !/^\d+$/.test(part)) yield `the report on ${report.get('URI')} has no whole LAST-PART`;
      if (nameOf(report.get('URI') ?? '') === rendition) yield 'reports on itself';
    }
  }
}

/** `v0` of `/hls/s1/v0.m3u8`. */
function nameOf(address: string): string {
  return (address.split('/').at(-1) ?? '').replace('.m3u8', '');
}
