// One RTMP connection without a socket: what is let in, what is refused, and what is never said.
import { describe, expect, it } from '@jest/globals';
import { amfObject, writeAmf0 } from '../../../media/ingest/rtmp/amf0-writer.ts';
import { writeChunks } from '../../../media/ingest/rtmp/chunk-writer.ts';
import { clientHandshake, commandBytes, mediaBytes, publishConversation } from '../../support/rtmp-client.ts';
import { createPeer, key, publishing } from './rtmp-peer.ts';

const keyframe = Buffer.from('1701000000aabb', 'hex');
const hello = Buffer.concat([clientHandshake(), commandBytes(0, 'connect', 1, amfObject({ app: 'live' }))]);

describe('RTMP connection', () => {
  it('answers an encoder step by step and lets it publish', async () => {
    const peer = await publishing();
    expect(peer.answers().map(({ typeId }) => typeId)).toEqual([5, 6, 1, 20, 20, 20, 20, 4, 20, 4]);
    expect(peer.commands()).toEqual([
      '_result NetConnection.Connect.Success',
      ...['_result', '_result', '_result'],
      'onStatus NetStream.Publish.Start',
    ]);
    expect(peer.publications).toMatchObject([{ sessionId: 's1', remoteAddress: '192.0.2.9' }]);
    peer.connection.end('stopping');
    expect(peer.clock.pending()).toBe(0);
  });

  it('hands tags on with the instant of their arrival', async () => {
    const peer = await publishing();
    peer.connection.receive(mediaBytes(9, 1_000, keyframe));
    expect(peer.tags).toMatchObject([{ kind: 'video', timestampMs: 1_000, arrivedAtMs: 42, isKeyframe: true }]);
  });

  it('understands commands in the AMF3 form', () => {
    const peer = createPeer();
    const payload = Buffer.concat([Buffer.from([0]), writeAmf0('connect', 1, amfObject({ app: 'live' }))]);
    peer.connection.receive(clientHandshake());
    peer.connection.receive(writeChunks(3, { typeId: 17, streamId: 0, timestamp: 0, payload }, 128));
    expect(peer.commands()).toEqual(['_result NetConnection.Connect.Success']);
  });

  it.each(['live/', 'live?token=1', '/live'])('takes %s for the application live', (app) => {
    const peer = createPeer();
    peer.connection.receive(Buffer.concat([clientHandshake(), commandBytes(0, 'connect', 1, amfObject({ app }))]));
    expect(peer.commands()).toEqual(['_result NetConnection.Connect.Success']);
  });

  it('strips the query from the stream key', () => {
    const peer = createPeer();
    peer.connection.receive(publishConversation(`${key}?user=x`));
    expect(peer.askedKeys).toEqual([key]);
  });

  it('refuses another application', () => {
    const peer = createPeer();
    peer.connection.receive(
      Buffer.concat([clientHandshake(), commandBytes(0, 'connect', 1, amfObject({ app: 'vod' }))]),
    );
    expect(peer.commands()).toEqual(['_error NetConnection.Connect.Rejected']);
    expect(peer.farewells).toEqual(['finish']);
  });

  it.each([
    ['a wrong key', async () => ({ ok: false, reason: 'unknown stream key' }) as const, 'unknown stream key'],
    [
      'a check that fails',
      async () => Promise.reject(new Error('database is gone')),
      'stream key could not be checked',
    ],
  ])('refuses %s before Publish.Start, and its packets go nowhere', async (_, admit, reason) => {
    const peer = createPeer({ admit });
    peer.connection.receive(Buffer.concat([publishConversation('wrong-key-9999'), mediaBytes(9, 0, keyframe)]));
    await peer.settle();
    peer.connection.receive(mediaBytes(9, 40, keyframe));
    expect(peer.commands().at(-1)).toBe('onStatus NetStream.Publish.Denied');
    expect(peer.commands()).not.toContain('onStatus NetStream.Publish.Start');
    expect([peer.publications, peer.tags]).toEqual([[], []]);
    expect(peer.log.lines.at(-1)?.facts).toMatchObject({ address: '192.0.2.9', reason: `publish refused: ${reason}` });
    peer.clock.advance(1_000);
    expect(peer.farewells).toEqual(['finish', 'destroy']);
  });

  it('never writes a stream key into the log or into an answer, right or wrong', async () => {
    for (const streamKey of [key, 'wrong-key-9999']) {
      const peer = createPeer();
      peer.connection.receive(publishConversation(streamKey));
      await peer.settle();
      peer.connection.end('test is over');
      expect(JSON.stringify(peer.log.lines)).not.toContain(streamKey.slice(0, 4));
      for (const { payload } of peer.answers()) expect(payload.toString('latin1')).not.toContain(streamKey.slice(0, 4));
    }
  });

  it('refuses to publish without a key and does not ask about it', () => {
    const peer = createPeer();
    peer.connection.receive(publishConversation(''));
    expect(peer.commands().at(-1)).toBe('onStatus NetStream.Publish.Denied');
    expect(peer.askedKeys).toEqual([]);
  });

  it('does not open a publication for an encoder that left while its key was checked', async () => {
    const peer = createPeer();
    peer.connection.receive(publishConversation(key));
    peer.connection.closed('closed by the encoder');
    await peer.settle();
    expect(peer.publications).toEqual([]);
  });

  it('refuses to play', () => {
    const peer = createPeer();
    peer.connection.receive(Buffer.concat([hello, commandBytes(1, 'play', 0, null, key)]));
    expect(peer.commands().at(-1)).toBe('onStatus NetStream.Play.Failed');
    expect(peer.farewells).toEqual(['finish']);
  });

  it.each(['FCUnpublish', 'deleteStream', 'closeStream'])(
    'ends the publication on %s and lets the encoder close by itself',
    async (name) => {
      const peer = await publishing();
      peer.connection.receive(commandBytes(0, name, 9, null, key));
      peer.publications[0]?.close('hub tidies up');
      expect([peer.ends, peer.farewells]).toEqual([['encoder stopped'], []]);
      peer.clock.advance(1_000);
      expect(peer.farewells).toEqual(['destroy']);
    },
  );

  it('ends the publication when the socket closes, once', async () => {
    const peer = await publishing();
    peer.connection.closed('read ECONNRESET');
    peer.connection.end('again');
    expect(peer.ends).toEqual(['read ECONNRESET']);
  });

  it('disconnects the encoder when its publication is closed, and delivers nothing more', async () => {
    const peer = await publishing();
    peer.publications[0]?.close('another encoder took over');
    peer.connection.receive(mediaBytes(9, 0, keyframe));
    expect([peer.ends, peer.farewells, peer.tags]).toEqual([['another encoder took over'], ['destroy'], []]);
  });

  it('closes a peer that makes no handshake in 5 s', () => {
    const peer = createPeer();
    peer.connection.receive(Buffer.from([3, 0, 0]));
    peer.clock.advance(5_000);
    expect(peer.farewells).toEqual(['destroy']);
    expect(peer.clock.pending()).toBe(0);
  });

  it('closes a peer that does not publish in 10 s', () => {
    const peer = createPeer();
    peer.connection.receive(hello);
    peer.clock.advance(9_999);
    expect(peer.farewells).toEqual([]);
    peer.clock.advance(1);
    expect(peer.farewells).toEqual(['destroy']);
  });

  it('closes a peer that sends a megabyte of media before it may', () => {
    const peer = createPeer();
    peer.connection.receive(hello);
    for (let sent = 0; sent <= 1_048_576; sent += 50_000)
      peer.connection.receive(mediaBytes(9, 0, Buffer.alloc(50_000)));
    expect(peer.log.lines.at(-1)?.facts.reason).toBe('media before publish');
  });

  it('closes a peer that does not read its answers', () => {
    const peer = createPeer({ unreadBytes: 65_537 });
    peer.connection.receive(clientHandshake());
    expect(peer.farewells).toEqual(['destroy']);
  });

  it('acknowledges what it received, window by window', async () => {
    const peer = await publishing();
    const window = Buffer.from([0, 0, 0x10, 0]);
    peer.connection.receive(writeChunks(2, { typeId: 5, streamId: 0, timestamp: 0, payload: window }, 128));
    for (let left = 3; left > 0; left -= 1) peer.connection.receive(mediaBytes(8, 0, Buffer.alloc(4_096, 0xff)));
    const acknowledged = peer.answers().filter(({ typeId }) => typeId === 3);
    expect(acknowledged.length).toBeGreaterThanOrEqual(3);
  });

  it('answers pings', () => {
    const peer = createPeer();
    peer.connection.receive(hello);
    const payload = Buffer.from([0, 6, 1, 2, 3, 4]);
    peer.connection.receive(writeChunks(2, { typeId: 4, streamId: 0, timestamp: 0, payload }, 128));
    expect(peer.answers().at(-1)).toMatchObject({ typeId: 4, payload: Buffer.from([0, 7, 1, 2, 3, 4]) });
  });

  it('asks a publisher how long it takes to answer, and reports it', async () => {
    const peer = await publishing();
    const ping = peer.answers().find(({ typeId, payload }) => typeId === 4 && payload[1] === 6)?.payload;
    expect(peer.publications[0]?.roundTripMs()).toBeNull();
    const sentAtMs = ping?.readUInt32BE(2) ?? 0;
    const answer = Buffer.from([0, 7, 0, 0, 0, sentAtMs - 30]);
    peer.connection.receive(writeChunks(2, { typeId: 4, streamId: 0, timestamp: 0, payload: answer }, 128));
    expect(peer.publications[0]?.roundTripMs()).toBe(30);
  });

  const control = (typeId: number, ...payload: number[]): Buffer =>
    writeChunks(2, { typeId, streamId: 0, timestamp: 0, payload: Buffer.from(payload) }, 128);
  it.each([
    ['an empty chunk size', control(1)],
    ['a chunk size of zero', control(1, 0, 0, 0, 0)],
    ['a chunk size above 65,536', control(1, 0, 1, 0, 1)],
    ['a negative chunk size', control(1, 0x80, 0, 0, 1)],
    ['an abort that is cut off', control(2, 1)],
    ['a command without a name', commandBytes(0, 5, 5)],
    ['an empty command', control(20)],
    ['AMF nested too deeply', control(20, ...Array.from({ length: 400 }, (_, at) => [3, 0, 1, 0x61][at % 4] ?? 0))],
    ['a second connect', commandBytes(0, 'connect', 1, amfObject({ app: 'live' }))],
  ])('ends for %s, with one line in the log', (_, bytes) => {
    const peer = createPeer();
    peer.connection.receive(hello);
    peer.connection.receive(bytes);
    expect(peer.farewells).toEqual(['destroy']);
    expect(peer.log.lines.map(({ level, message }) => [level, message])).toEqual([['info', 'rtmp connection ended']]);
  });

  it('ends for publishing without connecting and for publishing twice', async () => {
    const early = createPeer();
    early.connection.receive(Buffer.concat([clientHandshake(), commandBytes(1, 'publish', 0, null, key)]));
    expect(early.farewells).toEqual(['destroy']);
    const twice = await publishing();
    twice.connection.receive(commandBytes(1, 'publish', 0, null, key));
    expect([twice.ends, twice.publications]).toHaveLength(2);
    expect(twice.ends).toEqual(['published twice']);
  });

  it('tolerates a tcUrl that is no address, unknown commands, shared objects and empty media', async () => {
    const peer = createPeer();
    const garbage = amfObject({ app: 'live', tcUrl: '\u0000://[', fourCcList: ['hvc1'], objectEncoding: 3 });
    peer.connection.receive(Buffer.concat([clientHandshake(), commandBytes(0, 'connect', 1, garbage)]));
    peer.connection.receive(Buffer.concat([commandBytes(0, 'sing', 7, null), control(19, 1, 2), control(99)]));
    peer.connection.receive(commandBytes(1, 'publish', 5, null, key));
    await peer.settle();
    peer.connection.receive(Buffer.concat([mediaBytes(9, 0, Buffer.alloc(0)), mediaBytes(8, 0, Buffer.alloc(0))]));
    expect([peer.farewells, peer.publications.length]).toEqual([[], 1]);
  });

  it('keeps a bug of a listener to this one connection, and calls it a bug', async () => {
    const peer = await publishing({
      onPublish: () => {
        throw new TypeError('listener is broken');
      },
    });
    expect(peer.farewells).toEqual(['destroy']);
    expect(peer.log.lines.find(({ level }) => level === 'error')?.facts.error).toContain('listener is broken');
  });
});
