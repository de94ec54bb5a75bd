import { describe, expect, it } from 'vitest';
import type { VoiceChange } from '../../../src/domain/analysis/analysis.js';
import { speakingTurns } from '../../../src/domain/transcript/speakers.js';
import type { Turn } from '../../../src/domain/transcript/transcript.js';

describe('who speaks', () => {
  const turn = (channel: 0 | 1 | null, speaker: 'unknown' | 'client' = 'unknown'): Turn => ({
    ...{ speaker, channel, start: 0, end: 1, text: 'Да.' },
  });

  const nobody = { employeeChannel: null, voices: [] };
  const told = (turns: Turn[], found: Parameters<typeof speakingTurns>[1]) =>
    speakingTurns({ turns }, found).map(({ speaker, inferred = false }) => [speaker, inferred]);

  it('is known for both channels once the employee is found on one', () => {
    expect(told([turn(0), turn(1), turn(null)], { ...nobody, employeeChannel: 1 })).toEqual([
      ['client', false],
      ['employee', false],
      ['unknown', false],
    ]);
  });

  it('stays as the configuration said', () => {
    expect(told([turn(0, 'client')], { ...nobody, employeeChannel: 0 })).toEqual([['client', false]]);
  });

  it('is told turn by turn on a line for both, marked as inferred', () => {
    const voices: VoiceChange[] = [
      { from: 0, speaker: 'employee' },
      { from: 2, speaker: 'client' },
      { from: 3, speaker: 'unknown' },
    ];
    expect(told([turn(null), turn(null), turn(null), turn(null)], { ...nobody, voices })).toEqual([
      ['employee', true],
      ['employee', true],
      ['client', true],
      ['unknown', false],
    ]);
  });

  it('is not guessed', () => {
    expect(told([turn(0), turn(1), turn(null)], nobody).map(([speaker]) => speaker)).toEqual(Array(3).fill('unknown'));
  });
});
