import { register } from 'tsx/esm/api';

register();
await import('./make-plans-in-thread.ts');
