import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { openPlace } from './program.js';

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that asks the program', async (shell) => {
    await using place = await openPlace({});
    const { code, stdout } = await place.run('completion', shell);
    expect([code, stdout]).toEqual([0, expect.stringContaining('audiobot complete -- ')]);
    if (shell === 'bash') expect(spawnSync('bash', ['-n'], { input: stdout }).stderr.toString()).toBe('');
  });

  it('knows no other shell', async () => {
    await using place = await openPlace({});
    const { code, stderr } = await place.run('completion', 'tcsh');
    expect([code, stderr]).toEqual([2, expect.stringContaining('bash, zsh, fish, powershell')]);
  });

  it.each([
    [['ba'], ['backfill'], 4],
    [['completion', ''], ['zsh', 'bash', 'fish', 'powershell'], 4],
    [['calls', '--st'], ['--status'], 4],
    [['calls', '--status', ''], ['pending', 'done', 'skipped', 'failed'], 4],
    [['process', '--direction', ''], ['in', 'out'], 4],
    [['process', '--from-file', ''], [], 0],
    [['serve', '-c', 'conf'], [], 0],
  ])('%j may go on with %j', async (words, expected, directive) => {
    await using place = await openPlace({});
    const { stdout } = await place.run('complete', '--', ...words);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split('\t')[0])).toEqual([...expected, `:${directive}`]);
  });
});
