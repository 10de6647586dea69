// Escapes text for XML and HTML; characters that XML 1.0 forbids are left out.

/** Text → XML text or attribute value. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The plain text of a piece of XML: tags out, the five entities and numeric ones read. */
export function plainText(xml: string): string {
  return xml
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/&#x([0-9a-f]{1,6});/giu, (_, code: string) => fromCode(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d{1,7});/gu, (_, code: string) => fromCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function fromCode(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
