// Under which id the origin serves what staff look at before anything is public. Ids of sessions never begin like this.

const prefix = 'preview-';

/** The id of a session's preview at the origin: `/hls/<id>/master.m3u8`. */
export function previewIdOf(sessionId: string): string {
  return `${prefix}${sessionId}`;
}

/** The session whose preview has this id; null when it is no preview's. */
export function sessionOfPreview(id: string): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}
