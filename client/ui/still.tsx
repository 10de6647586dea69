// A picture of a recording; decorative, because the words beside it say what it shows.
import { useState } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface StillProps {
  /** Address of the picture; null where nothing was recorded. */
  src: string | null;
  /** Stands in the picture's place when there is none. */
  icon: IconName;
}

/** The picture, or a dark field with a drawing when there is none (or the server is too busy to make one). */
export function Still({ src, icon }: StillProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const hasPicture = src !== null && failed !== src;
  return (
    <span className="cdv-still">
      {hasPicture ? <img src={src} alt="" loading="lazy" onError={() => setFailed(src)} /> : <Icon name={icon} />}
    </span>
  );
}
