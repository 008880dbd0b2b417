import type { OperationCall } from './operation-call.js';
import type { WriteRequest } from './writing/answer-writer.js';

/** What writing an answer has to know of the call, whatever part of it is written. */
export function writingContext({
  requestId,
  viewer,
  introspected,
}: OperationCall): Pick<WriteRequest, 'requestId' | 'denial' | 'introspected'> {
  return { requestId, denial: viewer ? 'fieldDenied' : 'signInRequired', introspected };
}
