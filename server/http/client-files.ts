// Serves the built client: hashed files for ever, the page itself always fresh, every unknown address leads to the page.
import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import { sendRefusal } from './respond.ts';

const year = 'public, max-age=31536000, immutable';

/** Serves `folder` (dist/client). When it has not been built, says so instead of an empty page. */
export function serveClient(folder: string): RequestHandler {
  const router = Router();
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, file) => {
        response.setHeader('Cache-Control', isHashed(folder, file) ? year : 'no-cache');
      },
    }),
  );
  router.get('/{*page}', sendPage(folder));
  return router;
}

function isHashed(folder: string, file: string): boolean {
  return path.relative(folder, file).startsWith(`assets${path.sep}`);
}

function sendPage(folder: string): RequestHandler {
  const page = path.join(folder, 'index.html');
  return (request, response, next) => {
    // A file that is missing is not a page: an old script address must not answer with HTML.
    if (/\.\w{1,8}$/.test(request.path)) {
      next();
    } else if (!existsSync(page)) {
      const sentence = 'The pages have not been built yet: run `npm run build`, then reload.';
      sendRefusal(response, { code: 'unavailable', detail: sentence });
    } else {
      response.sendFile(page, { headers: { 'Cache-Control': 'no-cache' } });
    }
  };
}
