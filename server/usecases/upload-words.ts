// What is wrong with a file that was sent, in words with the cure.
import type { UploadProblem } from '../contract/uploads.ts';

const words: Readonly<Record<UploadProblem, (fact: string | null) => string>> = {
  'file-not-media': () => 'This is no film: send MP4, MOV, MKV, WebM, TS, FLV or MPG.',
  'file-lies': (fact) =>
    `The name of the file promises something else than what is in it (${fact ?? '?'}): give it its right ending, or export it again.`,
  'file-cut-off': () => 'The end of the film is missing: copy it again from where it was recorded, and send it again.',
  'file-codec': (fact) =>
    `There is something in this film that is not read here (${fact ?? 'unknown'}): export it again as MP4 with H.264 and AAC.`,
  'file-picture-too-large': (fact) =>
    `The picture of this film is too large (${fact ?? '?'}): export it again with 1920x1080.`,
  'file-unreadable': () => 'The film cannot be read: it may be torn. Export it again as MP4 with H.264 and AAC.',
  'file-no-picture': () => 'There is no picture in this file.',
  'file-too-long': () => 'The film is longer than 48 hours: send it in parts.',
  'take-failed': () => 'The recording could not be made of this file; try again, and look at the server’s log.',
  'take-stuck': () =>
    'The making of the recording stood still at a place of this film and was ended: export it again as MP4 with H.264 and AAC.',
  'session-taken': () => 'The session began or got another recording meanwhile.',
};

/** In English; the desk has its own words by the code. */
export function describeUploadProblem(problem: { readonly code: UploadProblem; readonly fact: string | null }): string {
  return words[problem.code](problem.fact);
}
