// Sends a file and tells how far it is, which fetch cannot; answers and errors are those of request.ts.
import type { Problem, ProblemCode } from '../../server/contract/problems.ts';
import { ApiError } from './request.ts';

interface Upload {
  method: 'POST' | 'PUT';
  file: File;
  /** Told the part that is under way, 0 to 1. */
  onProgress: (part: number) => void;
}

/** @throws ApiError with the problem's code, or `unreachable`. */
export function upload<T>(path: string, { method, file, onProgress }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded / Math.max(1, event.total)));
    request.addEventListener('error', () => reject(new ApiError('unreachable', 0, `no answer from ${path}`)));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(readProblem(request));
    });
    request.send(file);
  });
}

function readProblem(request: XMLHttpRequest): ApiError {
  const { status, statusText, responseText } = request;
  const isProblem = responseText.startsWith('{');
  if (!isProblem) return new ApiError('unexpected', status, `${status} ${statusText}`);
  const problem = JSON.parse(responseText) as Problem;
  return new ApiError(problem.code as ProblemCode, status, problem.detail, problem);
}
