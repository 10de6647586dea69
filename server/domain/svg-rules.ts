// Which drawings (SVG) may be shown: only those that are nothing but a drawing. What could act, fetch or hide is refused, not
// repaired; besides, a crest is only ever shown as an image, where browsers run and fetch nothing. Pure.

/** Elements that act or bring other content, whatever their prefix. */
const acting =
  /<(?:[\w-]+:)?(?:script|foreignobject|iframe|object|embed|audio|video|handler|listener|animate\w*|set|a|image|feimage)[\s/>]/iu;

const forbidden: readonly RegExp[] = [
  acting,
  /<!(?:entity|attlist|element|notation)/iu,
  /<\?xml-stylesheet/iu,
  /[\s"'/]on[a-z]+\s*=/iu,
  /(?:href|src)\s*=\s*["']?\s*(?!["']?#)/iu,
  /url\(\s*["']?\s*(?!["']?#)/iu,
  /javascript:|data:|@import|&#|\\/iu,
];

const drawing = /^\uFEFF?\s*(?:<\?xml[^>]*\?>)?\s*(?:<!doctype[^>]*>)?\s*<svg[\s>]/iu;

/** Is the text an SVG drawing without anything that acts, fetches or hides? Style rules may stay: they can only paint. */
export function isHarmlessSvg(text: string): boolean {
  const bare = withoutComments(text);
  return (
    bare !== null &&
    drawing.test(bare) &&
    bare.trimEnd().endsWith('</svg>') &&
    !forbidden.some((pattern) => pattern.test(text) || pattern.test(bare))
  );
}

/** Null when a comment never ends. One pass: what is sent may have been made to be slow to read. */
function withoutComments(text: string): string | null {
  const kept: string[] = [];
  let at = 0;
  for (let begin = text.indexOf('<!--'); begin !== -1; begin = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', begin + 4);
    if (end === -1) return null;
    kept.push(text.slice(at, begin));
    at = end + 3;
  }
  return kept.join('') + text.slice(at);
}
