// Waits until a server that was just started answers.

const betweenLooksMs = 100;
/** Some 1,400 files are read before the first answer: 20 s were measured from a cold disk on a machine with other work. */
const deadlineMs = 60_000;

/**
 * True once the address answers 200; false when the server has ended before or nothing came in time.
 * @param {string} address
 * @param {Promise<unknown>} ended settles when the server ends
 * @returns {Promise<boolean>}
 */
export function untilReady(address, ended) {
  return new Promise((resolve) => {
    const settle = (/** @type {boolean} */ answer) => {
      clearInterval(looks);
      clearTimeout(deadline);
      resolve(answer);
    };
    const look = () =>
      fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
        (answer) => answer.ok && settle(true),
        // Not listening yet: the next look will tell.
        () => undefined,
      );
    const looks = setInterval(look, betweenLooksMs);
    const deadline = setTimeout(() => settle(false), deadlineMs);
    ended.then(() => settle(false));
  });
}
