// Response headers that fence pages and data in: what a page may load, and that data is never taken for a page.
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Headers of the pages: everything from here, nothing inline, no frame around. hls.js needs blob: for media and its worker. */
export function fencePages(options: { secure: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: [connectToSelf],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.secure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    originAgentCluster: options.secure,
    crossOriginOpenerPolicy: options.secure ? { policy: 'same-origin' } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

const deskPage = /^\/desk(?:\/|$)/;

/** Camera and microphone are for the desk, and for nothing of another site; all other pages have no use for any device. */
export const limitDevices: RequestHandler = (request, response, next) => {
  const forWhom = deskPage.test(request.path) ? '(self)' : '()';
  const never = ['display-capture', 'geolocation', 'payment', 'usb'].map((feature) => `${feature}=()`);
  response.set('Permissions-Policy', [`camera=${forWhom}`, `microphone=${forWhom}`, ...never].join(', '));
  next();
};

/** Old Safari does not count web sockets of the same host as 'self'. */
function connectToSelf(request: IncomingMessage): string {
  const host = request.headers.host ?? '';
  return /^[\w.:[\]-]+$/.test(host) ? `'self' ws://${host} wss://${host}` : "'self'";
}

/** Headers of data below /api: even opened in a tab it is no page and may do nothing. */
export const fenceData: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cache-Control': 'private, no-cache',
    Vary: 'Cookie, Authorization',
  });
  next();
};
