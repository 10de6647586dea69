// The numbers of RTMP message types and user control events (Adobe RTMP 1.0, sections 5.4 and 7.1).

export const messageType = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  dataAmf0: 18,
  commandAmf0: 20,
  aggregate: 22,
} as const;

export const userEvent = { streamBegin: 0, pingRequest: 6, pingResponse: 7 } as const;
