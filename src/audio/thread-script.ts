/** The program of the worker thread: the compiled file, or, where the sources run uncompiled, a door to the source. */
export function threadScript(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./audio-thread.js', import.meta.url);
  // A thread of Node 20 does not take over the loader of its parent: it loads tsx for itself.
  const source = new URL('./audio-thread.ts', import.meta.url);
  const tsx = import.meta.resolve('tsx/esm/api');
  return new URL(`data:text/javascript,import { tsImport } from '${tsx}'; await tsImport('${source}', '${source}');`);
}
