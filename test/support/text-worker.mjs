// The thread that reads documents, from its sources: brings the loader that a thread of Node does not have by itself.
import { register } from 'tsx/esm/api';

register();
await import('../../server/documents/text-worker.ts');
