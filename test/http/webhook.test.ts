import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { WebhookReply } from '../../src/http/webhook.js';
import { serving, WEBHOOK } from './serving.js';

describe('the webhook', () => {
  it('hands over method, headers, query and the bytes of the body', async () => {
    await using server = await serving();
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    const answer = await server.ask(`${WEBHOOK}?a=1&b=%2B7`, { method: 'POST', body, headers: { Signature: 'abc=' } });
    expect(answer.status).toBe(200);
    expect(server.notices).toHaveLength(1);
    expect(server.notices[0]).toMatchObject({ method: 'POST', query: { a: '1', b: '+7' } });
    expect(server.notices[0]?.headers.signature).toBe('abc=');
    expect(server.notices[0]?.body.equals(body)).toBe(true);
  });

  it.each([
    'application/json',
    'application/json; charset',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain;charset=UTF-8',
    'nonsense',
    ';;;',
    '',
  ])('takes Content-Type «%s»', async (type) => {
    await using server = await serving();
    const answer = await server.ask(WEBHOOK, {
      method: 'POST',
      body: Buffer.from('{'),
      headers: { 'content-type': type },
    });
    expect(answer.status).toBe(200);
    expect(server.notices[0]?.body.toString()).toBe('{');
  });

  it('takes a body without any Content-Type, and none at all', async () => {
    await using server = await serving();
    await server.ask(WEBHOOK, { method: 'POST', body: Buffer.from('x=1') });
    await server.ask(WEBHOOK, { method: 'POST' });
    await server.ask(`${WEBHOOK}/`);
    expect(server.notices.map((notice) => notice.body.toString())).toEqual(['x=1', '', '']);
    expect(server.notices.map((notice) => notice.method)).toEqual(['POST', 'POST', 'GET']);
  });

  const replies: [WebhookReply, number, string][] = [
    [{ kind: 'ok' }, 200, '{"status":"ok"}'],
    [{ kind: 'echo', text: 'tok.en_-1' }, 200, 'tok.en_-1'],
    [{ kind: 'unreadable', message: 'there is no call id' }, 400, '{"status":"error","message":"there is no call id"}'],
    [{ kind: 'forbidden', message: 'wrong signature' }, 401, '{"status":"error","message":"wrong signature"}'],
  ];
  it.each(replies)('answers %j with %i', async (reply, status, text) => {
    await using server = await serving({ webhook: async () => reply });
    const answer = await server.ask(WEBHOOK, { method: 'POST', body: 'x' });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    const type = reply.kind === 'echo' ? 'text/plain' : 'application/json';
    expect(answer.headers.get('content-type')).toContain(type);
  });

  it('says nothing of what broke inside', async () => {
    const webhook = async () => {
      throw new Error('SQLITE_FULL in /var/lib/audiobot');
    };
    await using server = await serving({ webhook });
    const answer = await server.ask(WEBHOOK, { method: 'POST', body: 'x' });
    expect([answer.status, await answer.text()]).toEqual([500, '{"status":"error"}']);
    expect(server.faults).toHaveLength(1);
  });

  it('reads a second ? as &', async () => {
    await using server = await serving({ webhookSecret: 's3cret' });
    const answer = await server.ask(`${WEBHOOK}?secret=s3cret?zd_echo=token`);
    expect(answer.status).toBe(200);
    expect(server.notices[0]?.query).toEqual({ zd_echo: 'token' });
  });
});

describe('the secret', () => {
  const withHeader = (secret: string) => ({ method: 'POST', body: 'x', headers: { 'X-Webhook-Secret': secret } });

  it.each([
    ['in the path', `${WEBHOOK}/s3cret%2Fpart`, {}],
    ['in the path, with a slash behind', `${WEBHOOK}/s3cret%2Fpart/`, {}],
    ['in the query', `${WEBHOOK}?secret=s3cret/part&x=1`, {}],
    ['in a header', WEBHOOK, withHeader('s3cret/part')],
  ])('is taken %s and goes no further', async (_name, path, init) => {
    await using server = await serving({ webhookSecret: 's3cret/part' });
    expect((await server.ask(path, init)).status).toBe(200);
    expect(JSON.stringify(server.notices)).not.toContain('s3cret');
  });

  it.each([
    ['missing', WEBHOOK, {}],
    ['wrong in the path', `${WEBHOOK}/s3crets`, {}],
    ['empty in the query', `${WEBHOOK}?secret=`, {}],
    ['wrong in the query', `${WEBHOOK}?secret=S3CRET`, {}],
    ['wrong in a header', WEBHOOK, withHeader('x')],
    ['wrong with zd_echo', `${WEBHOOK}?zd_echo=1`, {}],
  ])('is refused when %s', async (_name, path, init) => {
    await using server = await serving({ webhookSecret: 's3cret' });
    const answer = await server.ask(path, init);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ status: 'error', message: 'wrong or missing secret' });
    expect(server.notices).toEqual([]);
  });

  it('of two hundred characters fits into the path', async () => {
    await using server = await serving({ webhookSecret: 'x'.repeat(200) });
    expect((await server.ask(`${WEBHOOK}/${'x'.repeat(200)}`)).status).toBe(200);
  });
});

describe('bounds', () => {
  it('takes 64 KiB and not a byte more', async () => {
    await using server = await serving();
    const post = (bytes: number) => server.ask(WEBHOOK, { method: 'POST', body: Buffer.alloc(bytes, 'x') });
    expect((await post(65_536)).status).toBe(200);
    const over = await post(65_537);
    expect([over.status, await over.json()]).toEqual([413, { status: 'error', message: 'the body is over 64 KiB' }]);
    expect(server.notices).toHaveLength(1);
  });

  it('counts requests by address, guesses at the secret included', async () => {
    await using server = await serving({ perMinute: 3, webhookSecret: 's3cret' });
    const statuses = [];
    for (const secret of ['a', 'b', 's3cret', 's3cret']) {
      statuses.push((await server.ask(`${WEBHOOK}/${secret}`)).status);
    }
    expect(statuses).toEqual([401, 401, 200, 429]);
    expect((await server.ask('/api/health')).status).toBe(200);
  });

  it('takes the word of the nearest proxy on the address, when told to', async () => {
    await using server = await serving({ perMinute: 1, trustProxy: true });
    const from = (addresses: string) => server.ask(WEBHOOK, { headers: { 'x-forwarded-for': addresses } });
    expect((await from('10.0.0.1')).status).toBe(200);
    expect((await from('10.0.0.2')).status).toBe(200);
    expect((await from('9.9.9.9, 10.0.0.2')).status).toBe(429);
  });

  it('does not take it otherwise', async () => {
    await using server = await serving({ perMinute: 1 });
    await server.ask(WEBHOOK, { headers: { 'x-forwarded-for': '10.0.0.1' } });
    expect((await server.ask(WEBHOOK, { headers: { 'x-forwarded-for': '10.0.0.2' } })).status).toBe(429);
  });
});

describe('close', () => {
  it('ends connections that are kept alive', async () => {
    const server = await serving();
    const agent = new Agent({ keepAlive: true });
    const request = get(`${server.address}/api/health`, { agent });
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    const gone = request.socket ? once(request.socket, 'close') : Promise.reject(new Error('there was no socket'));
    await Promise.all([server.close(), gone]);
    await expect(fetch(`${server.address}/api/health`)).rejects.toThrow();
  });

  it('lets a running request end', async () => {
    const { promise: asked, resolve: tellAsked } = deferred();
    const { promise: mayAnswer, resolve: letAnswer } = deferred();
    const server = await serving({
      webhook: async () => {
        tellAsked();
        await mayAnswer;
        return { kind: 'ok' };
      },
    });
    const answer = server.ask(WEBHOOK, { method: 'POST', body: 'x' });
    await asked;
    const closed = server.close();
    letAnswer();
    expect((await answer).status).toBe(200);
    await closed;
  });
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
