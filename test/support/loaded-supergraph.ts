import { loadSupergraph } from '../../gateway';

type Loaded = ReturnType<typeof loadSupergraph>;

/** Of this worker, whatever file a test lies in. */
const worker = globalThis as { berdayaSupergraphs?: Map<string, Loaded> };

/**
 * A supergraph as loaded once in this worker: that takes most of the time a platform needs to start, and nothing changes what was
 * loaded. Compiled operations and plans are an executor's own.
 * @param sdl the composed supergraph
 */
export function loadOnce(sdl: string): Loaded {
  worker.berdayaSupergraphs ??= new Map();
  const loaded = worker.berdayaSupergraphs.get(sdl) ?? loadSupergraph(sdl);
  worker.berdayaSupergraphs.set(sdl, loaded);
  return loaded;
}
