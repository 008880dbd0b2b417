import { testEnvironment } from '@souk/subgraph-kit/testing';
import { expect, it } from 'vitest';
import { readUsersConfig } from './config.js';

const JWT_PRIVATE_KEY = '-----BEGIN PRIVATE KEY-----';
const read = (variables: Record<string, string>) =>
  readUsersConfig(testEnvironment('postgres://host/users', { JWT_PRIVATE_KEY, ...variables }));
const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'secret', TWILIO_FROM: '+15005550006' };
const production = { NODE_ENV: 'production', REDIS_URL: 'redis://host', PUBLIC_URL: 'https://account.example.com/' };

it('sends nothing, and in English, unless told otherwise', () => {
  expect(read({})).toMatchObject({ mail: undefined, sms: undefined, shopLocale: 'en' });
  const told = read({
    SMTP_URL: 'smtps://post.example',
    MAIL_FROM: 'Souk <hello@souk.example>',
    SHOP_LOCALE: 'de-AT',
    ...twilio,
  });
  expect(told).toMatchObject({ mail: { url: 'smtps://post.example' }, sms: { accountSid: 'AC1' }, shopLocale: 'de' });
});

it('knows in production where links lead', () => {
  expect(read(production).publicUrl).toBe('https://account.example.com');
  expect(() => read({ ...production, PUBLIC_URL: '' })).toThrow('PUBLIC_URL');
});

it.each([
  ['MAIL_FROM', { SMTP_URL: 'smtps://post.example' }],
  ['MAIL_FROM', { SMTP_URL: 'smtps://post.example', MAIL_FROM: 'no address' }],
  ['SMTP_URL', { SMTP_URL: 'https://post.example', MAIL_FROM: 'hello@souk.example' }],
  ['TWILIO_AUTH_TOKEN', { ...twilio, TWILIO_AUTH_TOKEN: '' }],
  ['SHOP_LOCALE', { SHOP_LOCALE: 'tlh' }],
])('does not start when %s can’t be right', (name, variables) => {
  expect(() => read(variables)).toThrow(name);
});
