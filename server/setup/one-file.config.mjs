// Joins the compiled server and its largest packages into one file, for rolldown's command line (`compile.mjs` runs it).
// Node 20 needs half of a start to find and open some 1,400 small files, also after a crash in the middle of a session.
import path from 'node:path';
import { mainFile, root } from './places.mjs';

/** Our own files; packages lie elsewhere. */
const compiled = path.join(root, 'dist') + path.sep;
/**
 * Packages of hundreds of small modules without anything of their own on disk. All others stay where they are: some look for
 * files beside themselves, or find out who loads them.
 */
const joined = /^(?:kysely|zod|@asteasolutions\/zod-to-openapi|openapi3-ts)(?:\/|$)/u;
/** @param {string} id as it is imported */
const external = (id) => !id.startsWith('.') && !path.isAbsolute(id) && !joined.test(id);

/**
 * Every module keeps the place where it was compiled to: threads and pages are found from there.
 * @param {string} code
 * @param {string} id path of the file
 */
function keepPlace(code, id) {
  if (!id.startsWith(compiled) || !code.includes('import.meta.')) return null;
  const placeOf = (/** @type {string} */ file) => {
    const way = path.relative(path.dirname(mainFile), file).split(path.sep).join('/');
    return `new URL(${JSON.stringify(`./${way}`)}, import.meta.url)`;
  };
  const replaced = code.replaceAll(/import\.meta\.(url|dirname)\b/gu, (_, what) =>
    what === 'url' ? `${placeOf(id)}.href` : `pathOfUrl(${placeOf(path.dirname(id))})`,
  );
  return replaced.includes('pathOfUrl(')
    ? `import { fileURLToPath as pathOfUrl } from 'node:url';\n${replaced}`
    : replaced;
}

export default {
  input: mainFile,
  platform: 'node',
  external,
  plugins: [{ name: 'keep-place', transform: keepPlace }],
  output: { file: mainFile, format: 'esm', codeSplitting: false },
};
