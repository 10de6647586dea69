// Serves the built client: hashed files for ever, the page itself always fresh, every unknown address leads to the page.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
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
  return async (request, response, next) => {
    // A file that is missing is not a page: an old script address must not answer with HTML.
    if (/\.\w{1,8}$/.test(request.path)) {
      next();
    } else if (!existsSync(page)) {
      const sentence = 'The pages have not been built yet: run `npm run build`, then reload.';
      sendRefusal(response, { code: 'unavailable', detail: sentence });
    } else {
      const link = response.statusCode === 200 ? linkWithoutScripts(request.path) : '';
      const text = (await readFile(page, 'utf8')).replace(placeOfSession, () => link);
      response.set('Cache-Control', 'no-cache').type('html').send(text);
    }
  };
}

const placeOfSession = '<!-- the session -->';

/** Whoever has no scripts is led from the page of a session to what any player shows; nothing on other pages. */
function linkWithoutScripts(path: string): string {
  const id = /^\/sessions\/([\w-]{1,200})\/?$/.exec(path)?.[1];
  if (id === undefined) return '';
  const words = '<span lang="it">Guarda questa seduta</span> / <span lang="en">Watch this session</span>';
  return `<p><a href="/hls/${id}/master.m3u8">${words}</a></p>`;
}
