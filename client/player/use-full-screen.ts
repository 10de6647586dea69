// Full screen of the player's frame, so that our own controls stay; iPhones can only enlarge the <video> itself.
import { useCallback, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** iPhone's way to full screen. */
interface EnlargeableVideo {
  webkitEnterFullscreen?: () => void;
}

/** Whether the frame fills the screen, and a switch. */
export function useFullScreen(frame: RefObject<HTMLElement | null>): { isFull: boolean; toggle: () => void } {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const read = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === frame.current);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, [frame]);
  const toggle = useCallback(() => {
    const element = frame.current;
    if (element === null) return;
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else if (document.fullscreenEnabled) void element.requestFullscreen();
    else (element.querySelector('video') as (HTMLVideoElement & EnlargeableVideo) | null)?.webkitEnterFullscreen?.();
  }, [frame]);
  return { isFull, toggle };
}
