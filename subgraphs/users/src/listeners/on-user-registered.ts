import { userRegistered } from '@souk/events';
import { welcomeUser } from '../use-cases/welcome-user.js';
import { listen } from './listen.js';

export const onUserRegistered = listen(userRegistered, (heard) => welcomeUser(heard, heard.data));
