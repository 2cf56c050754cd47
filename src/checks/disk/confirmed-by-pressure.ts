import type { Fact, Pressure } from '../../core/index.ts'
import { percent } from '../words.ts'

const someShare = 0.2
const fullShare = 0.1

/** The sentence in which the kernel's own average of the last minute agrees that disks are waited for; nothing where it does not. */
export function confirmedByPressure(fact: Fact<Pressure>): { confirmed?: string } {
  if (!fact.known) return {}
  const { some, full } = fact.last
  if (some.avg60 < someShare && (full?.avg60 ?? 0) < fullShare) return {}
  return {
    confirmed: `The kernel agrees: over the last minute some task waited for a disk ${percent(some.avg60)} of the time.`,
  }
}
