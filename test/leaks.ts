import { afterAll, expect, vi } from 'vitest';

const LASTING = /^(TCPServerWrap|TCPSocketWrap|TLSWrap|ProcessWrap|Worker|FSEvent)/;

/** Nothing that a test opened may outlive its file: no server, connection, child process or file watcher. */
afterAll(async () => {
  const open = () => process.getActiveResourcesInfo().filter((name) => LASTING.test(name));
  await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 5_000 });
});
