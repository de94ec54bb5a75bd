import { beforeAll, describe, expect, it } from 'vitest';
import { louderChannels } from '../../src/audio/louder-channel.js';
import { profileOf } from '../../src/audio/profile.js';
import { asSound, gain, mix, noise, saleCall, silence } from './sounds.js';

const EMPLOYEE_SPEAKS = { start: 0.5, end: 4.42 };
const CLIENT_SPEAKS = { start: 4.87, end: 12.54 };
const NOBODY_SPEAKS = { start: 4.5, end: 4.8 };
const SPANS = [EMPLOYEE_SPEAKS, CLIENT_SPEAKS, NOBODY_SPEAKS];

describe('the louder channel', () => {
  let employee: Float32Array;
  let client: Float32Array;
  beforeAll(async () => {
    [employee, client] = await saleCall();
  });

  it('is told span by span', async () => {
    expect(await louder(employee, client)).toEqual([0, 1, null]);
    expect(await louder(client, employee)).toEqual([1, 0, null]);
  });

  it('is told where one side is far quieter', async () => {
    expect(await louder(employee, gain(client, -20))).toEqual([0, 1, null]);
  });

  it('is told where each side is heard in the other as well', async () => {
    expect(await louder(mix(employee, gain(client, -15)), mix(client, gain(employee, -15)))).toEqual([0, 1, null]);
  });

  it('goes to who speaks longer, not to one loud word', async () => {
    const interrupted = { start: CLIENT_SPEAKS.start, end: CLIENT_SPEAKS.end };
    const word = gain(employee.slice(0.5 * 8000, 1.5 * 8000), 10);
    const talkedOver = mix(employee, mixAt(word, 6, employee.length));
    expect(await louder(talkedOver, client, [interrupted])).toEqual([1]);
  });

  it('is unknown where both channels carry one signal, be it at two levels', async () => {
    const both = mix(employee, client);
    expect(await louder(both, both)).toEqual([null, null, null]);
    expect(await louder(both, gain(both, -12))).toEqual([null, null, null]);
    expect(await louder(both, mix(gain(both, -12), noise(60, -60)))).toEqual([null, null, null]);
  });

  it('is unknown where one channel is dead', async () => {
    const both = mix(employee, client);
    expect(await louder(both, silence(60))).toEqual([null, null, null]);
    expect(await louder(noise(60, -55), both)).toEqual([null, null, null]);
  });

  it('is unknown in mono, in more than two channels, and beyond the end', async () => {
    expect(await louder(employee)).toEqual([null, null, null]);
    const three = louderChannels(await profileOf(asSound(employee, client, employee)), SPANS);
    expect(three).toEqual([null, null, null]);
    expect(await louder(employee, client, [{ start: 900, end: 905 }])).toEqual([null]);
  });
});

async function louder(left: Float32Array, right?: Float32Array, spans = SPANS) {
  const channels = right === undefined ? [left] : [left, right];
  return louderChannels(await profileOf(asSound(...channels)), spans);
}

function mixAt(part: Float32Array, second: number, length: number): Float32Array {
  const shifted = new Float32Array(length);
  shifted.set(part, second * 8000);
  return shifted;
}
