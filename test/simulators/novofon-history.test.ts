import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { answerTo, ask, asSigned, BALANCE, DAY, ROW, STATISTICS } from './novofon-client.js';

const BALANCE_SIGNATURE = 'ZTdjNzJkMWY1YTQ3OWViMDdiYjE0MDIzNDc0MTc3NjkwYTQwZTRhZQ==';
const GENEROUS = { statistics: 1000, all: 1000 };

describe('Novofon: history', () => {
  it('shows rows of the period oldest first, in the account zone', async () => {
    await using world = await startWorld({ zone: 'UTC+7' });
    world.novofon.addIncoming({ startedAt: new Date('2026-01-15T05:00:00Z'), client: '79160000002' });
    world.novofon.addIncoming({ startedAt: new Date('2026-01-15T03:00:00Z'), client: '79160000001' });
    world.novofon.addIncoming({ startedAt: new Date('2026-01-16T03:00:00Z') });
    const answer = await answerTo(world, STATISTICS, {
      ...DAY,
      start: '2026-01-15 10:00:00',
      end: '2026-01-15 12:00:00',
    });
    expect(answer).toMatchObject({ status: 'success', version: 2, start: '2026-01-15 10:00:00' });
    expect(answer.stats).toMatchObject([
      { callstart: '2026-01-15 10:00:00', clid: '"+79160000001" <+79160000001>', destination: 79843330712 },
      { callstart: '2026-01-15 12:00:00', seconds: 184, disposition: 'answered', is_recorded: 'true', sip: '100' },
    ]);
  });

  it('goes page by page', async () => {
    await using world = await startWorld({ budgets: GENEROUS });
    const rows = Array.from({ length: 1005 }, (_, at) => ({ ...ROW, call_id: `${at}.1` }));
    world.novofon.addCall({ rows });
    const first = await answerTo(world, STATISTICS, { ...DAY, limit: '5000' });
    const second = await answerTo(world, STATISTICS, { ...DAY, skip: '1000' });
    const small = await answerTo(world, STATISTICS, { ...DAY, skip: '3', limit: '2' });
    expect([first.stats.length, second.stats.length]).toEqual([1000, 5]);
    expect(small.stats.map((row) => row.call_id)).toEqual(['3.1', '4.1']);
  });

  it('cuts a long period to 30 days and says nothing', async () => {
    await using world = await startWorld();
    const answer = await answerTo(world, STATISTICS, {
      ...DAY,
      start: '2026-01-01 00:00:00',
      end: '2026-06-01 00:00:00',
    });
    expect(answer).toMatchObject({ status: 'success', end: '2026-01-31 00:00:00' });
  });

  it('takes the month up to now where no period is given', async () => {
    const clock = () => new Date('2026-01-15T10:20:30Z');
    await using world = await startWorld({ clock });
    const answer = await ask(world, STATISTICS, { version: '2' });
    expect(await answer.json()).toMatchObject({ start: '2026-01-01 00:00:00', end: '2026-01-15 13:20:30' });
  });

  it('tells incoming from outgoing', async () => {
    await using world = await startWorld({ budgets: GENEROUS });
    const startedAt = new Date('2026-01-15T09:00:00Z');
    world.novofon.addIncoming({ startedAt });
    world.novofon.addOutgoing({ startedAt, phantom: true });
    const incoming = await answerTo(world, STATISTICS, { ...DAY, call_type: 'in' });
    const outgoing = await answerTo(world, STATISTICS, { ...DAY, call_type: 'out' });
    expect(incoming.stats).toHaveLength(1);
    expect(outgoing.stats).toMatchObject([
      { clid: 'Алексей 100 (100)', destination: 79161234567, sip: '100' },
      { call_id: '', seconds: 0, is_recorded: 'false' },
    ]);
  });

  it.each([
    { ...DAY, version: '1' },
    { start: DAY.start, end: DAY.end },
    { ...DAY, start: '2026-01-15T00:00:00' },
    { ...DAY, end: '15.01.2026' },
    { ...DAY, limit: 'all' },
    { ...DAY, call_type: 'incoming' },
  ])('400 for %j', async (parameters) => {
    await using world = await startWorld();
    const answer = await ask(world, STATISTICS, parameters);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 'error' });
  });

  it('404 without the closing slash, 405 for a POST', async () => {
    await using world = await startWorld();
    expect((await ask(world, '/v1/info/balance')).status).toBe(404);
    expect((await asSigned(world, BALANCE, BALANCE_SIGNATURE, 'POST')).status).toBe(405);
  });

  it('tells zone and balance', async () => {
    const clock = () => new Date('2026-01-15T10:00:00Z');
    await using world = await startWorld({ clock });
    const zone = await ask(world, '/v1/info/timezone/');
    const balance = await ask(world, BALANCE);
    expect(await zone.json()).toEqual({
      status: 'success',
      unixtime: 1768471200,
      datetime: '2026-01-15 13:00:00',
      timezone: 'UTC+3',
    });
    expect(await balance.json()).toMatchObject({ status: 'success', currency: 'RUB' });
  });
});

describe('Novofon: budgets', () => {
  it('three requests for statistics in any minute', async () => {
    let now = Date.parse('2026-01-15T10:00:00Z');
    await using world = await startWorld({ clock: () => new Date(now) });
    const three = [
      await ask(world, STATISTICS, DAY),
      await ask(world, STATISTICS, DAY),
      await ask(world, STATISTICS, DAY),
    ];
    const fourth = await ask(world, STATISTICS, DAY);
    expect(three.map((answer) => answer.headers.get('x-ratelimit-remaining'))).toEqual(['2', '1', '0']);
    expect([fourth.status, fourth.headers.get('x-ratelimit-limit')]).toEqual([429, '3']);
    expect(fourth.headers.get('x-ratelimit-reset')).toBe(String(now / 1000 + 60));
    expect((await ask(world, BALANCE)).status).toBe(200);
    now += 60_000;
    expect((await ask(world, STATISTICS, DAY)).status).toBe(200);
    expect(world.novofon.requestsTo(STATISTICS)).toHaveLength(5);
  });

  it('so many requests of all kinds together', async () => {
    await using world = await startWorld({ budgets: { all: 2 } });
    const answers = [await ask(world, STATISTICS, DAY), await ask(world, BALANCE)];
    const third = await ask(world, '/v1/info/timezone/');
    expect([...answers, third].map((answer) => answer.status)).toEqual([200, 200, 429]);
  });
});
