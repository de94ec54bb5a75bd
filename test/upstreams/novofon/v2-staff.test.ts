import { describe, expect, it } from 'vitest';
import { isOurs } from '../../../src/domain/ours.js';
import { DAY, never, provider, troubleOf } from './provider.js';
import { at, novofonV2, OTHER, OURS, openAccount, result, row } from './v2-account.js';

const LEGS = 'get.call_legs_report';
/** Our number is no number of the account: it is an employee's mobile. */
const mobileOnly = { numbers: [OTHER] };

describe('a number of ours that the account does not rent', () => {
  it.each([
    ['in', { from: '+79161234567', to: OURS }],
    ['out', { from: OURS, to: '+79161234567' }],
  ] as const)('is found on the legs of calls %s, and stands for our side', async (direction, sides) => {
    await using account = await openAccount(mobileOnly);
    account.api.addToStaffMobile({ direction, startedAt: at('10:00:00') });
    const [call] = await account.open().telephony.finishedCalls(DAY, 'schedule', never);
    expect(call).toMatchObject({ id: '401122334', direction, client: '+79161234567', number: OURS, legs: [sides] });
    expect(call && isOurs(call, { numbers: [OURS], extensions: ['999'] })).toBe(true);
  });

  it.each(['called_phone_number', 'calling_phone_number', 'employee_phone_number'])(
    'may stand on a leg as %s alone',
    async (party) => {
      const asked: { fields: string[] }[] = [];
      await using api = await provider(({ body }) => {
        const { method, params } = JSON.parse(body);
        if (method === LEGS) asked.push(params);
        if (method === LEGS) return result([{ call_session_id: 401122334, [party]: OURS.slice(1) }]);
        return result(params.filter?.field === 'id' ? [row({ virtual_phone_number: OTHER })] : []);
      });
      const calls = await novofonV2(api.url, { timezone: 'UTC' }).telephony.finishedCalls(DAY, 'schedule', never);
      expect(calls).toMatchObject([{ id: '401122334', number: OURS }]);
      expect(asked[0]?.fields).toContain(party);
    },
  );

  it('brings none of the other calls', async () => {
    await using account = await openAccount(mobileOnly);
    account.api.addIncoming({ number: OTHER });
    account.api.addToStaffMobile({ staffMobile: '79990000000' });
    account.api.addToStaffMobile();
    const calls = await account.open().telephony.finishedCalls(DAY, 'schedule', never);
    expect(calls.map(({ id }) => id)).toEqual(['401122336']);
  });

  it('stands beside one that is rented, each call once and in order', async () => {
    await using account = await openAccount({ numbers: ['74950000000', OTHER] });
    account.api.addToStaffMobile({ startedAt: at('11:00:00') });
    account.api.addIncoming({ number: '74950000000', startedAt: at('10:30:00') });
    account.api.addToStaffMobile({ number: '74950000000', startedAt: at('10:00:00') });
    const { telephony } = account.open({ numbers: ['+74950000000', OURS] });
    const calls = await telephony.finishedCalls(DAY, 'schedule', never);
    expect(calls.map(({ id, number }) => [id, number])).toEqual([
      ['401122336', '+74950000000'],
      ['401122335', '+74950000000'],
      ['401122334', OURS],
    ]);
  });

  it('is fetched a hundred calls at a time', async () => {
    await using account = await openAccount(mobileOnly);
    for (let second = 0; second < 205; second++) {
      account.api.addToStaffMobile({ startedAt: new Date(at('10:00:00').getTime() + second * 1_000) });
    }
    const calls = await account.open().telephony.finishedCalls(DAY, 'backfill', never);
    expect(calls).toHaveLength(205);
    expect(account.asked('get.calls_report')).toBe(1 + 3);
  });

  it('drops calls that ended before the period', async () => {
    await using account = await openAccount(mobileOnly);
    account.api.addToStaffMobile({ startedAt: at('09:00:00'), talkSeconds: 60 });
    account.api.addToStaffMobile({ startedAt: at('09:59:00'), talkSeconds: 60 });
    const period = { from: at('10:00:00').toISOString(), to: at('12:00:00').toISOString() };
    const calls = await account.open().telephony.finishedCalls(period, 'schedule', never);
    expect(calls.map(({ id }) => id)).toEqual(['401122335']);
  });

  it('is seen by findCall as by the history', async () => {
    await using account = await openAccount(mobileOnly);
    account.api.addToStaffMobile();
    account.api.addToStaffMobile({ staffMobile: '79990000000' });
    const { telephony } = account.open();
    const [known] = await telephony.finishedCalls(DAY, 'schedule', never);
    expect(await telephony.findCall('401122334', DAY, 'process', never)).toEqual(known);
    expect(await telephony.findCall('401122335', DAY, 'process', never)).toMatchObject({ number: `+${OTHER}` });
  });
});

describe('the numbers of the account', () => {
  it('spare the legs where they hold all of ours', async () => {
    await using account = await openAccount();
    await account.open().telephony.finishedCalls(DAY, 'schedule', never);
    expect(account.asked(LEGS)).toBe(0);
  });

  it('are asked once an hour, by all processes together', async () => {
    await using account = await openAccount();
    const { telephony, memory } = account.open();
    const pass = () => telephony.finishedCalls(DAY, 'schedule', never);
    await pass();
    account.pass(3_599_000);
    await pass();
    await account.open({ memory }).telephony.finishedCalls(DAY, 'schedule', never);
    expect(account.asked('get.virtual_numbers')).toBe(1);

    account.api.numbers.splice(0);
    account.pass(2_000);
    await pass();
    expect(account.asked('get.virtual_numbers')).toBe(2);
    expect(account.asked(LEGS)).toBe(1);
    expect(JSON.parse(memory.facts.get('novofon.virtualNumbers') ?? '')).toEqual({
      askedAt: account.clock().toISOString(),
      numbers: [],
    });
  });

  it.each([
    '',
    'not JSON',
    '{}',
    '{"askedAt":"yesterday","numbers":[]}',
    '{"askedAt":"2027-01-01T00:00:00Z","numbers":[]}',
  ])('are asked again where «%s» is remembered', async (remembered) => {
    await using account = await openAccount();
    const { telephony, memory } = account.open();
    await memory.set('novofon.virtualNumbers', remembered);
    await telephony.finishedCalls(DAY, 'schedule', never);
    expect([account.asked('get.virtual_numbers'), account.asked(LEGS)]).toEqual([1, 0]);
  });

  it.each(['method_component_disabled', 'forbidden'] as const)(
    'that our token may not see (%s) mean that the legs are asked',
    async (mnemonic) => {
      await using account = await openAccount();
      account.api.refuse(mnemonic, { method: 'get.virtual_numbers' });
      account.api.addToStaffMobile();
      account.api.addIncoming();
      const { telephony } = account.open();
      expect(await telephony.finishedCalls(DAY, 'schedule', never)).toHaveLength(2);
      await telephony.finishedCalls(DAY, 'schedule', never);
      expect([account.asked('get.virtual_numbers'), account.asked(LEGS)]).toEqual([1, 2]);
    },
  );

  it('that cannot be had for another reason fail the pass, and nothing is remembered', async () => {
    await using account = await openAccount();
    account.api.refuse('internal_error', { method: 'get.virtual_numbers' });
    const { telephony, memory } = account.open();
    const error = await troubleOf(telephony.finishedCalls(DAY, 'schedule', never));
    expect(error.trouble).toBe('transient');
    expect(memory.facts.has('novofon.virtualNumbers')).toBe(false);
  });

  it('and legs that are closed to us fail the pass: a number of ours could not be seen', async () => {
    await using account = await openAccount(mobileOnly);
    account.api.refuse('forbidden', { method: LEGS });
    const error = await troubleOf(account.open().telephony.finishedCalls(DAY, 'schedule', never));
    expect(error.trouble).toBe('unauthorized');
  });
});
