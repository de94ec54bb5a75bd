import { describe, expect, it } from 'vitest';
import { authorization, isSignedBy, type Parameters, signedQuery } from '../../../src/upstreams/novofon/signature.js';

const access = { key: 'abcdef0123456789abcd', secret: '0123456789abcdef0123' };

describe('the signature of a request', () => {
  const vectors: [string, Parameters, string, string][] = [
    ['/v1/info/balance/', {}, '', 'ZTdjNzJkMWY1YTQ3OWViMDdiYjE0MDIzNDc0MTc3NjkwYTQwZTRhZQ=='],
    [
      '/v1/statistics/pbx/',
      { start: '2026-01-15 00:00:00', end: '2026-01-15 23:59:59', version: 2, skip: 0, limit: 1000 },
      'end=2026-01-15+23%3A59%3A59&limit=1000&skip=0&start=2026-01-15+00%3A00%3A00&version=2',
      'ODAzZWFlZjhhZTFjODcxMThhNjgwZjAzN2Q2OTAxZTFiN2NjNDQ1MQ==',
    ],
    [
      '/v1/pbx/record/request/',
      { call_id: '1768471201.4815162', lifetime: 3600, format: 'json' },
      'call_id=1768471201.4815162&format=json&lifetime=3600',
      'ZDQyY2I2NDczOTYwYmFjZmZjNTRjMmE0NzRlYWZiNWJkMDhiMzBmYw==',
    ],
    [
      '/v1/sms/send/',
      { number: 79843330712, message: "Тест (1*2)! ~ok'" },
      'message=%D0%A2%D0%B5%D1%81%D1%82+%281%2A2%29%21+%7Eok%27&number=79843330712',
      'MTVkMGY0YmFmODI4NDc4ODExNjY0ZWIxMDgyY2QzMTk5OWE0MTdkZg==',
    ],
  ];

  it.each(vectors)('of %s is that of the fact sheet', (path, parameters, query, signature) => {
    expect(signedQuery(parameters)).toBe(query);
    expect(authorization(path, query, access)).toBe(`abcdef0123456789abcd:${signature}`);
  });

  it.each([
    ['appid_290043698', 'f'.repeat(40)],
    ['k', 's'],
  ])('takes key %s and its secret, whatever their length', (key, secret) => {
    expect(authorization('/v1/info/balance/', '', { key, secret })).toMatch(RegExp(`^${key}:[A-Za-z0-9+/]{54}==$`));
  });

  it('sorts names bytewise', () => {
    expect(signedQuery({ b: 1, a_b: 2, aB: 3, a: 4, B: 5 })).toBe('B=5&a=4&aB=3&a_b=2&b=1');
  });
});

describe('the signature of a notice', () => {
  const end = { caller_id: '+79161234567', called_did: '79843330712', call_start: '2026-01-15 10:20:30' };
  const outEnd = { internal: '100', destination: '+79161234567', call_start: '2026-01-15 10:20:30' };
  const record = {
    pbx_call_id: 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9',
    call_id_with_rec: '1768471230.4815162',
  };
  const ofOutEnd = 'ZTk3MWYxN2I3MTE5ZDliY2NhZDUxMTBmM2NhZWEwZTllYjhhZjhkNA==';
  const ofEnd = 'OWRmOTVhOGQ1NDNlYzczNGU0Mzk4ZGQzZTUwNzIzZDA3OTdlOWQzZg==';

  it.each([
    ['NOTIFY_END', end, ofEnd],
    ['NOTIFY_START', end, ofEnd],
    ['NOTIFY_INTERNAL', end, ofEnd],
    ['NOTIFY_IVR', end, ofEnd],
    ['NOTIFY_ANSWER', { ...end, called_did: '', destination: end.called_did }, ofEnd],
    ['NOTIFY_OUT_START', outEnd, ofOutEnd],
    ['NOTIFY_OUT_END', outEnd, ofOutEnd],
    ['NOTIFY_RECORD', record, 'MzE4ODM4YTUxZGM1YzFkM2VjMzNmMzU5OTU0YzZlMzU3Y2U4MWE0ZQ=='],
    ['NOTIFY_RECORD', { pbx_call_id: record.pbx_call_id }, 'NWE5MWNiMzJjZTBlYjhmMGY2NTA5Y2ZlYmZlOGJjNTQ3MTM5YTc1Mw=='],
  ])('fits %s of the fact sheet', (event, fields, signature) => {
    expect(isSignedBy(access.secret, event, fields, signature)).toBe(true);
    expect(isSignedBy(access.secret, event, {}, signature)).toBe(false);
  });

  it.each([
    ['another secret', 'x', 'NOTIFY_END', end, ofEnd],
    ['another number', access.secret, 'NOTIFY_END', { ...end, caller_id: '+79161234568' }, ofEnd],
    ['the raw bytes in place of their hex', access.secret, 'NOTIFY_END', end, 'nflajVQ+xzTkOY3T5Qcj0Hl+nT8='],
    ['a missing field', access.secret, 'NOTIFY_END', { caller_id: '+79161234567' }, ofEnd],
    ['another length', access.secret, 'NOTIFY_END', end, 'abc'],
    ['nothing', access.secret, 'NOTIFY_END', end, ''],
  ])('does not fit %s', (_name, secret, event, fields, signature) => {
    expect(isSignedBy(secret, event, fields, signature)).toBe(false);
  });

  it('asks nothing of events that sign nothing we know', () => {
    expect(isSignedBy(access.secret, 'SMS', {}, 'abc')).toBe(true);
  });
});
