// The one <video> of a page with its controls: wires store, shortcuts, captions and full screen together.
// Must not know hls.js or the API.
import { useEffect, useRef, useState } from 'react';
import type { JSX, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter } from './chapters.ts';
import { PlayerControls } from './player-controls.tsx';
import { PlayerOverlay } from './player-overlay.tsx';
import type { PlayerStore } from './player-store.ts';
import type { HiddenStretch } from './seek-bar.tsx';
import './player.scss';
import { shortcutOf } from './shortcuts.ts';
import type { Shortcut } from './shortcuts.ts';
import { useCaptionLines } from './use-captions.ts';
import { useFullScreen } from './use-full-screen.ts';
import { usePlayerFacts } from './use-player-facts.ts';

/** What a page gives: the playlist, whether the session is on air, and the agenda's marks as chapters. */
export interface CouncilPlayerProps {
  hls: string;
  live: boolean;
  title: string;
  chapters: { id: string; number: string; title: string; atMs: number | null; offsetSeconds: number | null }[];
  /** Parts that are not public. */
  hidden?: HiddenStretch[];
  /** Made by the page, so that agenda and transcript may ask it too; the player destroys it when it leaves. */
  store: PlayerStore;
  startAt?: { instantMs: number } | { offsetSeconds: number } | null;
  /** Path of a WebVTT file on the session's timeline. */
  captionsSrc?: string | null;
  /** Address of a picture to show before anything plays. */
  poster?: string | null;
  /** `few` leaves out the time line and the options, for a small picture beside other things. */
  controls?: 'all' | 'few';
}

/** Renders exactly one `<video>`. */
export function CouncilPlayer(props: CouncilPlayerProps): JSX.Element {
  const { store, controls: extent = 'all' } = props;
  const { t } = useTranslation();
  const facts = usePlayerFacts(store);
  const frame = useRef<HTMLDivElement>(null);
  const video = usePlayedVideo(props);
  const [track, setTrack] = useState<HTMLTrackElement | null>(null);
  const [isCaptioned, setCaptioned] = useState(false);
  const lines = useCaptionLines(track, isCaptioned);
  const fullScreen = useFullScreen(frame);
  const captionsSrc = props.captionsSrc ?? null;
  const captions = captionsSrc === null ? null : { isOn: isCaptioned, toggle: () => setCaptioned((isOn) => !isOn) };
  const onKeyDown = useShortcuts(store, { fullScreen: fullScreen.toggle, captions: captions?.toggle });
  return (
    <div
      ref={frame}
      className="cv-player"
      role="region"
      aria-label={t('player.label', { title: props.title })}
      onKeyDown={onKeyDown}
    >
      <div className="cv-player__stage">
        <video
          ref={video}
          className="cv-player__video"
          playsInline
          preload="metadata"
          {...(props.poster != null && { poster: props.poster })}
          onClick={() => togglePlay(store)}
        >
          {captionsSrc !== null && (
            <track ref={setTrack} kind="captions" src={captionsSrc} label={t('player.captions')} />
          )}
        </video>
        {lines.length > 0 && <CaptionLines lines={lines} />}
        <PlayerOverlay store={store} facts={facts} extent={extent} />
      </div>
      <PlayerControls
        store={store}
        facts={facts}
        chapters={props.chapters satisfies Chapter[]}
        hidden={props.hidden ?? []}
        captions={captions}
        extent={extent}
        fullScreen={fullScreen}
      />
    </div>
  );
}

/** Gives the <video> to the store, loads the source, and passes on that the session went on or off air. */
function usePlayedVideo({ store, hls, live, startAt = null }: CouncilPlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const first = useRef({ live, startAt });
  useEffect(() => {
    first.current = { live, startAt };
  });
  useEffect(() => {
    if (video.current !== null) store.attach(video.current);
    store.load({ hls, ...first.current });
    return () => store.destroy();
  }, [store, hls]);
  useEffect(() => store.setLive(live), [store, live]);
  return video;
}

function useShortcuts(store: PlayerStore, more: { fullScreen: () => void; captions: (() => void) | undefined }) {
  const requests: Record<Shortcut, () => void> = {
    'toggle-play': () => togglePlay(store),
    back: () => seekBy(store, -10),
    forward: () => seekBy(store, 10),
    'toggle-mute': () => store.toggleMute(),
    'full-screen': more.fullScreen,
    'go-live': () => store.goLive(),
    captions: () => more.captions?.(),
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    const focused = event.target instanceof Element ? event.target : null;
    const { key, ctrlKey, altKey, metaKey } = event;
    const inputType = focused instanceof HTMLInputElement ? focused.type : undefined;
    const shortcut = shortcutOf({ key, ctrlKey, altKey, metaKey, tagName: focused?.tagName ?? '', inputType });
    const movesVolume = focused?.classList.contains('cv-player__volume') === true;
    if (shortcut === null || (movesVolume && (shortcut === 'back' || shortcut === 'forward'))) return;
    event.preventDefault();
    requests[shortcut]();
  };
}

function togglePlay(store: PlayerStore): void {
  const { state } = store.getSnapshot();
  if (state === 'paused' || state === 'ended' || state === 'failed' || state === 'idle') store.play();
  else store.pause();
}

function seekBy(store: PlayerStore, seconds: number): void {
  const { currentTime, seekableStart } = store.getSnapshot();
  store.seekToSecond(Math.max(seekableStart, currentTime + seconds));
}

function CaptionLines({ lines }: { lines: readonly string[] }): JSX.Element {
  return (
    <p className="cv-player__captions">
      {lines.map((line, index) => (
        <span key={`${index}-${line}`}>{line}</span>
      ))}
    </p>
  );
}
