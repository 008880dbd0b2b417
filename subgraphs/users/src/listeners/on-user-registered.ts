import { userRegistered } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { welcomeUser } from '../use-cases/tell-members.js';
import { listen } from './listen.js';

export const onUserRegistered = (app: UsersDependencies) =>
  listen(userRegistered, (heard) => welcomeUser(app, heard, heard.data));
