import type { ConntrackFacts } from '../../core/index.ts'
import { type Found, found } from './found.ts'
import { readParsed, type SampleView } from './sample-view.ts'
import { wholeNumber } from './whole-number.ts'

/** How many connections the firewall tracks, and how many it may; absent where it tracks none. */
export function readConntrack({ files, standing }: SampleView): Found<ConntrackFacts> {
  const whole = (text: string) => wholeNumber(text.trim())
  const count = readParsed(files, '/proc/sys/net/netfilter/nf_conntrack_count', whole)
  if (!count.ok) return count
  const maximum = readParsed(standing, '/proc/sys/net/netfilter/nf_conntrack_max', whole)
  return maximum.ok ? found(count.path, { count: count.value, maximum: maximum.value }) : maximum
}
