export { type FailpointAction, registerFailpoints } from './failpoint.js';
