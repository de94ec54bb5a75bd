import { describe, expect, it } from 'vitest';
import { INNER_ADDRESS, isInner, publicLookup } from '../../src/lib/public-lookup.js';

describe('an address', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1'],
    ...['fec0::1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::1'],
  ])('%s is inner', (address) => {
    expect(isInner(address)).toBe(true);
  });

  it.each([
    '37.139.38.215',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2a00:1450:4010::8b',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ])('%s is public', (address) => {
    expect(isInner(address)).toBe(false);
  });
});

describe('publicLookup', () => {
  it('fails for a name of this machine', async () => {
    const found = new Promise((resolve) => publicLookup('localhost', {}, (error) => resolve(error)));
    expect(await found).toMatchObject({ code: INNER_ADDRESS, message: 'localhost leads to an inner address' });
  });

  it.each([
    [{}, ['8.8.8.8', 4]],
    [{ all: true }, [[{ address: '8.8.8.8', family: 4 }]]],
  ])('answers as it is asked: %j', async (options, expected) => {
    const found = new Promise((resolve) =>
      publicLookup('8.8.8.8', options, (error, ...rest) => resolve([error, ...rest].slice(0, expected.length + 1))),
    );
    expect(await found).toEqual([null, ...expected]);
  });
});
