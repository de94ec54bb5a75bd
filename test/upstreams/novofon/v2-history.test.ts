import { describe, expect, it } from 'vitest';
import { DAY, never, provider } from './provider.js';
import { at, novofonV2, OURS, openAccount, result, row, TOKEN } from './v2-account.js';

const AUDIO = Buffer.from('ID3 sound of a call');
const MOSCOW = { timezone: 'Europe/Moscow' };

/** The API's side for what is sent: it knows one virtual number, ours, and answers reports by `answer`. */
async function listening(answer: (params: Record<string, unknown>) => { body: unknown } = () => result([])) {
  const reports: Record<string, unknown>[] = [];
  const api = await provider(({ body }) => {
    const { method, params } = JSON.parse(body);
    if (method === 'get.virtual_numbers') return result([{ virtual_phone_number: OURS.slice(1) }]);
    reports.push(params);
    return answer(params);
  });
  return { ...api, reports, [Symbol.asyncDispose]: api[Symbol.asyncDispose] };
}

describe('a request', () => {
  it('is JSON-RPC with our token and an id of its own', async () => {
    await using api = await listening();
    const { telephony, budget } = novofonV2(`${api.url}/v2.0/`, MOSCOW);
    expect(await telephony.finishedCalls(DAY, 'webhook', never)).toEqual([]);
    const [first, second] = api.asked.map((asked) => ({ ...asked, json: JSON.parse(asked.body) }));
    expect(first).toMatchObject({ path: '/v2.0', json: { jsonrpc: '2.0', method: 'get.calls_report' } });
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json; charset=UTF-8' });
    expect(first?.headers['content-length']).toBe(String(first?.body.length));
    expect(first?.json.id).toEqual(expect.any(String));
    expect(second?.json.id).not.toBe(first?.json.id);
    expect(first?.json.params.access_token).toBe(TOKEN);
    expect(budget.taken).toEqual(Array(2).fill(['all', 'webhook']));
  });

  it('asks for the calls of our numbers in account time, from four hours earlier', async () => {
    await using api = await listening();
    const numbers = [OURS, '+74950000000'];
    await novofonV2(api.url, { ...MOSCOW, numbers }).telephony.finishedCalls(DAY, 'schedule', never);
    const equal = (field: string, value: string) => ({ field, operator: '=', value });
    expect(api.reports[0]).toMatchObject({
      date_from: '2026-01-14 20:00:00',
      date_till: '2026-01-15 23:59:59',
      limit: 1000,
      offset: 0,
      sort: [{ field: 'start_time', order: 'asc' }],
      filter: {
        condition: 'or',
        filters: [
          equal('virtual_phone_number', '79843330712'),
          equal('contact_phone_number', '79843330712'),
          equal('virtual_phone_number', '74950000000'),
          equal('contact_phone_number', '74950000000'),
        ],
      },
    });
    expect(api.reports[0]).not.toHaveProperty('include_ongoing_calls');
  });

  it('asks for all calls where all numbers count, and for nothing else', async () => {
    await using api = await listening();
    await novofonV2(api.url, { ...MOSCOW, numbers: [] }).telephony.finishedCalls(DAY, 'schedule', never);
    expect(api.reports[0]).not.toHaveProperty('filter');
    expect(api.asked).toHaveLength(1);
  });

  it('goes by windows of 89 days, and a call on the seam is one', async () => {
    await using api = await listening(() => result([row()], { total_items: 1 }));
    const period = { from: '2025-07-01T00:00:00.000Z', to: '2026-01-20T00:00:00.000Z' };
    const calls = await novofonV2(api.url, MOSCOW).telephony.finishedCalls(period, 'backfill', never);
    expect(api.reports.map((params) => [params.date_from, params.date_till])).toEqual([
      ['2025-06-30 23:00:00', '2025-09-27 23:00:00'],
      ['2025-09-27 23:00:00', '2025-12-25 23:00:00'],
      ['2025-12-25 23:00:00', '2026-01-20 03:00:00'],
    ]);
    expect(calls.map(({ id }) => id)).toEqual(['401122334']);
  });
});

describe('pages', () => {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, place) => row({ id: 1_000_000 + from + place }));

  it.each([
    ['by the total', 2_500, { total_items: 2_500 }, [0, 1_000, 2_000]],
    ['up to a full last one', 2_000, { total_items: 2_000 }, [0, 1_000]],
    ['until one is empty, where the total promised more', 1_500, { total_items: 9_999 }, [0, 1_000, 1_500]],
    ['until one is short, without a total', 1_500, {}, [0, 1_000]],
    ['until one is empty, without a total', 2_000, {}, [0, 1_000, 2_000]],
    ['until one is empty, with a total of nothing', 2_000, { total_items: null }, [0, 1_000, 2_000]],
  ])('follow one another %s', async (_how, count, metadata, offsets) => {
    await using api = await listening(({ offset }) => {
      const from = Number(offset);
      return result(page(from, Math.max(0, Math.min(1_000, count - from))), metadata);
    });
    const calls = await novofonV2(api.url, MOSCOW).telephony.finishedCalls(DAY, 'backfill', never);
    expect(calls).toHaveLength(count);
    expect(api.reports.map(({ offset }) => offset)).toEqual(offsets);
  });

  it('may be smaller than asked for', async () => {
    await using api = await listening(({ offset }) => result(page(Number(offset), 100), { total_items: 300 }));
    expect(await novofonV2(api.url, MOSCOW).telephony.finishedCalls(DAY, 'backfill', never)).toHaveLength(300);
    expect(api.reports.map(({ offset }) => offset)).toEqual([0, 100, 200]);
  });

  it.each([
    ['null', null],
    ['an empty array', []],
  ])('that hold %s are empty', async (_name, rows) => {
    const warnings: string[] = [];
    await using api = await listening(() => result(rows, { total_items: 5 }));
    const { telephony } = novofonV2(api.url, { ...MOSCOW, warn: (message) => warnings.push(message) });
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toEqual([]);
    expect([api.reports.length, warnings]).toEqual([1, []]);
  });

  it('of a real account bring every call once, oldest first', async () => {
    await using account = await openAccount();
    for (let minute = 0; minute < 1_203; minute++) {
      account.api.addIncoming({ startedAt: new Date(at('11:00:00').getTime() - (minute % 601) * 1_000) });
    }
    const calls = await account.open().telephony.finishedCalls(DAY, 'backfill', never);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1_203);
    const starts = calls.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort());
    expect(account.asked('get.calls_report')).toBe(2);
  });
});

describe('finishedCalls', () => {
  it('brings what the account knows of a call', async () => {
    await using account = await openAccount();
    account.api.addIncoming({ startedAt: at('10:00:01') }, { audio: AUDIO });
    const [call] = await account.open().telephony.finishedCalls(DAY, 'schedule', never);
    expect(call).toEqual({
      id: '401122334',
      provider: 'novofon',
      direction: 'in',
      client: '+79161234567',
      number: OURS,
      startedAt: '2026-01-15T10:00:01.000Z',
      endedAt: '2026-01-15T10:03:20.000Z',
      talkSeconds: 184,
      disposition: 'answered',
      legs: [
        {
          id: '401122334',
          from: '+79161234567',
          to: OURS,
          employee: '100 Office',
          startedAt: '2026-01-15T10:00:01.000Z',
          endedAt: '2026-01-15T10:03:20.000Z',
          seconds: 184,
          disposition: 'answered',
          recorded: true,
        },
      ],
    });
  });

  it('leaves to others what is not ours, and takes calls on which our number is the other side', async () => {
    await using account = await openAccount({ numbers: [OURS.slice(1), '74950000000'] });
    account.api.addIncoming({ number: '74950000000' });
    account.api.addOutgoing({ startedAt: at('10:00:00') });
    account.api.addIncoming({ number: '74950000000', client: OURS.slice(1), startedAt: at('11:00:00') });
    const idsWith = async (numbers: string[]) => {
      const calls = await account.open({ numbers }).telephony.finishedCalls(DAY, 'schedule', never);
      return calls.map(({ id }) => id);
    };
    expect(await idsWith([OURS])).toEqual(['401122335', '401122336']);
    expect(await idsWith([])).toHaveLength(3);
  });

  it('does not see a call before it is over', async () => {
    await using account = await openAccount();
    const session = account.api.addOngoing();
    const { telephony } = account.open();
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toEqual([]);
    session.finish();
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toMatchObject([{ disposition: 'answered' }]);
  });

  it('drops a row without an end, should one come', async () => {
    await using api = await listening(() => result([row({ finish_time: null }), row({ id: 2 })]));
    const warnings: string[] = [];
    const { telephony } = novofonV2(api.url, { ...MOSCOW, warn: (message) => warnings.push(message) });
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toMatchObject([{ id: '2' }]);
    expect(warnings).toEqual([]);
  });

  it('finds by their end calls that began before the period', async () => {
    await using account = await openAccount();
    account.api.addIncoming({ startedAt: at('05:59:00'), talkSeconds: 7_200, waitSeconds: 0 });
    account.api.addIncoming({ startedAt: at('08:00:00'), talkSeconds: 7_200, waitSeconds: 0 });
    account.api.addIncoming({ startedAt: at('09:30:00'), talkSeconds: 1_799, waitSeconds: 0 });
    account.api.addIncoming({ startedAt: at('09:59:00'), talkSeconds: 60, waitSeconds: 0 });
    const period = { from: at('10:00:00').toISOString(), to: at('12:00:00').toISOString() };
    const calls = await account.open().telephony.finishedCalls(period, 'schedule', never);
    expect(calls.map(({ startedAt }) => startedAt)).toEqual([
      at('08:00:00').toISOString(),
      at('09:59:00').toISOString(),
    ]);
  });

  it.each([
    [{ lost: true }, 'noanswer'],
    [{ lost: true, finishReason: 'subscriber_busy' }, 'busy'],
    [{ lost: true, finishReason: 'something_new' }, 'noanswer'],
    [{ talkSeconds: 0 }, 'noanswer'],
    [{}, 'answered'],
  ])('a call like %j is %s', async (made, disposition) => {
    await using account = await openAccount();
    account.api.addOutgoing(made);
    const [call] = await account.open().telephony.finishedCalls(DAY, 'schedule', never);
    expect(call).toMatchObject({ direction: 'out', disposition, legs: [{ recorded: disposition === 'answered' }] });
  });

  it('gives a call the legs of its recordings when there are several, and one of its own until then', async () => {
    await using account = await openAccount();
    const employees = ['101 Анна', '102 Пётр'];
    const session = account.api.addIncoming({ employees }, { audio: [AUDIO, AUDIO], recordingAfterMs: 60_000 });
    const { telephony } = account.open();
    const legs = async () => {
      const [call] = await telephony.finishedCalls(DAY, 'schedule', never);
      return call?.legs.map((leg) => [leg.id, leg.employee, leg.recorded]);
    };
    expect(await legs()).toEqual([
      ['401122334', '101 Анна', true],
      ['401122334/5152', '102 Пётр', false],
    ]);
    account.pass(60_000);
    expect(await legs()).toEqual([
      [`401122334.${session.hashes('talk')[0]}`, '101 Анна', true],
      [`401122334.${session.hashes('talk')[1]}`, '102 Пётр', true],
    ]);
    expect(await legs()).toEqual(await legs());
  });

  it.each(['empty', 'null'] as const)('does not mind whether no recordings are %s', async (noRecords) => {
    await using account = await openAccount();
    account.api.addIncoming({}, { noRecords });
    const [call] = await account.open().telephony.finishedCalls(DAY, 'schedule', never);
    expect(call?.legs).toMatchObject([{ id: '401122334', recorded: true }]);
  });

  it('leaves out rows that cannot be placed, and says so once', async () => {
    const warnings: string[] = [];
    await using api = await listening(() => result([row({ start_time: null }), null, row()], { total_items: 3 }));
    const { telephony } = novofonV2(api.url, { ...MOSCOW, warn: (message) => warnings.push(message) });
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toHaveLength(1);
    await telephony.finishedCalls(DAY, 'schedule', never);
    expect(warnings).toEqual([expect.stringMatching(/^2 rows/)]);
  });
});

describe('the time zone', () => {
  it('is asked of the account once and remembered', async () => {
    await using account = await openAccount({ zone: 'Asia/Yekaterinburg' });
    account.api.addIncoming({ startedAt: at('10:00:01') });
    const { telephony, memory, budget } = account.open();
    const [call] = await telephony.finishedCalls(DAY, 'process', never);
    expect(call).toMatchObject({ startedAt: '2026-01-15T10:00:01.000Z', endedAt: '2026-01-15T10:03:20.000Z' });
    expect(memory.facts.get('novofon.timezone')).toBe('Asia/Yekaterinburg');
    expect(budget.taken[0]).toEqual(['all', 'schedule']);
    await account.open({ memory }).telephony.timezone(never);
    expect(account.asked('get.account')).toBe(1);
  });

  it('that the account has is the one reports are asked in', async () => {
    await using account = await openAccount({ zone: 'Asia/Yekaterinburg' });
    account.api.addIncoming({ startedAt: at('10:00:00'), talkSeconds: 60 });
    const within = (from: string, to: string) =>
      account
        .open()
        .telephony.finishedCalls({ from: at(from).toISOString(), to: at(to).toISOString() }, 'schedule', never);
    expect(await within('09:59:59', '10:00:01')).toHaveLength(1);
    expect(await within('09:00:00', '09:59:59')).toHaveLength(0);
  });

  it('is not asked when it is set, and account() asks all the same', async () => {
    await using account = await openAccount();
    const { telephony, memory } = account.open({ timezone: 'Asia/Omsk' });
    expect(await telephony.timezone(never)).toBe('Asia/Omsk');
    expect(account.asked('get.account')).toBe(0);
    expect(await telephony.account(never)).toEqual({ zone: 'Europe/Moscow' });
    expect(await telephony.account(never)).toEqual({ zone: 'Europe/Moscow' });
    expect(account.asked('get.account')).toBe(2);
    expect(memory.facts.size).toBe(0);
  });

  it('is found in an answer whose metadata has another name, as documented', async () => {
    const body = { jsonrpc: '2.0', id: 'x', result: { meta_data: {}, data: [{ timezone: 'Asia/Omsk' }] } };
    await using api = await provider(() => ({ body }));
    expect(await novofonV2(api.url).telephony.timezone(never)).toBe('Asia/Omsk');
  });

  it.each([
    ['no row', []],
    ['no name', [{ app_id: 1, timezone: null }]],
    ['a name nobody knows', [{ timezone: 'Moscow Standard Time' }]],
  ])('is no guess after %s', async (_name, rows) => {
    await using api = await provider(() => result(rows));
    const { telephony, memory } = novofonV2(api.url);
    await expect(telephony.timezone(never)).rejects.toMatchObject({ trouble: 'transient' });
    expect(memory.facts.size).toBe(0);
  });
});

describe('findCall', () => {
  const hash = '0f3c9a6be1d24f7788aa55cc33dd1e2f';

  it.each(['401122335', `401122335.${hash}`])('finds %s with one request of the report', async (anyId) => {
    await using account = await openAccount();
    account.api.addIncoming();
    account.api.addOutgoing();
    const call = await account.open().telephony.findCall(anyId, DAY, 'process', never);
    expect(call).toMatchObject({ id: '401122335', direction: 'out', number: OURS });
    expect(account.asked('get.calls_report')).toBe(1);
    expect([account.asked('get.virtual_numbers'), account.asked('get.call_legs_report')]).toEqual([0, 0]);
  });

  it('asks for the id as a number', async () => {
    await using api = await listening(() => result([row()]));
    const { telephony } = novofonV2(api.url, MOSCOW);
    expect(await telephony.findCall('401122334', DAY, 'process', never)).toMatchObject({ id: '401122334' });
    expect(api.reports[0]?.filter).toEqual({ field: 'id', operator: '=', value: 401122334 });
  });

  it('looks on which leg our number stands only among the legs of that call', async () => {
    const other = row({ virtual_phone_number: '78432000100' });
    await using api = await listening((params) => result('filter' in params ? [other] : []));
    const { telephony } = novofonV2(api.url, { ...MOSCOW, numbers: ['+79990000000'] });
    await telephony.findCall('401122334', DAY, 'process', never);
    expect(api.reports[1]?.filter).toMatchObject({
      condition: 'and',
      filters: [
        { field: 'call_session_id', operator: '=', value: 401122334 },
        { condition: 'or', filters: Array(3).fill({ operator: '=', value: '79990000000' }) },
      ],
    });
  });

  it.each([
    'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9',
    '1768471201.4815162',
    '401122334/5150',
    '40112233412345678901234567890',
    '',
  ])('has no need to ask for «%s»', async (anyId) => {
    await using account = await openAccount();
    expect(await account.open().telephony.findCall(anyId, DAY, 'process', never)).toBeNull();
    expect(account.api.requests).toEqual([]);
  });

  it('finds nothing outside the period, among calls that go on, and for an unknown id', async () => {
    await using account = await openAccount();
    account.api.addIncoming({ startedAt: at('10:00:00') });
    account.api.addOngoing();
    const { telephony } = account.open();
    const later = { from: at('15:00:00').toISOString(), to: at('16:00:00').toISOString() };
    expect(await telephony.findCall('401122334', later, 'process', never)).toBeNull();
    expect(await telephony.findCall('401122335', DAY, 'process', never)).toBeNull();
    expect(await telephony.findCall('1', DAY, 'process', never)).toBeNull();
    expect(await telephony.findCall('401122334', DAY, 'process', never)).not.toBeNull();
  });

  it('finds calls of numbers that are not ours', async () => {
    await using account = await openAccount({ numbers: [OURS.slice(1), '74950000000'] });
    account.api.addIncoming({ number: '74950000000' });
    const call = await account.open().telephony.findCall('401122334', DAY, 'process', never);
    expect(call).toMatchObject({ number: '+74950000000' });
  });
});

describe('census', () => {
  it('counts calls by virtual number, whosever they are', async () => {
    await using account = await openAccount({ numbers: [] });
    for (const number of ['74950000000', '79843330712', '79843330712']) account.api.addIncoming({ number });
    account.api.addOngoing();
    const { telephony, budget } = account.open();
    expect(await telephony.census(DAY, 'audit', never)).toEqual({
      calls: 3,
      numbers: [
        { number: OURS, calls: 2 },
        { number: '+74950000000', calls: 1 },
      ],
    });
    expect(budget.taken.at(-1)).toEqual(['all', 'audit']);
    expect(account.asked('get.virtual_numbers')).toBe(0);
  });

  it('goes no further than ten pages, with no filter and few fields', async () => {
    await using api = await listening(({ offset }) =>
      result(
        Array.from({ length: 1_000 }, (_, place) => row({ id: 1 + Number(offset) + place })),
        { total_items: 50_000 },
      ),
    );
    const { calls } = await novofonV2(api.url, MOSCOW).telephony.census(DAY, 'audit', never);
    expect(calls).toBe(10_000);
    expect(api.reports).toHaveLength(10);
    expect(api.reports[0]).not.toHaveProperty('filter');
    expect(api.reports[0]?.fields).toEqual(['id', 'virtual_phone_number', 'start_time', 'finish_time']);
  });

  it('leaves out a call that goes on, should one come, and counts none twice', async () => {
    await using api = await listening(() => result([row(), row({ id: 2, finish_time: null }), row()]));
    const { telephony } = novofonV2(api.url, MOSCOW);
    expect(await telephony.census(DAY, 'audit', never)).toEqual({ calls: 1, numbers: [{ number: OURS, calls: 1 }] });
  });

  it('of an empty account is nought', async () => {
    await using account = await openAccount();
    expect(await account.open().telephony.census(DAY, 'audit', never)).toEqual({ calls: 0, numbers: [] });
  });
});
