import { describe, expect, it } from 'vitest';
import { callOf } from '../../../src/domain/legs.js';
import { agentFor } from '../../../src/lib/proxy.js';
import { ONLY_PROXIES_KNOW } from '../../proxies/carry.js';
import { startHttpProxy } from '../../proxies/http-proxy.js';
import { startSocksProxy } from '../../proxies/socks-proxy.js';
import { DAY, never, novofon, provider, row, stats, troubleOf } from './provider.js';

const KINDS = [
  ['http', startHttpProxy],
  ['socks5', startSocksProxy],
] as const;

describe.each(KINDS)('a proxy by %s', (scheme, start) => {
  const credentials = { user: 'audiobot', password: 'right' };

  const through = async (port: number, password: string, baseUrl: string) => {
    const agent = await agentFor(`${scheme}://audiobot:${password}@127.0.0.1:${port}`);
    return { agent, ...novofon(baseUrl, { agent: { http: agent, https: agent } }) };
  };

  it('is the way to the API and to the file', async () => {
    await using api = await provider(({ path }) => (path.startsWith('/v1/stat') ? stats(row()) : { body: 'sound' }));
    await using proxy = await start(credentials);
    const { agent, telephony } = await through(proxy.port, 'right', `http://${ONLY_PROXIES_KNOW}:${api.port}`);
    const [call] = await telephony.finishedCalls(DAY, 'schedule', never);
    const leg = call?.legs[0];
    if (!call || !leg) throw new Error('the history is empty');
    const modern = { ...leg, id: '555.0f3c9a6be1d24f7788aa55cc33dd1e2f' };
    const { stream } = await telephony.openRecording(callOf(call, [modern]), modern, never);
    expect(Buffer.concat(await stream.toArray()).toString()).toBe('sound');
    expect(proxy.asked.map(({ target, accepted }) => [target, accepted])).toEqual(
      Array(2).fill([`${ONLY_PROXIES_KNOW}:${api.port}`, true]),
    );
    agent.destroy();
  });

  it('that refuses our login is for a person to mend', async () => {
    await using proxy = await start(credentials);
    const { agent, telephony } = await through(proxy.port, 'wrong', 'http://api.novofon.test');
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    expect(error.trouble).toBe('unauthorized');
    expect(error.message).toContain('novofon.proxy');
    expect(error.message).not.toContain('wrong');
    agent.destroy();
  });

  it('that is down is transient', async () => {
    const { agent, telephony } = await through(9, 'right', 'http://api.novofon.test');
    expect(await troubleOf(telephony.finishedCalls(DAY, 'schedule', never))).toMatchObject({ trouble: 'transient' });
    agent.destroy();
  });
});
