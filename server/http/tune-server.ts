// Limits of the HTTP server itself, so that slow or hostile clients do not hold it.
import type { Server } from 'node:http';

/** Sets the time-outs: headers 10 s, a whole request 60 s (a transcript upload), idle keep-alive 20 s (players poll each few seconds). */
export function tuneServer(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 20_000;
  server.maxRequestsPerSocket = 0;
}
