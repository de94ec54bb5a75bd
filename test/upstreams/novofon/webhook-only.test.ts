import { describe, expect, it } from 'vitest';
import type { Hint } from '../../../src/domain/ports.js';
import { WebhookOnly, type WebhookOnlyOptions } from '../../../src/upstreams/novofon/webhook/webhook-only.js';
import { DAY, ListedHints, never, provider } from './provider.js';

/** Notices at so many minutes after noon, Moscow. */
function hint(callId: string, minutes: number, notice: Record<string, string> = {}): Hint {
  const receivedAt = new Date(Date.parse('2026-01-15T09:00:00.000Z') + minutes * 60_000).toISOString();
  return { callId, receivedAt, notice: { call_id: callId, ...notice }, link: notice.record_url ?? null };
}

function webhookOnly(hints: Hint[], options: Partial<WebhookOnlyOptions> = {}) {
  return new WebhookOnly({
    hints: new ListedHints(hints),
    recordingHosts: ['novofon.ru'],
    baseUrl: 'https://api.novofon.com',
    mediaUrl: 'https://app.novofon.ru',
    numbers: ['+79843330712'],
    timezone: 'auto',
    maxCallsPerHour: 60,
    clock: () => new Date('2026-01-15T12:00:00.000Z'),
    ...options,
  });
}

const historyOf = (hints: Hint[], period = DAY) => webhookOnly(hints).finishedCalls(period, 'schedule', never);

const [OURS, CLIENT] = ['+79843330712', '+79161234567'];
const FLAT = { caller: '79161234567', called: '79843330712', direction: 'in', duration: '184', status: 'answered' };

describe('the history of the webhook', () => {
  it('has the call of a flat notice', async () => {
    const told = hint('call_1', 4, { ...FLAT, record_url: 'https://app.novofon.ru/1/' });
    expect(await historyOf([told])).toEqual([
      {
        id: 'call_1',
        provider: 'novofon',
        direction: 'in',
        client: '+79161234567',
        number: '+79843330712',
        startedAt: '2026-01-15T09:00:56.000Z',
        endedAt: '2026-01-15T09:04:00.000Z',
        talkSeconds: 184,
        disposition: 'answered',
        legs: [
          {
            id: 'call_1',
            from: '+79161234567',
            to: '+79843330712',
            employee: null,
            startedAt: '2026-01-15T09:00:56.000Z',
            seconds: 184,
            disposition: 'answered',
            recorded: true,
          },
        ],
      },
    ]);
  });

  it.each([
    ['outgoing', { ...FLAT, caller: '100', called: '89161234567', direction: 'outgoing' }, 'out', '+79161234567', null],
    [
      'of v2',
      {
        contact_phone_number: '79161234567',
        virtual_phone_number: '79843330712',
        direction: 'out',
        talk_time_duration: '10',
      },
      'out',
      '+79161234567',
      '+79843330712',
    ],
    [
      'NOTIFY_OUT_END',
      {
        event: 'NOTIFY_OUT_END',
        internal: '100',
        destination: '79161234567',
        caller_id: '0',
        disposition: 'answered',
        duration: '9',
      },
      'out',
      '+79161234567',
      null,
    ],
    [
      'NOTIFY_END',
      { event: 'NOTIFY_END', caller_id: '+79161234567', called_did: '79843330712', disposition: 'cancel' },
      'in',
      '+79161234567',
      '+79843330712',
    ],
    ['hidden', { ...FLAT, caller: 'anonymous' }, 'in', null, '+79843330712'],
    ['outgoing, told by a template that cannot swap them', { ...FLAT, direction: 'out' }, 'out', '+79161234567', OURS],
    ['from our number, direction untold', { caller: OURS, called: '79161234567', status: 'busy' }, 'out', CLIENT, OURS],
    ['to our number, direction untold', { caller: '79161234567', called: OURS, status: 'busy' }, 'in', CLIENT, OURS],
    [
      'of v2, by who called whom',
      { calling_phone_number: '79843330712', called_phone_number: '79161234567', direction: 'out', status: 'busy' },
      'out',
      CLIENT,
      OURS,
    ],
    [
      'of v2, by who called us',
      { calling_phone_number: '79161234567', called_phone_number: '79843330712', status: 'busy' },
      'in',
      CLIENT,
      OURS,
    ],
    ['told without numbers', { status: 'answered' }, 'in', null, OURS],
    ['told without our number', { caller: '79161234567', status: 'answered' }, 'in', CLIENT, OURS],
    ['NOTIFY_RECORD, which has none', { event: 'NOTIFY_RECORD', call_id_with_rec: '1.1' }, 'in', null, null],
  ])('reads the sides of a call that is %s', async (_name, fields, direction, client, number) => {
    expect(await historyOf([hint('1', 1, fields)])).toMatchObject([{ direction, client, number }]);
  });

  it.each([
    ['internal', { internal: '100', last_internal: '101' }, '100'],
    ['last_internal', { last_internal: '101' }, '101'],
    ['employee_full_name', { employee_full_name: '100 Office', extension_phone_number: '100' }, '100 Office'],
    ['extension_phone_number', { extension_phone_number: '100', employee_full_name: 'null' }, '100'],
  ])('finds who talked in %s', async (_name, fields, employee) => {
    const [call] = await historyOf([hint('1', 1, { ...FLAT, ...fields })]);
    expect(call?.legs[0]?.employee).toBe(employee);
  });

  it('names no number of ours where there are several to choose from', async () => {
    const telephony = webhookOnly([hint('1', 1, { status: 'answered' })], { numbers: [OURS, '+74950000000'] });
    expect(await telephony.finishedCalls(DAY, 'schedule', never)).toMatchObject([{ number: null }]);
  });

  it.each([
    ['lost', { status: 'lost' }, 'noanswer', 0, false],
    ['busy', { status: 'busy', direction: 'in' }, 'busy', 0, false],
    ['answered without a length', { status: 'answered' }, 'answered', 60, true],
    ['known by its link only', { record_url: 'https://app.novofon.ru/1/' }, 'answered', 60, true],
    ['known by its length only', { duration: '00:03:04' }, 'answered', 184, true],
    ['said to be unrecorded', { status: 'answered', duration: '5', is_recorded: '0' }, 'answered', 5, false],
    ['recorded', { event: 'NOTIFY_RECORD', call_id_with_rec: '1.1' }, 'answered', 60, true],
    [
      'cancelled, and said to be recorded',
      { disposition: 'cancel', duration: '0', is_recorded: '1' },
      'noanswer',
      0,
      false,
    ],
    ['failed, with seconds', { disposition: 'call failed', duration: '5' }, 'call failed', 0, false],
    ['of a status unknown to us, with a talk', { status: 'Принят', duration: '184' }, 'answered', 184, true],
    ['of a status unknown to us, without one', { status: 'Пропущен', duration: '0' }, 'пропущен', 0, false],
  ])('takes a call that is %s', async (_name, fields, disposition, talkSeconds, recorded) => {
    const [call] = await historyOf([hint('1', 5, fields)]);
    expect(call).toMatchObject({ disposition, talkSeconds });
    expect(call?.legs[0]?.recorded).toBe(recorded);
  });

  it('has no call of which nothing but the id is known', async () => {
    expect(await historyOf([hint('1', 1)])).toEqual([]);
  });

  it.each([['in order'], ['the other way round']])('joins the notices of one call, %s', async (order) => {
    const end = { ...FLAT, event: 'CALL_END', employee_full_name: 'Анна' };
    const record = { event: 'RECORD_CALL', file_link: 'https://app.novofon.ru/1/' };
    const [first, second] = order === 'in order' ? [end, record] : [record, end];
    const calls = await historyOf([hint('2', 9, FLAT), hint('1', 4, first), hint('1', 5, second)]);
    expect(calls.map((call) => call.id)).toEqual(['1', '2']);
    expect(calls[0]).toMatchObject({ client: '+79161234567', talkSeconds: 184, startedAt: '2026-01-15T09:00:56.000Z' });
    expect(calls[0]?.legs).toHaveLength(1);
    expect(calls[0]?.legs[0]?.employee).toBe('Анна');
  });

  it('counts a call to the period of any of its notices, and knows all of them', async () => {
    const hints = [hint('1', 0, FLAT), hint('1', 90, { record_url: 'https://app.novofon.ru/1/' }), hint('2', 0, FLAT)];
    const period = { from: '2026-01-15T10:00:00.000Z', to: '2026-01-15T11:00:00.000Z' };
    const calls = await historyOf(hints, period);
    expect(calls).toMatchObject([{ id: '1', client: '+79161234567', talkSeconds: 184 }]);
  });

  it('believes so many calls an hour, the same ones in every pass', async () => {
    const warnings: string[] = [];
    const hints = [0, 10, 20, 30, 75, 85].map((minutes, place) => hint(`c${place}`, minutes, FLAT));
    hints.push(hint('c0', 40, FLAT));
    const telephony = webhookOnly(hints, { maxCallsPerHour: 3, warn: (message) => warnings.push(message) });
    const ids = async () => (await telephony.finishedCalls(DAY, 'schedule', never)).map((call) => call.id);
    expect(await ids()).toEqual(['c0', 'c1', 'c2', 'c4', 'c5']);
    expect(await ids()).toEqual(['c0', 'c1', 'c2', 'c4', 'c5']);
    expect(warnings).toEqual([expect.stringMatching(/maxCallsPerHour: 1 ignored$/)]);
  });
});

describe('the zone', () => {
  it.each([
    ['auto', 'Europe/Moscow'],
    ['Asia/Omsk', 'Asia/Omsk'],
  ])('%s is %s', async (timezone, zone) => {
    expect(await webhookOnly([], { timezone }).timezone()).toBe(zone);
  });
});

describe('the recording', () => {
  const open = async (hints: Hint[], options: Partial<WebhookOnlyOptions> = {}) => {
    const telephony = webhookOnly(hints, options);
    const [call] = await telephony.finishedCalls(DAY, 'schedule', never);
    const leg = call?.legs[0];
    if (!call || !leg) throw new Error('the history has no call');
    return telephony.openRecording(call, leg, never);
  };

  it.each([
    ['record_url', (url: string) => ({ record_url: `${url}/a.mp3` }), '/a.mp3'],
    ['file_link', (url: string) => ({ file_link: `${url}/b/` }), '/b/'],
    [
      'an id of Novofon 2.0',
      () => ({ call_id_with_rec: '555.0f3c9a6be1d24f7788aa55cc33dd1e2f' }),
      '/system/media/talk/555/0f3c9a6be1d24f7788aa55cc33dd1e2f/',
    ],
  ])('is fetched by %s, whichever notice brought it', async (_name, fields, path) => {
    await using media = await provider(({ path: asked }) => ({ body: asked }));
    const hints = [hint('1', 1, fields(media.url)), hint('1', 2, FLAT)];
    const { stream } = await open(hints, { mediaUrl: media.url });
    expect(Buffer.concat(await stream.toArray()).toString()).toBe(path);
    expect(media.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('is fetched for the call that it was told of first, and for no other', async () => {
    await using media = await provider(() => ({ body: 'x' }));
    const link = { ...FLAT, record_url: `${media.url}/a.mp3` };
    const hints = [hint('2', 2, link), hint('1', 1, link)];
    await expect(open(hints, { mediaUrl: media.url })).rejects.toMatchObject({ trouble: 'rejected' });
    expect(media.asked).toEqual([]);
  });

  it('is waited for while no notice has a link', async () => {
    await expect(open([hint('1', 1, FLAT)])).rejects.toMatchObject({ trouble: 'not-ready' });
  });

  it.each(['http://app.novofon.ru/a.mp3', 'https://evil.example/a.mp3', 'http://127.0.0.1:22/', 'a.mp3'])(
    'is not fetched from %s',
    async (record_url) => {
      await expect(open([hint('1', 1, { ...FLAT, record_url })])).rejects.toMatchObject({ trouble: 'rejected' });
    },
  );
});
