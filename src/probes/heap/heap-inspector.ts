import type { World } from '../../core/index.ts'
import { isJsonObject } from '../../profiling/index.ts'

/** An open inspector of a Node process, as far as its heap needs it. */
export interface HeapInspector {
  /** The result of a method of the protocol. */
  send(method: string, params?: Record<string, unknown>): Promise<unknown>
  /** Calls `handler` with the parameters of each event of this name. */
  on(event: string, handler: (params: unknown) => void): void
}

/** Collects the garbage of the process, so that only what is alive is seen, and tells how many seconds it stood still. */
export async function collectGarbage({ clock }: World, inspector: HeapInspector): Promise<number> {
  const began = clock.monotonicMs()
  await inspector.send('HeapProfiler.collectGarbage')
  return (clock.monotonicMs() - began) / 1000
}

/** The most memory that the process ever had, in bytes; null where it does not tell. */
export async function peakMemory(inspector: HeapInspector): Promise<number | null> {
  const expression = 'process.resourceUsage().maxRSS'
  const answer = await inspector
    .send('Runtime.evaluate', { expression, returnByValue: true, silent: true })
    .catch(() => null)
  const result = isJsonObject(answer) ? answer['result'] : null
  const kib = isJsonObject(result) ? result['value'] : null
  return typeof kib === 'number' && kib > 0 ? kib * 1024 : null
}
