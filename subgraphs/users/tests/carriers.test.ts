import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/domain/notifications/delivery.js';
import { createSmtpSender } from '../src/gateways/smtp-sender.js';
import { createTwilioSender } from '../src/gateways/twilio-sender.js';
import type { Sender } from '../src/use-cases/sender.js';

const aMail = (values: Partial<Message> = {}): Message => ({
  id: newId(),
  channel: 'MAIL',
  recipient: 'buyer@example.org',
  subject: 'Ihre Bestellung ist unterwegs – schön',
  body: 'Hallo\n.\nWelt',
  html: '<p>Hallo</p>',
  unsubscribeUrl: null,
  ...values,
});
const portOf = (server: Server | TcpServer) => (server.address() as AddressInfo).port;
const listen = (server: Server | TcpServer) =>
  new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));

describe('a mail', () => {
  /** answers by command; the rest is taken */
  let answers: Record<string, string> = {};
  let heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    let isData = false;
    let buffer = '';
    const say = (line: string) => void socket.write(`${line}\r\n`);
    say(answers.GREETING ?? '220 post.example');
    socket.setEncoding('utf8').on('data', (text: string) => {
      buffer += text;
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        heard.push(line);
        const command = isData
          ? ''
          : (['RCPT TO', 'MAIL FROM'].find((verb) => line.startsWith(verb)) ?? line.slice(0, 4));
        if (isData && line !== '.') continue;
        const taken = { EHLO: '250 post.example', DATA: '354 go on', QUIT: '221 bye' }[command] ?? '250 taken';
        const answer = answers[isData ? '.' : command] ?? taken;
        isData = command === 'DATA' && answer.startsWith('354');
        if (answer === 'hang up') socket.destroy();
        else say(answer);
      }
    });
    socket.on('error', () => {});
  });
  let sender: Sender;

  beforeAll(async () => {
    await listen(server);
    const url = `smtp://127.0.0.1:${portOf(server)}`;
    sender = createSmtpSender({ url, from: 'Souk <hello@souk.example>', isProduction: false });
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  beforeEach(() => {
    [answers, heard] = [{}, []];
  });

  it('has both its sides, its own id, and says that a machine wrote it', async () => {
    const mail = aMail();
    await sender.send(mail);
    const text = heard.join('\n');
    expect(text).toContain('MAIL FROM:<hello@souk.example>');
    expect(text).toContain('RCPT TO:<buyer@example.org>');
    expect(text).toContain(`Message-ID: <${mail.id}@souk.example>`);
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toContain('Content-Type: multipart/alternative');
    expect(text).toContain('Content-Type: text/plain; charset=utf-8');
    expect(text).toContain('Content-Type: text/html; charset=utf-8');
    expect(text).not.toContain('List-Unsubscribe');
    expect(heard.filter((line) => line === '.')).toHaveLength(1);
  });

  it('that can be declined can be declined with one click', async () => {
    const unsubscribeUrl = `https://account.example.com/notifications/unsubscribe?token=${'a'.repeat(90)}`;
    await sender.send(aMail({ unsubscribeUrl }));
    const text = heard.join('\n').replaceAll(/\n[ \t]+/g, ' ');
    expect(text).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
    expect(text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  it.each(['one@example.org, two@example.org', 'buyer@example.org\r\nRCPT TO:<two@example.org>'])(
    'goes to one address at most: %j',
    async (recipient) => {
      await sender.send(aMail({ recipient })).catch(() => {});
      expect(heard.filter((line) => line.startsWith('RCPT TO')).length).toBeLessThanOrEqual(1);
      expect(heard.join('\n')).not.toContain('RCPT TO:<two@example.org>');
    },
  );

  it('keeps to its header, whatever the subject says', async () => {
    await sender.send(aMail({ subject: 'Hello\r\nBcc: two@example.org' }));
    expect(heard.filter((line) => line.startsWith('Bcc'))).toEqual([]);
  });

  it.each([
    ['RECIPIENT_REFUSED', true, { 'RCPT TO': '550 no such user buyer@example.org' }],
    ['CARRIER_BUSY', false, { 'RCPT TO': '450 greylisted' }],
    ['SENDER_REFUSED', false, { 'MAIL FROM': '550 not you' }],
    ['MESSAGE_REFUSED', true, { '.': '554 spam' }],
    ['CARRIER_BUSY', false, { '.': '451 later' }],
    ['UNREACHABLE', false, { '.': 'hang up' }],
    ['UNREACHABLE', false, { GREETING: '554 closed' }],
  ])('that is not taken says %s, final: %s, and no address', async (code, isFinal, given: Record<string, string>) => {
    answers = given;
    const error = await sender.send(aMail()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'SendingError', code, isFinal });
    expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain('example.org');
  });
});

describe('an SMS', () => {
  let answer: { status: number; body: unknown } = { status: 201, body: { sid: 'SM1' } };
  const asked: { url: string | undefined; authorization: string | undefined; form: Record<string, string> }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { url, headers } = request;
    asked.push({ url, authorization: headers.authorization, form: Object.fromEntries(new URLSearchParams(body)) });
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  const account = () => ({ accountSid: 'AC1', authToken: 'secret', apiUrl: `http://127.0.0.1:${portOf(server)}` });
  const anSms = (recipient = '+31 6 1234-5678') => aMail({ channel: 'SMS', recipient, body: 'It is on its way' });

  beforeAll(() => listen(server));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    answer = { status: 201, body: { sid: 'SM1' } };
    asked.length = 0;
  });

  it('is one call, to the number as Twilio wants it', async () => {
    await createTwilioSender({ ...account(), from: '+15005550006' }).send(anSms());
    await createTwilioSender({ ...account(), from: 'MG123' }).send(anSms('+81 (90) 1234.5678'));
    expect(asked).toEqual([
      {
        url: '/2010-04-01/Accounts/AC1/Messages.json',
        authorization: `Basic ${Buffer.from('AC1:secret').toString('base64')}`,
        form: { To: '+31612345678', From: '+15005550006', Body: 'It is on its way' },
      },
      expect.objectContaining({
        form: { To: '+819012345678', MessagingServiceSid: 'MG123', Body: 'It is on its way' },
      }),
    ]);
  });

  it.each(['06 1234', 'call me', '', '+0123456789', '+1234567890123456'])('is not sent to %j', async (recipient) => {
    const sent = createTwilioSender({ ...account(), from: '+15005550006' }).send(anSms(recipient));
    await expect(sent).rejects.toMatchObject({ code: 'RECIPIENT_REFUSED', isFinal: true });
    expect(asked).toEqual([]);
  });

  it.each([
    ['RECIPIENT_REFUSED', true, 400, { code: 21_211, message: 'Invalid To +31612345678' }],
    ['CARRIER_ANSWERED_400', false, 400, { code: 21_606, message: 'From is not yours' }],
    ['CARRIER_DENIED', false, 401, { code: 20_003 }],
    ['CARRIER_BUSY', false, 429, { code: 20_429 }],
    ['CARRIER_ANSWERED_503', false, 503, 'busy'],
  ])('that is not taken says %s, final: %s', async (code, isFinal, status, body) => {
    answer = { status, body };
    const error = await createTwilioSender({ ...account(), from: '+15005550006' })
      .send(anSms())
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'SendingError', code, isFinal });
    expect(`${(error as Error).message}`).not.toContain('+31');
  });

  it('is unreachable when nobody answers', async () => {
    const nowhere = createTwilioSender({ ...account(), apiUrl: 'http://127.0.0.1:1', from: '+15005550006' });
    await expect(nowhere.send(anSms())).rejects.toMatchObject({ code: 'UNREACHABLE', isFinal: false });
  });
});
