// Which browser on which system, out of what it calls itself; for people who look whether a sign-in is theirs. Pure.

/** The first that fits counts: most browsers also name those that they want to be taken for. */
const browsers = [
  [/\bEdgA?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//u, 'Firefox'],
  [/\bChrome\/|\bCriOS\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
] as const;
const systems = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\bAndroid\b/u, 'Android'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
] as const;

/** `Firefox, Windows`; null when neither is known. */
export function browserName(agent: string | null): string | null {
  const known = [browsers, systems].flatMap((names) => names.find(([sign]) => sign.test(agent ?? ''))?.[1] ?? []);
  return known.length === 0 ? null : known.join(', ');
}
