// Recordings sent as files: what the server has of them, and sending one piece by piece (tus). Knows no page and no React.
import { queryOptions } from '@tanstack/react-query';
import type { Problem, ProblemCode } from '../../server/contract/problems.ts';
import type { UploadList, UploadPurpose } from '../../server/contract/uploads.ts';
import { ApiError, request } from './request.ts';

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/uploads`;
const uploadPath = (sessionId: string, uploadId: string) => `${pathOf(sessionId)}/${encodeURIComponent(uploadId)}`;

/** While something is becoming of a file it is asked for this often. */
const soonMs = 1500;
const seldomMs = 15_000;

/** The files of a session. */
export function uploadsQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['uploads', sessionId],
    queryFn: ({ signal }) => request<UploadList>(pathOf(sessionId), { signal }),
    refetchInterval: ({ state }) => {
      const isBusy = state.data?.items.some((upload) => upload.state === 'waiting' || upload.state === 'working');
      return isBusy === true ? soonMs : seldomMs;
    },
  });
}

/** Plays a file as if an encoder sent it. */
export function playUpload(sessionId: string, uploadId: string): Promise<void> {
  return request(`${uploadPath(sessionId, uploadId)}/play`, { method: 'POST' });
}

/** Has the server look again at a file that failed. */
export function retryUpload(sessionId: string, uploadId: string): Promise<void> {
  return request(`${uploadPath(sessionId, uploadId)}/retry`, { method: 'POST' });
}

/** Removes a file, whatever is being done with it. */
export function removeUpload(sessionId: string, uploadId: string): Promise<void> {
  return request(uploadPath(sessionId, uploadId), { method: 'DELETE' });
}

/** A file on its way. */
export interface Sending {
  /** What has arrived stays on the server. */
  pause(): Promise<void>;
  resume(): void;
}

export interface SendOptions {
  readonly sessionId: string;
  readonly file: File;
  readonly purpose: UploadPurpose;
  /** RFC 3339; of a take only. */
  readonly heldAt: string | null;
  readonly onProgress: (sentBytes: number) => void;
  /** It stops; resuming is possible unless the server refused. */
  readonly onError: (error: ApiError) => void;
  readonly onDone: () => void;
}

/** A proxy in front may hold back a whole piece before it passes it on. */
const pieceBytes = 16 * 1024 * 1024;
const patienceMs = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

/** Begins to send; the same file, begun before and broken off, goes on where it stopped. */
export async function sendRecording(options: SendOptions): Promise<Sending> {
  const { Upload, DetailedError } = await import('tus-js-client');
  const { file, sessionId, purpose, heldAt } = options;
  const upload = new Upload(file, {
    endpoint: pathOf(sessionId),
    chunkSize: pieceBytes,
    retryDelays: patienceMs,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, purpose, ...(heldAt === null ? {} : { heldAt }) },
    onShouldRetry: (error) => isPassing(error.originalResponse?.getStatus() ?? 0, error.originalResponse?.getBody()),
    onProgress: (sent) => options.onProgress(sent),
    onSuccess: () => options.onDone(),
    onError(error) {
      const answer = error instanceof DetailedError ? error.originalResponse : null;
      options.onError(readProblem(answer?.getStatus() ?? 0, answer?.getBody() ?? ''));
    },
  });
  const [before] = await upload.findPreviousUploads();
  if (before !== undefined) upload.resumeFromPreviousUpload(before);
  upload.start();
  return { pause: () => upload.abort(), resume: () => upload.start() };
}

/** The line, a lock still held, or the server for the moment; what the server refuses in words stays refused. */
function isPassing(status: number, body = ''): boolean {
  const isRefusal = body.startsWith('{');
  return status === 0 || status === 423 || (status === 409 && !isRefusal) || (status >= 500 && status !== 507);
}

function readProblem(status: number, body: string): ApiError {
  if (status === 0) return new ApiError('unreachable', 0, 'no answer while a file was sent');
  try {
    const problem = JSON.parse(body) as Problem;
    return new ApiError(problem.code as ProblemCode, status, problem.detail, problem);
  } catch {
    return new ApiError('unexpected', status, body.slice(0, 200));
  }
}
