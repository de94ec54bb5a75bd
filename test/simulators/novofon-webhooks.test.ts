import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { ROW } from './novofon-client.js';
import { type Received, receive } from './webhook-receiver.js';

describe('Novofon: webhooks', () => {
  it.each([
    ['NOTIFY_END', {}, 'OWRmOTVhOGQ1NDNlYzczNGU0Mzk4ZGQzZTUwNzIzZDA3OTdlOWQzZg=='],
    ['NOTIFY_OUT_END', { destination: '+79161234567' }, 'ZTk3MWYxN2I3MTE5ZDliY2NhZDUxMTBmM2NhZWEwZTllYjhhZjhkNA=='],
    [
      'NOTIFY_RECORD',
      { call_id_with_rec: '1768471230.4815162' },
      'MzE4ODM4YTUxZGM1YzFkM2VjMzNmMzU5OTU0YzZlMzU3Y2U4MWE0ZQ==',
    ],
  ] as const)('%s is signed as in the documentation', async (event, changed, signature) => {
    await using world = await startWorld();
    const call = world.novofon.addCall({ rows: [{ ...ROW, callstart: '2026-01-15 10:20:30' }] });
    const received = await receive((url) => world.novofon.notify(url, event, call, { ...changed }));
    expect(received.headers).toMatchObject({ signature, 'user-agent': 'Zadarma API v1' });
    expect(received.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(fieldsIn(received)).toMatchObject({ event, pbx_call_id: ROW.pbx_call_id });
  });

  it('tells all about the end of a call, as text', async () => {
    await using world = await startWorld();
    const call = world.novofon.addIncoming({ startedAt: new Date('2026-01-15T10:00:01Z'), rangBefore: ['101'] });
    const received = await receive((url) => world.novofon.notify(url, 'NOTIFY_END', call));
    expect(fieldsIn(received)).toMatchObject({
      caller_id: '+79161234567',
      called_did: '79843330712',
      internal: '100',
      call_start: '2026-01-15 13:00:01',
      duration: '184',
      disposition: 'answered',
      is_recorded: '1',
      call_id_with_rec: expect.stringMatching(/^1768471201\.\d+$/),
    });
  });
});

function fieldsIn({ body }: Received) {
  return Object.fromEntries(new URLSearchParams(body));
}
