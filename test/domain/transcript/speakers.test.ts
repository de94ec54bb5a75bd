import { describe, expect, it } from 'vitest';
import { withEmployeeOn } from '../../../src/domain/transcript/speakers.js';

describe('who speaks', () => {
  const turn = (channel: 0 | 1 | null, speaker: 'unknown' | 'client' = 'unknown') => ({
    ...{ speaker, channel, start: 0, end: 1, text: 'Да.' },
  });

  it('is known for both channels once the employee is found on one', () => {
    const speakers = withEmployeeOn(1, [turn(0), turn(1), turn(null)]).map(({ speaker }) => speaker);
    expect(speakers).toEqual(['client', 'employee', 'unknown']);
  });

  it('stays as the configuration said', () => {
    expect(withEmployeeOn(0, [turn(0, 'client')])).toMatchObject([{ speaker: 'client' }]);
  });
});
