// The one function of the package `compression` that we use, which comes without types.
declare module 'compression' {
  import type { RequestHandler } from 'express';
  export default function compression(): RequestHandler;
}
