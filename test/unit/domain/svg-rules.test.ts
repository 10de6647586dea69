// Which drawings may be a crest.
import { describe, expect, it } from '@jest/globals';
import { isHarmlessSvg } from '../../../server/domain/svg-rules.ts';

const around = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;

describe('a drawing that may be shown', () => {
  it.each([
    ['a path', around('<path d="M0 0h9v9z" fill="#c00"/>')],
    ['a gradient it names itself', around('<g id="a"/><use href="#a"/><path fill="url(#b)"/>')],
    [
      'what drawing programs write around it',
      `<?xml version="1.0"?><!-- made -->\n<!DOCTYPE svg>\n${around('<g/>')}\n`,
    ],
    ['rules that only paint', around('<style>.a{fill:#fff}</style><path class="a" style="stroke:#000"/>')],
  ])('is %s', (_what, svg) => expect(isHarmlessSvg(svg)).toBe(true));

  it.each([
    ['a script', around('<script>alert(1)</script>')],
    ['a script with a prefix', around('<svg:script>alert(1)</svg:script>')],
    ['what acts on an event', around('<path onload="alert(1)"/>')],
    ['what acts without a space before', around('<path d="M0"onclick="alert(1)"/>')],
    ['an event that a rule of its type brings', `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>${around('')}`],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${around('')}`],
    ['a hidden letter', around('<a href="jav&#97;script:alert(1)">x</a>')],
    ['a page inside', around('<foreignObject><p>x</p></foreignObject>')],
    ['a picture from elsewhere', around('<image href="https://example.org/a.png"/>')],
    ['a drawing from elsewhere', around('<use xlink:href="https://example.org/a.svg#b"/>')],
    ['paint from elsewhere', around('<path fill="url(https://example.org/a)"/>')],
    ['paint from elsewhere in disguise', around('<style>.a{fill:u\\72l(https://example.org/a)}</style>')],
    ['rules from elsewhere', around('<style>@import "https://example.org/a.css"</style>')],
    ['a link', around('<a><path/></a>')],
    ['what moves', around('<animateTransform attributeName="href"/>')],
    ['a comment that never ends', `<!-- ${around('')}`],
    ['a page', '<!doctype html><html><body><svg></svg></body></html>'],
    ['no text', ''],
  ])('is not %s', (_what, svg) => expect(isHarmlessSvg(svg)).toBe(false));
});
