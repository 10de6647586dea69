// The multivariant playlist as text.
import { describe, expect, it } from '@jest/globals';
import { multivariantPlaylist, type Offer } from '../../../media/packager/multivariant-playlist.ts';

const sound: Offer = {
  uri: 'audio.m3u8',
  codecs: ['mp4a.40.2'],
  peakBitsPerSecond: 130_000,
  averageBitsPerSecond: 128_000.4,
  width: null,
  height: null,
};
const picture: Offer = {
  uri: 'v0.m3u8',
  codecs: ['avc1.64001f', 'avc1.4d401e'],
  peakBitsPerSecond: 2_500_000,
  averageBitsPerSecond: 2_000_000,
  width: 1280,
  height: 720,
};

describe('the multivariant playlist', () => {
  it('adds the rates of picture and sound, lists all codecs, and ends with the sound alone', () => {
    expect(multivariantPlaylist({ pictures: [picture], sound, lowSound: null }).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:9',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=2630000,AVERAGE-BANDWIDTH=2128001,CODECS="avc1.64001f,avc1.4d401e,mp4a.40.2",RESOLUTION=1280x720,AUDIO="audio"',
      'v0.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=130000,AVERAGE-BANDWIDTH=128001,CODECS="mp4a.40.2",AUDIO="audio"',
      'audio.m3u8',
      '',
    ]);
  });

  it('offers a thinner sound to who takes no picture, and the full one beside the pictures', () => {
    const lowSound = { ...sound, uri: 'audio-low.m3u8', peakBitsPerSecond: 46_000, averageBitsPerSecond: 44_000 };
    const text = multivariantPlaylist({ pictures: [picture], sound, lowSound });
    expect(text).toContain('GROUP-ID="audio-low",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio-low.m3u8"');
    expect(text).toContain('RESOLUTION=1280x720,AUDIO="audio"\nv0.m3u8');
    expect(text).toMatch(/BANDWIDTH=46000,[^\n]*AUDIO="audio-low"\naudio-low.m3u8\n$/);
  });

  it('names no sound group when there is no sound', () => {
    expect(multivariantPlaylist({ pictures: [picture], sound: null, lowSound: null })).not.toContain('AUDIO=');
  });
});
