import { describe, expect, it } from 'vitest';
import { DAY, never, novofon, provider, row, type Said, stats, troubleOf } from './provider.js';

describe('finishedCalls', () => {
  it('asks with a signature that fits what was sent', async () => {
    await using api = await provider(() => stats());
    const { telephony, budget } = novofon(`${api.url}/`);
    const sinceFour = { ...DAY, from: '2026-01-15T01:00:00.000Z' };
    expect(await telephony.finishedCalls(sinceFour, 'schedule', never)).toEqual([]);
    expect(api.asked).toHaveLength(1);
    expect(api.asked[0]).toMatchObject({
      path: '/v1/statistics/pbx/',
      rawQuery: 'end=2026-01-15+23%3A59%3A59&limit=1000&skip=0&start=2026-01-15+00%3A00%3A00&version=2',
    });
    expect(api.asked[0]?.headers.authorization).toBe(
      'abcdef0123456789abcd:ODAzZWFlZjhhZTFjODcxMThhNjgwZjAzN2Q2OTAxZTFiN2NjNDQ1MQ==',
    );
    expect(budget.taken).toEqual([['statistics', 'schedule']]);
  });

  it('reads the call of the fact sheet', async () => {
    await using api = await provider(() => stats(row()));
    const calls = await novofon(api.url).telephony.finishedCalls(DAY, 'schedule', never);
    expect(calls).toEqual([
      {
        id: 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9',
        provider: 'novofon',
        direction: 'in',
        client: '+79161234567',
        number: '+79843330712',
        startedAt: '2026-01-15T10:00:01.000Z',
        endedAt: '2026-01-15T10:03:05.000Z',
        talkSeconds: 184,
        disposition: 'answered',
        legs: [
          {
            id: '1768471201.4815162',
            from: '+79161234567',
            to: '+79843330712',
            employee: '100',
            startedAt: '2026-01-15T10:00:01.000Z',
            seconds: 184,
            disposition: 'answered',
            recorded: true,
          },
        ],
      },
    ]);
  });

  it('goes on by pages of a thousand until one is short, each within the budget', async () => {
    const all = Array.from({ length: 2_000 }, (_, place) =>
      row({ call_id: `1768471201.${place}`, pbx_call_id: `in_${place}` }),
    );
    await using api = await provider(({ query }) =>
      stats(...all.slice(Number(query.skip), Number(query.skip) + 1_000)),
    );
    const { telephony, budget } = novofon(api.url);
    expect(await telephony.finishedCalls(DAY, 'backfill', never)).toHaveLength(2_000);
    expect(api.asked.map(({ query }) => query.skip)).toEqual(['0', '1000', '2000']);
    expect(budget.taken).toEqual(Array(3).fill(['statistics', 'backfill']));
  });

  it('cuts a long period, and a row on the seam is one leg', async () => {
    await using api = await provider(() => stats(row()));
    const period = { from: '2025-11-20T04:00:00.000Z', to: '2026-01-20T00:00:00.000Z' };
    const calls = await novofon(api.url).telephony.finishedCalls(period, 'backfill', never);
    expect(api.asked.map(({ query }) => [query.start, query.end])).toEqual([
      ['2025-11-20 03:00:00', '2025-12-20 03:00:00'],
      ['2025-12-20 03:00:00', '2026-01-19 03:00:00'],
      ['2026-01-19 03:00:00', '2026-01-20 03:00:00'],
    ]);
    expect(calls.map((call) => call.legs.length)).toEqual([1]);
  });

  it('asks from four hours earlier, as rows go by the start of a call, and leaves out what had ended', async () => {
    await using api = await provider(() =>
      stats(
        row({ callstart: '2026-01-14 21:00:00', seconds: 10_800, call_id: '1.1', pbx_call_id: 'in_on_the_border' }),
        row({ callstart: '2026-01-14 21:00:00', seconds: 10_799, call_id: '2.1', pbx_call_id: 'in_ended_before' }),
      ),
    );
    const calls = await novofon(api.url).telephony.finishedCalls(DAY, 'schedule', never);
    expect(api.asked[0]?.query.start).toBe('2026-01-14 20:00:00');
    expect(calls.map(({ id }) => id)).toEqual(['in_on_the_border']);
  });

  it('gathers the rows of one call, however they are ordered', async () => {
    const rows = [
      row({ call_id: '3.30', sip: 102, callstart: '2026-01-15 13:01:00', destination: 102, seconds: 60 }),
      row({ call_id: '3.10', sip: 0, callstart: '2026-01-15 13:00:01', seconds: 5, is_recorded: false }),
      row({
        call_id: '3.20',
        sip: 101,
        destination: 101,
        disposition: 'no answer',
        callstart: '2026-01-15 13:00:06',
        seconds: 20,
      }),
      row({
        call_id: '2.10',
        pbx_call_id: 'out_1',
        callstart: '2026-01-15 12:00:00',
        clid: '100',
        destination: 79161234567,
      }),
    ];
    await using api = await provider(() => stats(...rows));
    const calls = await novofon(api.url).telephony.finishedCalls(DAY, 'schedule', never);
    expect(calls.map((call) => [call.id.slice(0, 4), call.talkSeconds])).toEqual([
      ['out_', 184],
      ['in_5', 65],
    ]);
    expect(calls[1]?.legs.map((leg) => [leg.id, leg.to, leg.employee])).toEqual([
      ['3.10', '+79843330712', null],
      ['3.20', '101', '101'],
      ['3.30', '102', '102'],
    ]);
  });

  it('keeps a phantom leg under an id of its own, the same in every pass', async () => {
    const phantom = row({
      call_id: '',
      pbx_call_id: 'out_1',
      clid: '100',
      destination: 79161234567,
      is_recorded: false,
    });
    const real = row({ pbx_call_id: 'out_1', clid: '100', destination: 79161234567 });
    await using api = await provider(() => stats(phantom, real));
    const { telephony } = novofon(api.url);
    const [first] = await telephony.finishedCalls(DAY, 'schedule', never);
    const [second] = await telephony.finishedCalls(DAY, 'schedule', never);
    expect(first?.legs.map((leg) => [leg.id, leg.recorded])).toEqual([
      ['1768471201.4815162', true],
      ['out_1/2026-01-15T10:00:01.000Z/100', false],
    ]);
    expect(first?.talkSeconds).toBe(184);
    expect(second).toEqual(first);
  });

  it('leaves out rows that cannot be placed, and says so once', async () => {
    const warnings: string[] = [];
    await using api = await provider(() => stats(row({ callstart: '' }), row()));
    const { telephony } = novofon(api.url, { warn: (message) => warnings.push(message) });
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toHaveLength(1);
    await telephony.finishedCalls(DAY, 'schedule', never);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['an object', { 3: row() }, 1],
    ['null', null, 0],
    ['an empty array', [], 0],
  ])('takes stats as %s', async (_name, rows, count) => {
    await using api = await provider(() => ({ body: { status: 'success', stats: rows } }));
    expect(await novofon(api.url).telephony.finishedCalls(DAY, 'schedule', never)).toHaveLength(count);
  });
});

describe('direction and sides', () => {
  const read = async (rows: unknown[], incoming: unknown[] = []) => {
    await using api = await provider(({ query }) => stats(...(query.call_type === 'in' ? incoming : rows)));
    const { telephony, budget } = novofon(api.url);
    const calls = await telephony.finishedCalls(DAY, 'webhook', never);
    const again = await telephony.finishedCalls(DAY, 'webhook', never);
    expect(again).toEqual(calls);
    return { calls, asked: api.asked, taken: budget.taken };
  };
  const plain = (changes: Record<string, unknown>) => row({ pbx_call_id: 290043698, ...changes });

  it.each([
    [
      'the prefix out_',
      row({ pbx_call_id: 'out_1', clid: '79843330712', destination: 79161234567 }),
      'out',
      '+79161234567',
      '+79843330712',
      '100',
    ],
    [
      'out_ by extension',
      row({ pbx_call_id: 'out_1', clid: 'Анна (100)', destination: 79161234567, sip: '' }),
      'out',
      '+79161234567',
      null,
      '100',
    ],
    [
      'out_ with a hidden label',
      row({ pbx_call_id: 'out_1', clid: '', destination: 79161234567 }),
      'out',
      '+79161234567',
      null,
      '100',
    ],
    ['in_ from a hidden number', row({ clid: 'anonymous' }), 'in', null, '+79843330712', '100'],
    ['in_ on an extension', row({ destination: 101, sip: 101 }), 'in', '+79161234567', null, '101'],
    ['number to extension', plain({ destination: 101, sip: '0' }), 'in', '+79161234567', null, '101'],
    [
      'extension to number',
      plain({ clid: 'Анна 101 (101)', destination: 79161234567, sip: 0 }),
      'out',
      '+79161234567',
      null,
      '101',
    ],
    ['hidden to extension', plain({ clid: '', destination: 101, sip: 101 }), 'in', null, null, '101'],
  ])('are told by %s', async (_name, source, direction, client, number, employee) => {
    const { calls, asked } = await read([source]);
    expect(calls[0]).toMatchObject({ direction, client, number });
    expect(calls[0]?.legs[0]?.employee).toBe(employee);
    expect(asked).toHaveLength(2);
  });

  it('of a call come from whichever of its rows is clear', async () => {
    const { calls, asked } = await read([
      plain({}),
      plain({ call_id: '1768471201.5', callstart: '2026-01-15 13:00:09', destination: 101 }),
    ]);
    expect(calls[0]).toMatchObject({ direction: 'in', client: '+79161234567', number: '+79843330712' });
    expect(asked).toHaveLength(2);
  });

  it('are settled by asking for the incoming calls, once for a call', async () => {
    const incoming = plain({});
    const outgoing = plain({
      pbx_call_id: 290043699,
      call_id: '1768471201.7',
      clid: 79843330712,
      destination: 79161234567,
    });
    const { calls, asked, taken } = await read([incoming, outgoing], [incoming]);
    expect(calls.map((call) => [call.id, call.direction, call.client, call.number])).toEqual([
      ['290043698', 'in', '+79161234567', '+79843330712'],
      ['290043699', 'out', '+79161234567', '+79843330712'],
    ]);
    expect(asked.map(({ query }) => query.call_type)).toEqual([undefined, 'in', undefined]);
    expect(asked[1]?.query.start).toBe(asked[0]?.query.start);
    expect(taken).toEqual(Array(3).fill(['statistics', 'webhook']));
  });

  it('leave out calls among colleagues', async () => {
    const { calls, asked } = await read([plain({ clid: 'Анна 101 (101)', destination: 102, sip: 101 })]);
    expect(calls).toEqual([]);
    expect(asked).toHaveLength(2);
  });
});

describe('the time zone', () => {
  const answers = ({ path }: { path: string }): Said =>
    path === '/v1/info/timezone/'
      ? { body: '{"status":"success","unixtime":1768471200,"datetime":"2026-01-15 15:00:00","timezone":"UTC+5"}' }
      : stats(row());

  it('is asked once and remembered', async () => {
    await using api = await provider(answers);
    const { telephony, budget, memory } = novofon(api.url, { timezone: 'auto' });
    const [call] = await telephony.finishedCalls(DAY, 'schedule', never);
    expect(call?.startedAt).toBe('2026-01-15T08:00:01.000Z');
    expect(api.asked[1]?.query.start).toBe('2026-01-14 22:00:00');
    expect(await telephony.timezone(never)).toBe('UTC+5');
    expect(memory.facts.get('novofon.timezone')).toBe('UTC+5');
    expect(budget.taken).toEqual([
      ['all', 'schedule'],
      ['statistics', 'schedule'],
    ]);

    await novofon(api.url, { timezone: 'auto', memory }).telephony.timezone(never);
    expect(api.asked).toHaveLength(2);
  });

  it('is not asked when it is set', async () => {
    await using api = await provider(answers);
    expect(await novofon(api.url, { timezone: 'Asia/Omsk' }).telephony.timezone(never)).toBe('Asia/Omsk');
    expect(api.asked).toEqual([]);
  });

  it('that cannot be read is no reason to guess', async () => {
    await using api = await provider(() => ({ body: { status: 'success' } }));
    const { telephony, memory } = novofon(api.url, { timezone: 'auto' });
    await expect(telephony.timezone(never)).rejects.toMatchObject({ trouble: 'transient' });
    expect(memory.facts.size).toBe(0);
  });
});

describe('trouble', () => {
  const failing = async (said: Said) => {
    await using api = await provider(() => said);
    const { telephony, budget } = novofon(api.url);
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    return { error, blocked: budget.blocked };
  };
  const body = { status: 'error', message: 'Wrong parameters' };

  it.each([
    [400, 'rejected'],
    [401, 'unauthorized'],
    [402, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [407, 'unauthorized'],
    [408, 'transient'],
    [429, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
    [302, 'rejected'],
  ])('HTTP %i is %s', async (status, trouble) => {
    const { error } = await failing({ status, body });
    expect(error).toMatchObject({ upstream: 'novofon', trouble });
  });

  it.each([
    ['an error in an answer of 200', { body }],
    ['an error with words in an object', { body: { status: 'error', message: { start: ['Wrong'] } } }],
    ['an error with words in a list', { body: { status: 'error', message: ['Wrong parameters'] } }],
    ['HTML', { body: '<html>' }],
    ['nothing', { body: '' }],
    ['an array', { body: [] }],
    ['no rows', { body: { status: 'success' } }],
    ['a broken connection', { body: '{"status":', cut: true }],
  ])('%s is transient', async (_name, said) => {
    const { error } = await failing(said);
    expect(error.trouble).toBe('transient');
  });

  it('is told in our words, and in theirs only where these can hold no secret', async () => {
    expect((await failing({ status: 400, body })).error.message).toContain('Wrong parameters');
    const secretive = { status: 'error', message: 'bad key 0123456789abcdef0123 for +79161234567' };
    const { error } = await failing({ status: 400, body: secretive });
    expect(error.message).not.toMatch(/0123456789|7916/);
    expect((await failing({ status: 407 })).error.message).toContain('proxy');
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '7200' }, 7_200_000],
    [{ 'retry-after': '99999999' }, 86_400_000],
    [{ 'retry-after': 'Thu, 15 Jan 2026 12:00:30 GMT' }, 30_000],
    [{ 'x-ratelimit-reset': '20' }, 20_000],
    [{ 'x-ratelimit-reset': '1768478440' }, 40_000],
    [{ 'retry-after': '0' }, 1_000],
    [{ 'x-ratelimit-reset': '99999999999' }, 3_600_000],
    [{}, 60_000],
  ])('429 with %j blocks the budget', async (headers, forMs) => {
    const { error, blocked } = await failing({ status: 429, headers, body });
    expect(error.retryAfterMs).toBe(forMs);
    expect(blocked).toEqual([['statistics', forMs]]);
  });

  it.each([
    [{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '12' }, [['statistics', 12_000]]],
    [{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1768478410' }, [['statistics', 10_000]]],
    [{ 'X-RateLimit-Remaining': '0' }, [['statistics', 60_000]]],
    [{ 'X-RateLimit-Remaining': '1', 'X-RateLimit-Reset': '12' }, []],
    [{}, []],
  ])('an answer with %j tells the budget', async (headers, blocked) => {
    await using api = await provider(() => ({ ...stats(), headers }));
    const { telephony, budget } = novofon(api.url);
    await telephony.finishedCalls(DAY, 'schedule', never);
    expect(budget.blocked).toEqual(blocked);
  });

  it('of the network names the code and keeps nothing of the request', async () => {
    const { telephony } = novofon('http://127.0.0.1:9');
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    expect(error).toMatchObject({ trouble: 'transient', message: expect.stringContaining('ECONNREFUSED') });
    expect(error.cause).toBeUndefined();
  });

  it('is none when we stop: the reason of the signal comes through', async () => {
    const stopping = new AbortController();
    const reason = new Error('stopping');
    await using api = await provider(() => {
      stopping.abort(reason);
      return stats();
    });
    await expect(novofon(api.url).telephony.finishedCalls(DAY, 'schedule', stopping.signal)).rejects.toBe(reason);
  });
});
