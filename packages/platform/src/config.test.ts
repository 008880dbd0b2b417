import { describe, expect, it } from 'vitest';
import { readPlatformConfig } from './config.js';

describe('the environment of npm start', () => {
  it('may be empty', () => {
    const config = readPlatformConfig({});
    expect(config).toMatchObject({ port: 4000, logLevel: 'warn', databases: { kind: 'embedded' } });
    expect(config.stripe).toBeUndefined();
    expect(config.dataDir).toMatch(/\/\.data$/);
  });

  it('takes an empty variable for an absent one', () => {
    expect(readPlatformConfig({ PORT: '', DATABASE_URL: '', STRIPE_SECRET_KEY: '' })).toMatchObject({ port: 4000 });
  });

  it('has for users who carries mails and SMS', () => {
    const given = { SMTP_URL: 'smtps://post.example', TWILIO_ACCOUNT_SID: 'AC1', MAIL_FROM: '', PORT: '4100' };
    expect(readPlatformConfig(given).carriers).toEqual({
      SMTP_URL: 'smtps://post.example',
      TWILIO_ACCOUNT_SID: 'AC1',
    });
  });

  it('has for the router what is said of tracing', () => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318';
    expect(readPlatformConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME: '', PORT: '4100' }).tracing).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT,
    });
  });

  it('takes one server for all databases, save those that are elsewhere', () => {
    const { databases } = readPlatformConfig({
      DATABASE_URL: 'postgres://a@b/c',
      CARTS_DATABASE_URL: 'postgresql://d@e/f',
    });
    expect(databases).toEqual({ kind: 'server', url: 'postgres://a@b/c', own: { carts: 'postgresql://d@e/f' } });
  });

  it.each([
    [{ PORT: '80.5' }, 'PORT must be a whole number'],
    [{ PORT: '0' }, 'PORT must be a whole number'],
    [{ PORT: '65530' }, 'PORT must be a whole number between 1 and 65528, got "65530"'],
    [{ DATABASE_URL: 'mysql://a@b/c' }, 'DATABASE_URL must look like postgres://'],
    [{ USERS_DATABASE_URL: 'nonsense' }, 'USERS_DATABASE_URL must look like postgres://'],
    [
      { USERS_DATABASE_URL: 'postgres://a@b/c' },
      /^PRODUCTS_DATABASE_URL, .*RECOMMENDATIONS_DATABASE_URL must be set too/,
    ],
    [{ STRIPE_SECRET_KEY: 'sk_test_x' }, 'STRIPE_WEBHOOK_SECRET must be set'],
  ])('refuses %j and names the variable', (env, message) => {
    expect(() => readPlatformConfig(env)).toThrow(message);
  });
});
