import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { mp3 } from './audio-samples.js';
import { CALLS, ids, LEGS, NOW, rows } from './novofon-v2-client.js';

const STARTED = new Date('2026-01-15T09:50:01Z');
const HASH: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);

describe('Novofon 2.0: rows of calls', () => {
  it('the documented columns unasked, and no others', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({ startedAt: STARTED }, { audio: mp3(1), wav: Buffer.from('RIFF') });
    expect(await rows(world, CALLS)).toEqual([
      {
        id: 401122334,
        start_time: '2026-01-15 12:50:01',
        finish_time: '2026-01-15 12:53:20',
        finish_reason: 'subscriber_disconnects',
        direction: 'in',
        cpn_region_id: null,
        cpn_region_name: null,
        source: 'va',
        is_lost: false,
        contact_phone_number: '79161234567',
        communication_id: 401122334,
        communication_type: 'call',
        wait_duration: 15,
        total_wait_duration: 15,
        talk_duration: 184,
        clean_talk_duration: 184,
        total_duration: 199,
        call_records: [HASH],
        wav_call_records: [HASH],
        full_record_file_link: `${world.novofonV2.url}/401122334/${call.fullHash}`,
        virtual_phone_number: '79843330712',
      },
    ]);
  });

  it('exactly the columns asked for; what is empty is null or []', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const employees = [{ name: '101 Алексей', answered: true, talked: false }, '100 Office'];
    world.novofonV2.addOutgoing({ employees, transferred: true, scenario: 'Продажи', clientName: 'Анна' });
    const fields = [
      'id',
      'employees',
      'voice_mail_records',
      'first_answered_employee_full_name',
      'last_talked_employee_full_name',
      'operator_phone_number',
      'scenario_name',
      'contact_full_name',
      'is_transfer',
      'tags',
      'utm_source',
    ];
    expect(await rows(world, CALLS, { fields })).toEqual([
      {
        id: 401122334,
        employees: [
          { employee_id: 5151, employee_full_name: '101 Алексей', is_answered: true, is_talked: false },
          { employee_id: 5150, employee_full_name: '100 Office', is_answered: true, is_talked: true },
        ],
        voice_mail_records: [],
        first_answered_employee_full_name: '101 Алексей',
        last_talked_employee_full_name: '100 Office',
        operator_phone_number: '101',
        scenario_name: 'Продажи',
        contact_full_name: 'Анна',
        is_transfer: true,
        tags: [],
        utm_source: null,
      },
    ]);
  });

  it.each([
    [{}, { finish_reason: 'no_success_operator_call', employees: [{ is_answered: false, is_talked: false }] }],
    [
      { finishReason: 'operator_busy', employees: [] },
      { finish_reason: 'operator_busy', employees: [] },
    ],
  ])('a lost call: %j', async (told, said) => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addIncoming({ lost: true, ...told });
    const fields = ['is_lost', 'talk_duration', 'finish_reason', 'employees', 'call_records', 'full_record_file_link'];
    const nothing = { is_lost: true, talk_duration: 0, call_records: [], full_record_file_link: null };
    expect(await rows(world, CALLS, { fields })).toMatchObject([{ ...nothing, ...said }]);
  });

  it('an ongoing call is hidden, or empty as to its end; then it ends', async () => {
    let now = NOW;
    await using world = await startWorld({ clock: () => now });
    const call = world.novofonV2.addOngoing({ direction: 'out', startedAt: NOW, waitSeconds: 10 });
    expect(await rows(world, CALLS)).toEqual([]);
    expect(await rows(world, LEGS)).toEqual([]);
    const ending = ['finish_time', 'finish_reason', 'is_lost', 'talk_duration', 'wait_duration', 'total_duration'];
    const shown = { fields: ['id', 'direction', ...ending], include_ongoing_calls: true };
    const open = Object.fromEntries(ending.map((name) => [name, null]));
    expect(await rows(world, CALLS, shown)).toEqual([{ id: call.id, direction: 'out', ...open }]);
    now = new Date(NOW.getTime() + 60_000);
    call.finish();
    const ended = { finish_time: '2026-01-15 13:01:00', talk_duration: 50, wait_duration: 10, total_duration: 60 };
    expect(await rows(world, CALLS)).toMatchObject([{ ...ended, is_lost: false }]);
  });

  it('says something else once it is changed', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming();
    call.change({ finishReason: 'numa_in_spam_list', lost: true });
    expect(await rows(world, CALLS)).toMatchObject([{ finish_reason: 'numa_in_spam_list', is_lost: true }]);
  });

  it('is in the files under its communication id', async () => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addIncoming({ communicationId: 77 }, { audio: mp3(1) });
    const [row] = await rows(world, CALLS);
    expect(row).toMatchObject({ id: 401122334, communication_id: 77 });
    expect(row?.full_record_file_link).toContain('/77/');
    const talk = `${world.novofonV2.url}/system/media/talk`;
    const [hash] = world.novofonV2.sessions[0]?.hashes('talk') ?? [];
    expect((await fetch(`${talk}/77/${hash}/`)).status).toBe(200);
    expect((await fetch(`${talk}/401122334/${hash}/`)).status).toBe(404);
  });
});

describe('Novofon 2.0: recordings in rows', () => {
  const fields = ['call_records', 'full_record_file_link'];

  it.each([
    ['empty', []],
    ['null', null],
  ] as const)('come later than the row: %s until then', async (noRecords, none) => {
    let now = NOW;
    await using world = await startWorld({ clock: () => now });
    world.novofonV2.addIncoming({}, { audio: mp3(1), recordingAfterMs: 40_000, noRecords });
    expect(await rows(world, CALLS, { fields })).toEqual([{ call_records: none, full_record_file_link: null }]);
    now = new Date(NOW.getTime() + 40_000);
    expect(await rows(world, CALLS, { fields })).toMatchObject([{ call_records: [HASH] }]);
  });

  it.each([
    ['url', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/401122334\/[0-9a-f]{32}$/)],
    ['hash', HASH],
    ['absent', null],
  ] as const)('the whole conversation as %s', async (fullLink, link) => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addIncoming({}, { audio: mp3(1), fullLink });
    expect(await rows(world, CALLS, { fields })).toEqual([{ call_records: [HASH], full_record_file_link: link }]);
  });

  it('several stand in their order, and one more joins at the end', async () => {
    let now = NOW;
    await using world = await startWorld({ clock: () => now });
    const call = world.novofonV2.addIncoming({}, { audio: [mp3(1), mp3(2)] });
    const before = call.hashes('talk');
    call.addRecord(mp3(3), { afterMs: 5000 });
    expect(await rows(world, CALLS, { fields: ['call_records'] })).toEqual([{ call_records: before }]);
    now = new Date(NOW.getTime() + 5000);
    const [row] = await rows(world, CALLS, { fields: ['call_records'] });
    expect(row?.call_records).toEqual([...before, HASH]);
    expect(new Set(call.hashes('talk')).size).toBe(3);
  });
});

describe('Novofon 2.0: rows of legs', () => {
  it('the documented columns unasked', async () => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addIncoming({ startedAt: STARTED, employees: ['101 Зал', '100 Office'] }, { audio: mp3(1) });
    const legs = await rows(world, LEGS, { sort: [{ field: 'is_operator' }, { field: 'called_phone_number' }] });
    expect(legs).toHaveLength(3);
    expect(legs[1]).toEqual({
      id: expect.any(Number),
      call_session_id: 401122334,
      call_records: [HASH],
      wav_call_records: [],
      start_time: '2026-01-15 12:50:01',
      connect_time: '2026-01-15 12:50:16',
      duration: 184,
      total_duration: 199,
      finish_reason: 'subscriber_disconnects',
      virtual_phone_number: '79843330712',
      calling_phone_number: '79161234567',
      called_phone_number: '100',
      direction: 'out',
      is_transfered: false,
      is_operator: true,
      employee_id: 5150,
      employee_rating: null,
      scenario_id: null,
      is_coach: false,
      release_cause_code: null,
      release_cause_description: null,
      is_failed: false,
      action_id: null,
      action_name: null,
      group_id: null,
      group_name: null,
    });
    expect(new Set(legs.map((leg) => leg.id)).size).toBe(3);
  });

  it.each([
    ['in', '79161234567', '79843330712'],
    ['out', '79843330712', '79161234567'],
  ] as const)(
    "a staff mobile's call %s: the mobile is seen here and nowhere else",
    async (direction, calling, called) => {
      await using world = await startWorld({ clock: () => NOW });
      const call = world.novofonV2.addToStaffMobile({ direction, employee: '105 Мобильный' }, { audio: mp3(1) });
      world.novofonV2.addIncoming({ number: '78432000100' });
      const everything = JSON.stringify(
        await rows(world, CALLS, { filter: { field: 'id', operator: '=', value: call.id } }),
      );
      expect(everything).toContain('78432000100');
      expect(everything).not.toContain('79843330712');
      const fields = ['call_session_id', 'calling_phone_number', 'called_phone_number', 'employee_full_name'];
      const filter = { field: 'employee_phone_number', operator: '=', value: '79843330712' };
      expect(await rows(world, LEGS, { fields, filter })).toEqual([
        {
          call_session_id: call.id,
          calling_phone_number: calling,
          called_phone_number: called,
          employee_full_name: '105 Мобильный',
        },
      ]);
    },
  );

  it('who took a transfer over is told', async () => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addOutgoing({ employees: ['100 Office', '101 Зал'], transferred: true });
    const filter = { field: 'is_transfered', operator: '=', value: true };
    expect(await rows(world, LEGS, { filter, fields: ['employee_full_name'] })).toEqual([
      { employee_full_name: '101 Зал' },
    ]);
  });

  it('a staff mobile may stand there as a party alone', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addToStaffMobile({ phoneTold: false, staffMobile: '79990001122' });
    const fields = ['employee_phone_number', 'called_phone_number'];
    const filter = { field: 'called_phone_number', operator: '=', value: '79990001122' };
    const [leg] = await rows(world, LEGS, { fields, filter });
    expect(leg).toEqual({ employee_phone_number: null, called_phone_number: '79990001122' });
    expect(call.facts.number).toBe('78432000100');
  });

  it('nobody answered', async () => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addIncoming({ lost: true, waitSeconds: 30 });
    const filter = { field: 'is_operator', operator: '=', value: true };
    const fields = ['connect_time', 'duration', 'total_duration', 'is_failed', 'is_talked', 'finish_reason'];
    expect(await rows(world, LEGS, { filter, fields })).toEqual([
      {
        connect_time: null,
        duration: 0,
        total_duration: 30,
        is_failed: true,
        is_talked: false,
        finish_reason: 'operator_not_responsible',
      },
    ]);
    expect(await ids(world, {})).toEqual([401122334]);
  });
});
