// Is this Node new enough? Must stay readable for very old ones: plain syntax, no imports.

/** The oldest Node that works, as in `engines` of package.json. */
export const oldestNode = '20.19.0';

/**
 * One sentence for the operator when this Node is too old, null when it will do.
 * @param {string} version e.g. `20.19.4`, without the `v`
 * @returns {string | null}
 */
export function explainOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return `Casa di Vetro needs Node ${oldestNode} or newer, but this is Node ${version}: install a current version from https://nodejs.org and start again.`;
}
