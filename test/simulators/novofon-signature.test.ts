import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { asSigned, BALANCE, RECORD, STATISTICS } from './novofon-client.js';

/** Header values computed elsewhere, from the documentation of the signature. */
const VECTORS = [
  [BALANCE, '', 'ZTdjNzJkMWY1YTQ3OWViMDdiYjE0MDIzNDc0MTc3NjkwYTQwZTRhZQ=='],
  [
    STATISTICS,
    'end=2026-01-15+23%3A59%3A59&limit=1000&skip=0&start=2026-01-15+00%3A00%3A00&version=2',
    'ODAzZWFlZjhhZTFjODcxMThhNjgwZjAzN2Q2OTAxZTFiN2NjNDQ1MQ==',
  ],
  [
    STATISTICS,
    'version=2&start=2026-01-15%2000:00:00&end=2026-01-15%2023:59:59&skip=0&limit=1000',
    'ODAzZWFlZjhhZTFjODcxMThhNjgwZjAzN2Q2OTAxZTFiN2NjNDQ1MQ==',
  ],
  [
    RECORD,
    'call_id=1768471201.4815162&format=json&lifetime=3600',
    'ZDQyY2I2NDczOTYwYmFjZmZjNTRjMmE0NzRlYWZiNWJkMDhiMzBmYw==',
  ],
] as const;

const ENCODED = '/v1/sms/send/?message=%D0%A2%D0%B5%D1%81%D1%82+%281%2A2%29%21+%7Eok%27&number=79843330712';
const ENCODED_SIGNATURE = 'MTVkMGY0YmFmODI4NDc4ODExNjY0ZWIxMDgyY2QzMTk5OWE0MTdkZg==';

/** The classic mistake: Base64 of the bytes of the first vector. */
const RAW = Buffer.from('e7c72d1f5a479eb07bb14023474177690a40e4ae', 'hex').toString('base64');

describe('Novofon: signature', () => {
  it.each(VECTORS)('%s?%s is accepted', async (path, query, signature) => {
    await using world = await startWorld();
    expect((await asSigned(world, `${path}?${query}`, signature)).status).toBe(200);
  });

  it('encodes as PHP does: the odd characters pass the key check', async () => {
    await using world = await startWorld();
    expect((await asSigned(world, ENCODED, ENCODED_SIGNATURE)).status).toBe(404);
  });

  it.each([
    ['raw bytes instead of hex', `abcdef0123456789abcd:${RAW}`],
    ['another key', `other:${VECTORS[0][2]}`],
    ['a scheme word', `Bearer abcdef0123456789abcd:${VECTORS[0][2]}`],
    ['a space', `abcdef0123456789abcd: ${VECTORS[0][2]}`],
    ['nothing', ''],
  ])('401 for %s', async (_, authorization) => {
    await using world = await startWorld();
    const answer = await fetch(`${world.novofon.url}${BALANCE}`, { headers: { authorization } });
    expect([answer.status, await answer.json()]).toEqual([401, { status: 'error', message: 'Not authorized' }]);
  });

  it('401 when the query is not the one that was signed', async () => {
    await using world = await startWorld();
    const [path, query, signature] = VECTORS[1];
    expect((await asSigned(world, `${path}?${query}0`, signature)).status).toBe(401);
  });
});
