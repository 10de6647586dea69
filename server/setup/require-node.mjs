// First import of every script: stops with one sentence on a Node that is too old.
import { explainOldNode } from './node-version.mjs';

const complaint = explainOldNode(process.versions.node);
if (complaint !== null) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
