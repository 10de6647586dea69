// The encoder's options word by word: no B-frames, no lookahead, keyframes where they are asked for.
import { describe, expect, it } from '@jest/globals';
import {
  deviceArguments,
  encoderArguments,
  encoderNames,
  videoEncoders,
} from '../../../media/recipes/video-encoder.ts';
import { readConfig } from '../../../server/config.ts';

const picture = { height: 480, kilobits: 1200, keyframes: 'source', framesPerSecond: 30, isInterlaced: false };
const rate = '-b:v 1200k -maxrate 1200k -bufsize 1200k';
const timing = '-fps_mode passthrough -enc_time_base 1:90000';

describe('the video encoder', () => {
  it.each([
    [
      'software',
      `-vf scale=-2:480,format=yuv420p ${timing} -c:v libx264 -preset veryfast -tune zerolatency -profile:v main -bf 0 -x264-params fps=30 -force_key_frames source -g 100000 -sc_threshold 0 ${rate}`,
    ],
    [
      'vaapi',
      `-vf scale=-2:480,format=nv12,hwupload ${timing} -c:v h264_vaapi -profile:v main -bf 0 -rc_mode CBR -async_depth 1 -force_key_frames source -g 100000 ${rate}`,
    ],
    [
      'nvenc',
      `-vf scale=-2:480,format=yuv420p ${timing} -c:v h264_nvenc -preset p3 -tune ull -profile:v main -bf 0 -rc cbr -zerolatency 1 -delay 0 -forced-idr 1 -no-scenecut 1 -force_key_frames source -g 100000 ${rate}`,
    ],
    [
      'v4l2',
      `-vf scale=-2:480,format=yuv420p ${timing} -c:v h264_v4l2m2m -bf 0 -num_output_buffers 8 -num_capture_buffers 8 -force_key_frames source -g 100000 ${rate}`,
    ],
  ] as const)('%s is asked for like this', (encoder, line) => {
    expect(encoderArguments(encoder, picture).join(' ')).toBe(line);
  });

  it.each(videoEncoders)('%s gets whole pictures of an interlaced source', (encoder) => {
    const [, filters] = /-vf (\S+)/.exec(encoderArguments(encoder, { ...picture, isInterlaced: true }).join(' ')) ?? [];
    expect(filters).toMatch(/^bwdif=mode=send_frame:deint=interlaced,scale=-2:480,/);
  });

  it('needs a device with VAAPI only', () => {
    expect(videoEncoders.filter((encoder) => deviceArguments(encoder).length > 0)).toEqual(['vaapi']);
  });

  it('is named in the settings as here', () => {
    expect(Object.keys(encoderNames)).toEqual([...videoEncoders]);
    for (const encoder of videoEncoders) {
      const read = readConfig({ VIDEO_ENCODER: encoder, LADDER: '720, 360' });
      expect(read).toMatchObject({ ok: true, config: { videoEncoder: encoder, ladderHeights: [720, 360] } });
    }
    expect(readConfig({ VIDEO_ENCODER: 'magic' })).toMatchObject({ ok: false });
    expect(readConfig({ LADDER: '720,500' })).toMatchObject({ ok: false });
  });
});
