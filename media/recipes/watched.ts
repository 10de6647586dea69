// The raw picture and sound that the guardian looks at: what recipes ask for and watches expect.

export const watchedPicture = { width: 160, height: 90, framesPerSecond: 2 } as const;
/** 16 bit a sample, channels interleaved. */
export const watchedSound = { rate: 48_000, channels: 2 } as const;
