// One part of a benchmark's answer: one line of JSON on standard output.

/** Prints it. */
export function print(part: object): void {
  process.stdout.write(`${JSON.stringify(part)}\n`);
}
