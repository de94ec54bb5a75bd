import { describe, expect, it } from 'vitest';
import { SEED_TEMPLATES } from '../../src/simulators/novofon-v2/templates.js';
import { startWorld } from '../../src/simulators/world.js';
import { mp3 } from './audio-samples.js';
import { NOW } from './novofon-v2-client.js';
import { receive } from './webhook-receiver.js';

const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/system\/media\/talk\/401122334\/[0-9a-f]{32}\/$/;

describe('Novofon 2.0: HTTP notifications', () => {
  it('the end of a call by the default template: groups, and no signature', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addOutgoing({ talkSeconds: 20, scenario: 'Продажи "А"' });
    const { method, headers, body } = await receive((url) => world.novofonV2.notify(url, 'CALL_END', call));
    expect(method).toBe('POST');
    expect(headers).not.toHaveProperty('signature');
    expect(JSON.parse(body)).toEqual({
      event: 'CALL_END',
      notification_name: 'Завершение звонка',
      notification_time: '2026-01-15 13:00:00',
      virtual_phone_number: '79843330712',
      contact_info: { contact_phone_number: '79161234567', communication_number: null },
      employee_info: { employee_id: 5150, employee_full_name: '100 Office', extension_phone_number: '100' },
      call_info: {
        call_session_id: 401122334,
        external_id: null,
        call_source: 'sip',
        scenario_name: 'Продажи "А"',
        direction: 'out',
        talk_time_duration: 20,
        total_time_duration: 35,
        wait_time_duration: 15,
        call_status: 'received',
        tag_names: [],
      },
    });
  });

  it('a recorded talk has its file, and neither direction nor status', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({ clientName: 'Анна' }, { audio: mp3(1) });
    const { body } = await receive((url) => world.novofonV2.notify(url, 'RECORD_CALL', call));
    expect(JSON.parse(body)).toMatchObject({
      event: 'RECORD_CALL',
      contact_info: { contact_full_name: 'Анна' },
      call_record_file_info: { file_link: expect.stringMatching(ADDRESS), file_duration: 184 },
    });
    expect(body).not.toMatch(/direction"|call_status/);
  });

  it('our own flat templates', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({ lost: true }, { audio: mp3(1) });
    const { CALL_END, RECORD_CALL } = SEED_TEMPLATES;
    const ended = await receive((url) => world.novofonV2.notify(url, 'CALL_END', call, CALL_END));
    const parties = { call_id: 401122334, caller: '79161234567', called: '79843330712', duration: 0 };
    expect(JSON.parse(ended.body)).toEqual({ ...parties, direction: 'in', status: 'lost' });
    const recorded = await receive((url) => world.novofonV2.notify(url, 'RECORD_CALL', call, RECORD_CALL));
    expect(JSON.parse(recorded.body)).toEqual({ ...parties, record_url: expect.stringMatching(ADDRESS) });
  });

  it('quotes around a macro break the JSON; a file that is not there is null', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming();
    const template = '{"id":"{{call_session_id}}","link":{{file_link}},"name":"{{employee_full_name}}"}';
    const { body } = await receive((url) => world.novofonV2.notify(url, 'RECORD_CALL', call, template));
    expect(body).toBe('{"id":"401122334","link":null,"name":""100 Office""}');
  });

  it('macros may be changed; one the event does not have is a fault of the test', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming();
    const changed = { call_session_id: 5 };
    const { body } = await receive((url) =>
      world.novofonV2.notify(url, 'CALL_END', call, '{{call_session_id}}', changed),
    );
    expect(body).toBe('5');
    const wrong = world.novofonV2.notify('http://127.0.0.1', 'RECORD_CALL', call, '{{direction}}');
    await expect(wrong).rejects.toThrow('direction');
  });

  it('by GET, in the query', async () => {
    await using world = await startWorld({ clock: () => NOW });
    const call = world.novofonV2.addIncoming({}, { audio: mp3(1) });
    const { method, query, body } = await receive((url) =>
      world.novofonV2.notifyByGet(`${url}?key=secret`, 'RECORD_CALL', call),
    );
    expect({ method, body }).toEqual({ method: 'GET', body: '' });
    const record_url: unknown = expect.stringMatching(ADDRESS);
    expect(Object.fromEntries(query)).toEqual({ key: 'secret', call_id: '401122334', record_url });
    const own = { who: '{{contact_phone_number}}', long: '{{talk_time_duration}}' };
    const ended = await receive((url) => world.novofonV2.notifyByGet(url, 'CALL_END', call, own));
    expect(Object.fromEntries(ended.query)).toEqual({ who: '79161234567', long: '184' });
  });
});
