// Under which addresses encoders find this machine, as far as the settings say.
// A piece of the composition root; must not know keys.
import type { Config } from './config.ts';

type Settings = Pick<Config, 'publicOrigin' | 'host' | 'rtmpPort' | 'rtmps'>;

/** The name of the machine; `localhost` while no setting names it. */
export function encoderHost({ publicOrigin, host }: Settings): string {
  const name = publicOrigin === null ? (host ?? 'localhost') : new URL(publicOrigin).hostname;
  return name === '::' || name === '0.0.0.0' ? 'localhost' : name;
}

/** Without the stream key. */
export function rtmpUrl(settings: Settings): string {
  return `rtmp://${encoderHost(settings)}:${settings.rtmpPort}/live`;
}

/** Null without a certificate. */
export function rtmpsUrl(settings: Settings): string | null {
  return settings.rtmps === null ? null : `rtmps://${encoderHost(settings)}:${settings.rtmps.port}/live`;
}
