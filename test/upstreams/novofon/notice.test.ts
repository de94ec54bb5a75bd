import { describe, expect, it } from 'vitest';
import { type IncomingNotice, readNotice } from '../../../src/upstreams/novofon/webhook/notice.js';
import { factsOf } from '../../../src/upstreams/novofon/webhook/notice-facts.js';

const SECRET = '0123456789abcdef0123';

function notice(changes: Omit<Partial<IncomingNotice>, 'body'> & { body?: string | Buffer } = {}) {
  const { body = '', ...rest } = changes;
  return readNotice({ method: 'POST', headers: {}, query: {}, ...rest, body: Buffer.from(body) }, SECRET);
}

function multipart(boundary: string, fields: Record<string, string>, end = '\r\n'): string {
  const parts = Object.entries(fields).map(([name, value]) =>
    [`--${boundary}`, `Content-Disposition: form-data; name="${name}"`, '', value].join(end),
  );
  return [...parts, `--${boundary}--`, ''].join(end);
}

describe('the body', () => {
  const flat = { callId: 'call_12345', status: 'answered' };

  it.each<[string, string | Buffer, object]>([
    ['JSON', '{"call_id":"call_12345","status":"answered","duration":184}', flat],
    ['JSON with a mark of byte order', '\uFEFF{"call_id":"call_12345","status":"answered"}', flat],
    ['JSON in an array', '[{"call_id":"call_12345","status":"answered"}]', flat],
    ['JSON in a string', JSON.stringify('{"call_id":"call_12345","status":"answered"}'), flat],
    ['a form', 'call_id=call_12345&status=answered', flat],
    ['a form in parts', multipart('X', { call_id: 'call_12345', status: 'answered' }), flat],
    [
      'a form in parts with bare line ends',
      multipart('----WebKit.x=1', { call_id: 'call_12345', status: 'answered' }, '\n'),
      flat,
    ],
    ['unquoted macros', '{"call_id": call_12345, "name": Анна Петрова, "x": , "status": answered}', flat],
    [
      'macros quoted twice',
      '{"call_id": ""call_12345"", "name": ""Анна"", "t": 00:03:04, "status": ""answered""}',
      flat,
    ],
    [
      'a quoted link',
      '{"event":""RECORD_CALL"","record_url":""https://app.novofon.ru/1/"","call_id":"call_12345","status":""answered""}',
      { ...flat, event: 'RECORD_CALL', fields: { record_url: 'https://app.novofon.ru/1/', status: 'answered' } },
    ],
    [
      'quoted names with quotes and commas',
      '{"internal": ""ООО \\"Ромашка\\", отдел"", "call_id": "call_12345", "status": ""answered""}',
      { ...flat, fields: { internal: 'ООО "Ромашка", отдел' } },
    ],
    [
      'a bare link and a bare time',
      '{"call_id": call_12345, "internal": 2026-01-15 13:00:01, "status": answered, "file_link": https://app.novofon.ru/1/}',
      { ...flat, fields: { file_link: 'https://app.novofon.ru/1/', internal: '2026-01-15 13:00:01' } },
    ],
    ['a bare plus', '{"caller": +79161234567, "call_id": call_12345, "status": answered}', flat],
    ['quotes within quotes', '{"name":"ООО "Ромашка"","call_id":"call_12345","status":"answered"}', flat],
    ['JSON cut short', '{"call_id":"call_12345","status":"answered","na', flat],
    ['single quotes', "{'call_id': 'call_12345', 'status': 'answered',}", flat],
    ['a name twice', '{"call_id":"x","call_id":"call_12345","status":"answered"}', flat],
    [
      'groups',
      '{"call_info":{"call_session_id":401122334,"call_status":"lost"},"contact_info":{"id":7}}',
      { callId: '401122334', status: 'noanswer' },
    ],
    [
      'a number with a zero at its end',
      '{"call_id":1768471201.4815170}',
      { callId: '1768471201.4815170', status: 'unknown' },
    ],
    ['a big number', '{"call_session_id":12345678901234567890}', { callId: '12345678901234567890' }],
    [
      'JSON in result',
      multipart('X', { result: '{"call_id":"call_12345","status":"busy"}' }),
      { callId: 'call_12345', status: 'busy' },
    ],
  ])('is read from %s', async (_name, body, expected) => {
    expect(await notice({ body })).toMatchObject({ kind: 'call', event: null, ...expected });
  });

  it('comes by the query as well, and the body goes before it', async () => {
    const query = { call_id: 'a', status: 'busy' };
    expect(await notice({ method: 'GET', query })).toMatchObject({ callId: 'a', status: 'busy' });
    expect(await notice({ query, body: 'call_id=b' })).toMatchObject({ callId: 'b', status: 'busy' });
  });

  it('loses the quotes that macros bring along into a query', async () => {
    const query = {
      call_id: '"401122334"',
      status: '"received"',
      file_link: '"https://app.novofon.ru/1/"',
      internal: '"',
    };
    expect(await notice({ method: 'GET', query })).toMatchObject({
      callId: '401122334',
      status: 'answered',
      fields: { file_link: 'https://app.novofon.ru/1/', internal: '"' },
    });
  });

  it('becomes text, field by field', async () => {
    const body =
      '{"call_id":1.10,"is_recorded":true,"called":null,"caller":[1],"call_info":{"duration":184.0,"call_id":"inner"}}';
    expect(await notice({ body })).toMatchObject({
      fields: { call_id: '1.10', is_recorded: 'true', duration: '184.0' },
    });
  });

  it('keeps the plus of a number in a form', async () => {
    expect(await notice({ body: 'call_id=1&caller=%2B79161234567' })).toMatchObject({
      fields: { caller: '+79161234567' },
    });
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['words', 'hello there'],
    ['an empty object', '{}'],
    ['a number', '[5]'],
    ['broken parts', '--X\r\nrubbish'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
    ['no id', '{"status":"answered"}'],
    ['an id of null', '{"call_id":null,"status":"answered"}'],
    ['an empty id', 'call_id=&status=answered'],
    ['the word null', 'call_id=null'],
    ['a macro left alone', '{"call_id":"{{call_session_id}}"}'],
    ['a bare macro left alone', '{"call_id": {{call_session_id}}, "status": 1}'],
    ['a path for an id', 'call_id=../../etc/passwd'],
    ['an endless id', `call_id=${'1'.repeat(200)}`],
  ])('that is %s cannot be read', async (_name, body) => {
    expect(await notice({ body })).toMatchObject({ kind: 'unreadable', message: expect.any(String) });
  });
});

describe('the id', () => {
  it.each([
    ['call_id=1&pbx_call_id=2&call_session_id=3&communication_id=4', '1'],
    ['pbx_call_id=2&call_session_id=3&communication_id=4', '2'],
    ['call_session_id=3&communication_id=4', '3'],
    ['communication_id=4', '4'],
    ['call_id=&pbx_call_id=null&call_session_id=3', '3'],
    ['call_id=in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9', 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9'],
  ])('in %s', async (body, callId) => {
    expect(await notice({ body })).toMatchObject({ callId });
  });
});

describe('zd_echo', () => {
  it.each(['1', 'abc.DEF_9-', 'x'.repeat(128)])('%s is echoed', async (zd_echo) => {
    expect(await notice({ method: 'GET', query: { zd_echo } })).toEqual({ kind: 'echo', token: zd_echo });
  });

  it.each(['', '<script>', 'a b', 'x'.repeat(129), 'токен'])('«%s» is not', async (zd_echo) => {
    expect(await notice({ method: 'GET', query: { zd_echo } })).toMatchObject({ kind: 'unreadable' });
  });

  it('is no field of a notice', async () => {
    const read = await notice({ query: { zd_echo: '1' }, body: 'call_id=7' });
    expect(read).toMatchObject({ kind: 'call', fields: { call_id: '7' } });
  });
});

describe('events', () => {
  const end = {
    event: 'NOTIFY_END',
    pbx_call_id: 'in_1',
    caller_id: '+79161234567',
    called_did: '79843330712',
    call_start: '2026-01-15 10:20:30',
    disposition: 'no answer',
  };
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const signature = 'OWRmOTVhOGQ1NDNlYzczNGU0Mzk4ZGQzZTUwNzIzZDA3OTdlOWQzZg==';

  it('with a fitting signature, or with none, are read', async () => {
    const expected = { kind: 'call', callId: 'in_1', event: 'NOTIFY_END', status: 'noanswer' };
    expect(await notice({ body: form(end), headers: { signature } })).toMatchObject(expected);
    expect(await notice({ body: JSON.stringify(end), headers: { signature } })).toMatchObject(expected);
    expect(await notice({ body: form(end) })).toMatchObject(expected);
  });

  it.each(['NOTIFY_END', 'NOTIFY_START', 'NOTIFY_RECORD'])('%s with another signature are refused', async (event) => {
    const wrong = Buffer.from('0'.repeat(40)).toString('base64');
    expect(await notice({ body: form({ ...end, event }), headers: { signature: wrong } })).toEqual({
      kind: 'wrong-signature',
    });
  });

  it('are not checked without our secret', async () => {
    const incoming = { method: 'POST', headers: { signature: 'x' }, query: {}, body: Buffer.from(form(end)) };
    expect(await readNotice(incoming, null)).toMatchObject({ kind: 'call' });
  });

  it.each([
    ['event=NOTIFY_RECORD&pbx_call_id=in_1&call_id_with_rec=1.1', 'in_1', 'NOTIFY_RECORD'],
    ['event=notify_out_end&pbx_call_id=out_1&disposition=busy', 'out_1', 'busy'],
    ['{"event": CALL_END, "call_info": {"call_session_id": 555}, "call_status": "received"}', '555', 'answered'],
    ['{"event":"RECORD_CALL","call_session_id":555,"file_link":"https://app.novofon.ru/x/"}', '555', 'RECORD_CALL'],
  ])('%s tell of a call', async (body, callId, status) => {
    expect(await notice({ body })).toMatchObject({ kind: 'call', callId, status });
  });

  it.each([
    'event=NOTIFY_START&pbx_call_id=in_1',
    'event=NOTIFY_OUT_START&pbx_call_id=out_1',
    'event=NOTIFY_INTERNAL&pbx_call_id=in_1',
    'event=NOTIFY_ANSWER&pbx_call_id=in_1',
    'event=NOTIFY_IVR&pbx_call_id=in_1',
    'event=SMS&result=%7B%22text%22%3A1%7D',
    'event=SPEECH_RECOGNITION&call_id=1',
    '{"event":"something new"}',
  ])('%s are left alone', async (body) => {
    expect(await notice({ body })).toEqual({ kind: 'ignored' });
  });

  it('and a bare GET is left alone too', async () => {
    expect(await notice({ method: 'GET' })).toEqual({ kind: 'ignored' });
    expect(await notice({ method: 'GET', query: { utm: '1' } })).toMatchObject({ kind: 'unreadable' });
  });

  it('have a status that is one line in the log', async () => {
    const read = await notice({ body: JSON.stringify({ call_id: '1', status: `bad\n📞 forged ${'x'.repeat(99)}` }) });
    expect(read).toMatchObject({ status: expect.stringMatching(/^[\w -]{1,40}$/) });
  });
});

describe('what is kept of a notice', () => {
  it('is every field that facts are read from, and no other', async () => {
    const asked = new Set<string>();
    const blank = new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) });
    factsOf(blank, 'https://app.novofon.ru');
    const all = Object.fromEntries([...asked, 'comment', '__proto__', 'constructor'].map((name) => [name, '1']));
    const { fields } = (await notice({ body: JSON.stringify({ ...all, event: 'NOTIFY_END' }) })) as { fields: object };
    expect(Object.keys(fields).sort()).toEqual([...asked].sort());
  });

  it('is short: words are cut, a link that is too long is none', async () => {
    const long = 'я'.repeat(10_000);
    const body = JSON.stringify({ call_id: '1', internal: long, record_url: `https://app.novofon.ru/${long}` });
    expect(await notice({ body })).toMatchObject({ fields: { internal: 'я'.repeat(128), record_url: '' } });
  });

  it('holds nothing that is not seen, and no second line', async () => {
    const body = JSON.stringify({ call_id: '1', internal: 'Анна\u202e\u0000\n\u001b[31mСистема' });
    expect(await notice({ body })).toMatchObject({ fields: { internal: 'Анна [31mСистема' } });
  });
});

describe('a long body', () => {
  it('is read where it is right JSON, and not mended where it is not', async () => {
    const rest = '"'.padEnd(9_000, 'x');
    expect(await notice({ body: `{"call_id":"1","rest":${rest}"}` })).toMatchObject({ kind: 'call', callId: '1' });
    expect(await notice({ body: `{"call_id":1,"status":received,"rest":${rest}"}` })).toMatchObject({
      kind: 'unreadable',
    });
  });

  const LENGTH = 64 * 1024;
  const filled = (begin: string, unit: string) => (begin + unit.repeat(LENGTH)).slice(0, LENGTH);

  it.each([
    ['letters', filled('{]', 'a')],
    ['words', filled('{]', 'a ')],
    ['names', filled('{', '_')],
    ['brackets', filled('', '[')],
    ['braces', filled('', '{"a":')],
    ['quotes', filled('{"a":', '""')],
    ['backslashes', filled('{"a":"', '\\')],
    ['single quotes', filled('{', "'")],
    ['lines', filled('{', '"\n')],
    ['dashes', filled('', '-')],
    ['a form', filled('', 'a=1&')],
    ['JSON in a form', `result=${encodeURIComponent(filled('', '{"a":')).slice(0, LENGTH)}`],
  ])('of %s is no work', async (_, body) => {
    const beganMs = process.cpuUsage().user / 1000;
    expect(await notice({ body })).toMatchObject({ kind: 'unreadable' });
    expect(process.cpuUsage().user / 1000 - beganMs).toBeLessThan(1_000);
  });
});
