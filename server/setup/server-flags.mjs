// Flags of Node for the server, the same whoever starts it. package.json and casa-di-vetro.service spell them out (a test
// compares); here stands why.

/**
 * Megabytes to which each half of the young generation may grow (Node's own: 16). Requests that wait for the next part live a
 * third of a second: in 16 MB those of five hundred viewers are copied again and again, and end among the old objects. It grows
 * when it is needed only.
 */
export const serverFlags = ['--max-semi-space-size=32'];
