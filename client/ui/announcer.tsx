// The page's one polite live region; whoever has something to say that is not visible hands it a sentence.
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

type Announce = (sentence: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a sentence to screen readers, politely; stays the same function while the page lives. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** Holds the live region for everything inside. */
export function Announcer({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState({ sentence: '', turn: 0 });
  const announce = useMemo<Announce>(() => (sentence) => setSpoken((last) => ({ sentence, turn: last.turn + 1 })), []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      {/* A new element each turn, so that the same sentence twice is said twice. */}
      <div className="visually-hidden" role="status" aria-live="polite">
        <span key={spoken.turn}>{spoken.sentence}</span>
      </div>
    </AnnounceContext.Provider>
  );
}
