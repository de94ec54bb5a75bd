import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { deadline, linkedSignal } from '../../src/lib/linked-signal.js';

describe('a linked signal', () => {
  it('aborts with its parent, for the same reason', () => {
    const parent = new AbortController();
    using linked = linkedSignal(new AbortController().signal, parent.signal);
    parent.abort('enough');
    expect(linked.signal.reason).toBe('enough');
  });

  it('is aborted from the start when a parent is', () => {
    using linked = linkedSignal(AbortSignal.abort('before'));
    expect(linked.signal.reason).toBe('before');
  });

  it('lets go of its parents when disposed', () => {
    const parent = new AbortController();
    const linked = linkedSignal(parent.signal);
    linked[Symbol.dispose]();
    parent.abort('later');
    expect(linked.signal.aborted).toBe(false);
  });
});

describe('a deadline', () => {
  it('comes, whatever the garbage collector does meanwhile', async () => {
    setFlagsFromString('--expose_gc');
    const collect: () => void = runInNewContext('gc');
    using limit = deadline(50, new AbortController().signal);
    collect();
    await vi.waitFor(() => expect(limit.signal.aborted).toBe(true));
    expect(limit.signal.reason).toMatchObject({ message: 'not done within 50 ms' });
  });

  it('never comes for work that is done', async () => {
    const limit = deadline(5, new AbortController().signal);
    limit[Symbol.dispose]();
    using later = deadline(20);
    await vi.waitFor(() => expect(later.signal.aborted).toBe(true));
    expect(limit.signal.aborted).toBe(false);
  });
});
