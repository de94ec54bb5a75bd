import { describe, expect, it } from 'vitest';
import { clientOf, Gate } from '../../src/http/gate.js';

describe('the gate', () => {
  it('lets in so many of one address a minute, and anew in the next', () => {
    const { gate, pass } = openGate(3);
    expect(many(5, () => gate.admits('198.51.100.1', false))).toBe(3);
    expect(gate.admits('198.51.100.2', false)).toBe(true);
    pass(60_000);
    expect(many(5, () => gate.admits('198.51.100.1', false))).toBe(3);
  });

  it('holds back those who ask often sooner than those who seldom do', () => {
    const { gate } = openGate(120);
    const often = [...Array(20).keys()].map((host) => many(120, () => gate.admits(`198.51.100.${host}`, false)));
    expect(sum(often)).toBeLessThanOrEqual(1_400);
    expect(gate.admits('203.0.113.1', false), 'one that asks for the first time').toBe(true);
    expect(many(30, () => gate.admits('203.0.113.1', false))).toBe(19);
  });

  it('lets in no more than it can bear, from whatever many addresses; who has the secret is not shut out', () => {
    const { gate } = openGate(120);
    const floods = many(20_000, (each) => gate.admits(`2001:db8:${(each >> 8).toString(16)}:${each % 256}::1`, false));
    expect(floods).toBe(3_000);
    expect(gate.admits('203.0.113.1', false)).toBe(false);
    expect(many(200, () => gate.admits('203.0.113.2', true))).toBe(120);
  });
});

describe('one client', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['64:ff9b::198.51.100.7', '64:ff9b:0:0'],
    ['no address at all', 'no address at all'],
  ])('%s is %s', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});

function openGate(perAddress: number) {
  let nowMs = 1_000_000;
  const gate = new Gate(perAddress, () => nowMs);
  return {
    gate,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function many(times: number, admits: (each: number) => boolean): number {
  return [...Array(times).keys()].filter(admits).length;
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
