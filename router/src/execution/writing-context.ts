import type { OperationCall } from './operation-call.js';
import type { WritingContext } from './writing/answer-writer.js';

export function writingContext({ requestId, viewer, introspected }: OperationCall): WritingContext {
  return { requestId, denial: viewer ? 'fieldDenied' : 'signInRequired', introspected };
}
