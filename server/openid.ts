// The way to the operator's provider of identities (OpenID Connect, code flow with PKCE, state and nonce).
// Must not know accounts: it only says whom the provider vouches for.
import * as client from 'openid-client';

/** How the operator registered this site with the provider. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The provider as people know it, on the button. */
  readonly name: string;
  /** The provider vouches for every address it names, also without saying so (`email_verified`). */
  readonly trustsEmail: boolean;
  readonly redirectUri: string;
}

/** What must come back unchanged. */
export interface OpenIdChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the provider vouches for: its own name for the person, which never passes to somebody else; no address: null. */
export interface OpenIdPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly isVerified: boolean;
}

export interface OpenIdDoor {
  readonly name: string;
  /** Where to send the browser, and what to check when it is back. */
  begin(): Promise<{ url: string; checks: OpenIdChecks }>;
  /** `search` is the query string with which the browser came back. Throws when anything does not match. */
  finish(search: string, checks: OpenIdChecks): Promise<OpenIdPerson>;
}

/** Makes the door. The provider is asked for its addresses at the first use, and again after a failure. */
export function createOpenIdDoor(settings: OpenIdSettings): OpenIdDoor {
  let known: Promise<client.Configuration> | null = null;
  const configuration = (): Promise<client.Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    name: settings.name,
    async begin() {
      const verifier = client.randomPKCECodeVerifier();
      const checks = { verifier, state: client.randomState(), nonce: client.randomNonce() };
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: settings.redirectUri,
        scope: 'openid email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: checks.state,
        nonce: checks.nonce,
      });
      return { url: url.href, checks };
    },
    async finish(search, { verifier, state, nonce }) {
      const cameBack = new URL(settings.redirectUri);
      cameBack.search = search;
      const tokens = await client.authorizationCodeGrant(await configuration(), cameBack, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const { claims, iss: issuer, sub: subject } = await readClaims(await configuration(), tokens);
      return { issuer, subject, ...toAddress(claims, settings.trustsEmail) };
    },
  };
}

function discover(settings: OpenIdSettings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer);
  // Only a provider on this very machine may be reached without TLS; the settings are checked for that.
  const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, { execute });
}

/** Some providers put the address into the ID token, others tell it only when asked. */
async function readClaims(
  configuration: client.Configuration,
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
): Promise<{ claims: Readonly<Record<string, unknown>>; iss: string; sub: string }> {
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('the provider sent no ID token');
  const { iss, sub } = claims;
  if (claims['email'] !== undefined) return { claims, iss, sub };
  return { claims: await client.fetchUserInfo(configuration, tokens.access_token, sub), iss, sub };
}

function toAddress(
  claims: Readonly<Record<string, unknown>>,
  trustsEmail: boolean,
): Pick<OpenIdPerson, 'email' | 'isVerified'> {
  const { email, email_verified: verified } = claims;
  return { email: typeof email === 'string' ? email : null, isVerified: trustsEmail || verified === true };
}
