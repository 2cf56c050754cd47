import type { NumaNode } from '../../core/index.ts'
import { parseCounters } from './counters.ts'
import type { Found } from './found.ts'
import { numberedFolders } from './numbered-folders.ts'
import type { SampleView } from './sample-view.ts'

/** The allocations of every NUMA node; absent on machines without any. */
export function readNumaNodes({ files }: SampleView): Found<NumaNode[]> {
  return numberedFolders(files, '/sys/devices/system/node', 'node', (folder, node) => {
    const path = `${folder}/numastat`
    const text = files.text(path)
    if (!text.ok) return text
    const counts = parseNumastat(text.value)
    return counts === null ? { ok: false, reason: 'unreadable' } : { ok: true, value: { node, ...counts } }
  })
}

/** A node's numastat; null when one of the three counters is not there. */
export function parseNumastat(text: string): Omit<NumaNode, 'node'> | null {
  const { numa_hit: hit, numa_miss: miss, numa_foreign: foreign } = parseCounters(text) ?? {}
  return hit === undefined || miss === undefined || foreign === undefined ? null : { hit, miss, foreign }
}
