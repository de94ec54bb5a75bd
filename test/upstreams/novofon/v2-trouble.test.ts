import { describe, expect, it } from 'vitest';
import { hang } from '../../../src/simulators/script.js';
import { SqlBudget } from '../../../src/store/budget.js';
import { exceededForMs, spentForMs } from '../../../src/upstreams/novofon/v2/limits.js';
import { openBench } from '../../store/bench.js';
import { DAY, never, provider, type Said, troubleOf } from './provider.js';
import { type Mnemonic, novofonV2, openAccount, result, TOKEN } from './v2-account.js';

const refusal = (data: unknown, message = 'Something went wrong'): Said => ({
  body: { jsonrpc: '2.0', id: null, error: { code: -32602, message, data } },
});

/** What comes of an answer that every request gets. */
async function failing(said: Said) {
  await using api = await provider(() => said);
  const { telephony, budget } = novofonV2(api.url, { timezone: 'UTC' });
  const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
  return { error, blocked: budget.blocked, requests: api.asked.length };
}

describe('a refusal', () => {
  const refusedWith = async (mnemonic: Mnemonic) => {
    await using account = await openAccount();
    account.api.refuse(mnemonic);
    const { telephony } = account.open();
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    return { error, requests: account.api.requests.length };
  };

  it.each<[Mnemonic, string, RegExp]>([
    ['access_token_invalid', 'unauthorized', /novofon\.token/],
    ['access_token_expired', 'unauthorized', /expired.*novofon\.token/],
    ['access_token_blocked', 'unauthorized', /blocked.*novofon\.token/],
    ['ip_not_whitelisted', 'unauthorized', /203\.0\.113\.7.*cabinet.*Settings → security rules → API/],
    ['forbidden', 'unauthorized', /rights/],
    ['method_component_disabled', 'unauthorized', /tariff/],
    ['account_inactive', 'unauthorized', /account.*disabled/],
    ['internal_error', 'transient', /internal error/],
    ['limit_exceeded', 'transient', /too many requests/],
    ['invalid_parameter_value', 'rejected', /\(invalid_parameter_value\)$/],
    ['required_parameter_missed', 'rejected', /\(required_parameter_missed\)$/],
    ['unexpected_parameters', 'rejected', /\(unexpected_parameters\)$/],
    ['data_type_error', 'rejected', /\(data_type_error\)$/],
    ['invalid_parameters_combination', 'rejected', /\(invalid_parameters_combination\)$/],
    ['filter_prohibited', 'rejected', /\(filter_prohibited\)$/],
    ['sort_prohibited', 'rejected', /\(sort_prohibited\)$/],
    ['date_interval_limit_reached', 'rejected', /\(date_interval_limit_reached\)$/],
    ['error', 'rejected', /\(error\)$/],
    ['method_not_found', 'rejected', /\(method_not_found\)$/],
    ['invalid_request', 'rejected', /\(invalid_request\)$/],
    ['parse_error', 'rejected', /\(parse_error\)$/],
    ['batch_opreations_not_supported', 'rejected', /\(batch_opreations_not_supported\)$/],
    ['notifications_not_supported', 'rejected', /\(notifications_not_supported\)$/],
  ])('by %s is %s, after one request', async (mnemonic, trouble, message) => {
    const { error, requests } = await refusedWith(mnemonic);
    expect(error).toMatchObject({ upstream: 'novofon', trouble, message: expect.stringMatching(message) });
    expect(requests).toBe(1);
  });

  it.each([
    ['auth_error', 'unauthorized', /novofon\.token/],
    ['parameter_component_disabled', 'unauthorized', /tariff/],
    ['something_of_tomorrow', 'transient', /\(something_of_tomorrow\)$/],
    ['Bearer abcdef0123456789', 'transient', /unknown to us$/],
    ['', 'transient', /unknown to us$/],
  ])('by «%s» is %s', async (mnemonic, trouble, message) => {
    const { error } = await failing(refusal({ mnemonic }));
    expect(error).toMatchObject({ trouble, message: expect.stringMatching(message) });
  });

  it.each([
    ['without data', undefined],
    ['with data of null', null],
    ['with words for data', 'no'],
  ])('%s is transient', async (_name, data) => {
    expect((await failing(refusal(data))).error.trouble).toBe('transient');
  });

  it.each([
    [200, 'unauthorized'],
    [400, 'unauthorized'],
    [403, 'unauthorized'],
    [500, 'unauthorized'],
    [503, 'unauthorized'],
  ])('counts by its mnemonic under HTTP %i too', async (status, trouble) => {
    const { error } = await failing({ ...refusal({ mnemonic: 'ip_not_whitelisted' }), status });
    expect(error).toMatchObject({ trouble, message: expect.stringContaining('the address of this machine') });
  });

  it.each([
    ['by name', { params: { ip: '2001:db8::7' } }, '2001:db8::7'],
    ['in the text alone', {}, '198.51.100.4'],
  ])('tells our address, given %s', async (_how, data, address) => {
    const text = 'Your IP 198.51.100.4 is not whitelisted';
    const { error } = await failing(refusal({ mnemonic: 'ip_not_whitelisted', ...data }, text));
    expect(error.message).toContain(`${address}, our address`);
  });

  it('repeats none of its words', async () => {
    const secretive = {
      field: `token ${TOKEN}`,
      value: TOKEN,
      params: { token: TOKEN },
      extended_helper: 'https://x/y',
    };
    for (const mnemonic of ['error', 'forbidden', 'ip_not_whitelisted', 'limit_exceeded', TOKEN, 'internal_error']) {
      const { error } = await failing(refusal({ mnemonic, ...secretive }, `wrong: ${TOKEN} of +79161234567`));
      expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(
        /simulated0123|79161234567|https:/,
      );
      expect(error.cause).toBeUndefined();
    }
  });
});

describe('an answer that is none', () => {
  it.each([
    [302, 'rejected'],
    [400, 'rejected'],
    [401, 'unauthorized'],
    [402, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [405, 'rejected'],
    [407, 'unauthorized'],
    [408, 'transient'],
    [429, 'transient'],
    [500, 'transient'],
    [502, 'transient'],
    [503, 'transient'],
  ])('HTTP %i is %s', async (status, trouble) => {
    const { error, requests } = await failing({ status, headers: { location: '/elsewhere' }, body: '<html>no</html>' });
    expect(error).toMatchObject({ upstream: 'novofon', trouble });
    expect(requests).toBe(1);
  });

  it.each([
    ['HTML', { body: '<html>' }],
    ['nothing', { body: '' }],
    ['an array', { body: [] }],
    ['no result', { body: { jsonrpc: '2.0', id: 'x' } }],
    ['no data', { body: { jsonrpc: '2.0', id: 'x', result: {} } }],
    ['an error in one word', { body: { error: 'no' } }],
    ['a broken connection', { body: '{"jsonrpc":', cut: true }],
  ])('%s is transient', async (_name, said) => {
    expect((await failing(said)).error.trouble).toBe('transient');
  });

  it('of the network names the code and keeps nothing of the request', async () => {
    const { telephony } = novofonV2('http://127.0.0.1:9', { timezone: 'UTC' });
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    expect(error).toMatchObject({ trouble: 'transient', message: expect.stringContaining('ECONNREFUSED') });
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain(TOKEN);
  });

  it('is none when we stop: the reason of the signal comes through', async () => {
    const stopping = new AbortController();
    const reason = new Error('stopping');
    await using api = await provider(() => {
      stopping.abort(reason);
      return result([]);
    });
    const { telephony } = novofonV2(api.url, { timezone: 'UTC' });
    await expect(telephony.finishedCalls(DAY, 'schedule', stopping.signal)).rejects.toBe(reason);
  });

  it('need not come when we stop', async () => {
    await using account = await openAccount();
    const stopping = new AbortController();
    const reason = new Error('stopping');
    const { telephony } = account.open({ timezone: 'UTC' });
    account.api.answerAlways('get.calls_report', hang());
    const waiting = telephony.finishedCalls(DAY, 'schedule', stopping.signal);
    await expect.poll(() => account.asked('get.calls_report')).toBe(1);
    stopping.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});

describe('limits', () => {
  const left = (minute: unknown, day: unknown) => ({
    minute_limit: 50,
    minute_remaining: minute,
    minute_reset: 41,
    day_limit: 15_000,
    day_remaining: day,
    day_reset: 30_100,
  });

  it.each([
    ['some left', left(1, 1), []],
    ['none left of the minute', left(0, 9), [['all', 41_000]]],
    ['none left of the day', left(5, 0), [['all', 30_100_000]]],
    ['none left of either', left(0, 0), [['all', 30_100_000]]],
    ['less than none', left(-3, 9), [['all', 41_000]]],
    ['none left, as text', left('0', '9'), [['all', 41_000]]],
    ['nothing said', {}, []],
    ['null', null, []],
    ['none left, and not till when', { minute_remaining: 0 }, [['all', 60_000]]],
    ['none left of the day, and not till when', { day_remaining: 0 }, [['all', 3_600_000]]],
    ['a reset of nothing', { minute_remaining: 0, minute_reset: 0 }, [['all', 1_000]]],
    ['a reset beyond reason', { minute_remaining: 0, minute_reset: 99_999_999 }, [['all', 86_400_000]]],
  ])('with %s tell the budget', async (_name, limits, blocked) => {
    await using api = await provider(() => result([{ timezone: 'UTC' }], { limits }));
    const { telephony, budget } = novofonV2(api.url);
    await telephony.account(never);
    expect(budget.blocked).toEqual(blocked);
  });

  it.each([
    [left(0, 9), 41_000],
    [left(3, 9), 41_000],
    [left(3, 0), 30_100_000],
    [{}, 60_000],
    [undefined, 60_000],
  ])('that are exceeded (%j) block the budget, and say how long', async (limits, forMs) => {
    const { error, blocked } = await failing(refusal({ mnemonic: 'limit_exceeded', metadata: { limits } }));
    expect(error).toMatchObject({ trouble: 'transient', retryAfterMs: forMs });
    expect(blocked).toEqual([['all', forMs]]);
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{}, 60_000],
  ])('by HTTP 429 with %j do so too', async (headers, forMs) => {
    const { error, blocked } = await failing({ status: 429, headers });
    expect(error.retryAfterMs).toBe(forMs);
    expect(blocked).toEqual([['all', forMs]]);
  });

  it('of an account run out, and come back', async () => {
    await using account = await openAccount({ pointsPerMinute: 2 });
    const { telephony, budget } = account.open({ numbers: [], timezone: 'UTC' });
    const pass = () => telephony.finishedCalls(DAY, 'schedule', never);
    await pass();
    expect(budget.blocked).toEqual([]);
    await pass();
    expect(budget.blocked).toEqual([['all', 60_000]]);
    account.pass(20_000);
    const error = await troubleOf(pass());
    expect(error).toMatchObject({ trouble: 'transient', retryAfterMs: 40_000 });
    account.pass(40_000);
    expect(await pass()).toEqual([]);
  });

  it('that are not shown are not heeded until they are exceeded', async () => {
    await using account = await openAccount({ pointsPerMinute: 1 });
    account.api.showLimits('empty');
    const { telephony, budget } = account.open({ numbers: [], timezone: 'UTC' });
    await telephony.finishedCalls(DAY, 'schedule', never);
    expect(budget.blocked).toEqual([]);
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    expect(error.retryAfterMs).toBe(60_000);
    expect(budget.blocked).toEqual([['all', 60_000]]);
  });

  it('hold the next request back by the budget, whoever asks', async () => {
    await using bench = await openBench();
    await using account = await openAccount({ pointsPerMinute: 1 });
    const budget = new SqlBudget(bench.base, { statistics: 3, all: 100 }, bench.clock);
    const { telephony } = account.open({ numbers: [], timezone: 'UTC', budget });
    await telephony.finishedCalls(DAY, 'schedule', never);
    let done = false;
    const second = telephony.finishedCalls(DAY, 'webhook', never).finally(() => {
      done = true;
    });
    bench.pass(59_000);
    await expect.poll(() => bench.base.selectFrom('budget').selectAll().execute()).toHaveLength(2);
    expect([done, account.asked('get.calls_report')]).toEqual([false, 1]);
    account.pass(60_000);
    bench.pass(1_000);
    await second;
    expect(account.asked('get.calls_report')).toBe(2);
  });

  it('are read as text', () => {
    expect(spentForMs({ minute_remaining: '1', day_remaining: '0', day_reset: '2.5' })).toBe(2_500);
    expect(spentForMs({})).toBeNull();
    expect(exceededForMs({ minute_reset: 'soon' })).toBe(60_000);
  });
});
