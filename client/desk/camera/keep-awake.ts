// Keeps the screen on while a camera sends: a laptop that falls asleep takes the session with it.

/** Until the answer is called. Where the browser cannot, or may not (battery low), nothing happens. */
export function keepAwake(): () => void {
  let isOver = false;
  let lock: WakeLockSentinel | null = null;
  // A hidden page loses its lock (Screen Wake Lock, 10); it is asked for again when somebody comes back.
  const ask = (): void => {
    if (isOver || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (given) => {
        if (isOver) void given.release();
        else lock = given;
      },
      // A refusal is no fault of the camera: the screen goes its own way.
      () => (lock = null),
    );
  };
  document.addEventListener('visibilitychange', ask);
  ask();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
