import type { Fact, Facts } from '../../core/index.ts'
import { parseInventory } from './inventory.ts'
import type { SampleView } from './sample-view.ts'

/** The facts that the inventory tells of a machine without /proc; none where the kernel speaks for itself. */
export function inventoryFacts(view: SampleView): Partial<Facts> {
  if (['/proc/stat', '/proc/meminfo'].some((path) => view.files.text(path).ok)) return {}
  const text = view.command('inventory')
  const inventory = text.ok ? parseInventory(text.value, view.atMs) : null
  if (inventory === null) return {}
  const { system, meminfo, loadAverage, filesystems, effectiveCpu, effectiveMemory } = inventory
  return {
    ...(system === null ? {} : { system: told(system) }),
    ...(meminfo === null ? {} : { meminfo: told(meminfo) }),
    ...(loadAverage === null ? {} : { loadAverage: told(loadAverage) }),
    ...(filesystems === null ? {} : { filesystems: told(filesystems) }),
    ...(effectiveCpu === null ? {} : { effectiveCpu: told(effectiveCpu) }),
    ...(effectiveMemory === null ? {} : { effectiveMemory: told(effectiveMemory) }),
  }
}

function told<T>(value: T): Fact<T> {
  return { known: true, last: value, first: null, path: 'inventory' }
}
