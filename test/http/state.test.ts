import { describe, expect, it } from 'vitest';
import { serving } from './serving.js';

describe('GET /api/health', () => {
  it('is exactly the agreed body while all is alive', async () => {
    await using server = await serving();
    const answer = await server.ask('/api/health');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('{"status":"ok"}');
    expect(answer.headers.get('content-type')).toContain('application/json');
  });

  it.each([
    ['is false', async () => false],
    [
      'throws',
      async () => {
        throw new Error('/home/secret.db is gone');
      },
    ],
  ])('is 503 and as short when the check %s', async (_name, health) => {
    await using server = await serving({ health });
    const answer = await server.ask('/api/health');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('{"status":"error"}');
  });
});

describe('GET /api/ready and /metrics', () => {
  const insight = {
    ready: async () => ({ ok: false, state: { queue: 3 } }),
    metrics: async () => 'audiobot_calls_total 7\n',
  };
  const forwarded = { 'x-forwarded-for': '127.0.0.1' };

  it('answers this machine', async () => {
    await using server = await serving(insight);
    const ready = await server.ask('/api/ready');
    expect([ready.status, await ready.json()]).toEqual([503, { queue: 3 }]);
    const metrics = await server.ask('/metrics');
    expect([metrics.status, await metrics.text()]).toEqual([200, 'audiobot_calls_total 7\n']);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
  });

  it('refuses whoever comes through a proxy without the secret, whatever address is claimed', async () => {
    for (const trustProxy of [false, true]) {
      await using server = await serving({ ...insight, trustProxy, webhookSecret: 's3cret' });
      expect((await server.ask('/api/ready', { headers: forwarded })).status).toBe(401);
      expect((await server.ask('/metrics', { headers: forwarded })).status).toBe(401);
      expect((await server.ask('/api/ready?secret=s3cret', { headers: forwarded })).status).toBe(503);
      const headers = { ...forwarded, 'x-webhook-secret': 's3cret' };
      expect((await server.ask('/metrics', { headers })).status).toBe(200);
    }
  });

  it('has no secret that could be carried where none is set', async () => {
    await using server = await serving(insight);
    expect((await server.ask('/api/ready?secret=', { headers: forwarded })).status).toBe(401);
  });

  it('is not there where nobody provides it', async () => {
    await using server = await serving();
    expect((await server.ask('/api/ready')).status).toBe(404);
  });
});

describe('everything else', () => {
  it.each(['/', '/api', '/api/call-summary', '/api/health/x'])('%s is 404 in JSON', async (path) => {
    await using server = await serving();
    const answer = await server.ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ status: 'error' });
  });

  it('does not repeat an address that cannot be read', async () => {
    await using server = await serving();
    const answer = await server.ask('/%zz-private');
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('private');
  });
});
