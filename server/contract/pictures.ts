// Pictures that staff send: what may come in.

/** Larger pictures are refused before they are read. */
export const maxPictureBytes = 10 * 1024 * 1024;
