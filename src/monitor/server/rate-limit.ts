import { isIP } from 'node:net'

/** Tells whether one more of an address is within its rate. */
export interface RateLimit {
  /** Takes one, where there is one left. */
  take(address: string): boolean
  /** Whether there is one left. */
  has(address: string): boolean
}

/** More addresses than this are not told apart for long: the one that was quiet longest is forgotten. */
const mostAddresses = 10_000

/** At most `atOnce` of an address at once and `perSecond` in the long run (a token bucket each); of IPv6 a whole /64 is one. */
export function rateLimit(perSecond: number, atOnce: number, nowMs: () => number): RateLimit {
  const buckets = new Map<string, { left: number; atMs: number }>()
  const leftOf = (key: string, at: number): number => {
    const bucket = buckets.get(key)
    if (bucket === undefined) return atOnce
    return Math.min(atOnce, bucket.left + ((at - bucket.atMs) / 1000) * perSecond)
  }
  return {
    has: (address) => leftOf(networkOf(address), nowMs()) >= 1,
    take(address) {
      const key = networkOf(address)
      const at = nowMs()
      const left = leftOf(key, at)
      const isWithin = left >= 1
      // Put behind all others, so that the first is the one that was quiet longest.
      buckets.delete(key)
      buckets.set(key, { left: isWithin ? left - 1 : left, atMs: at })
      if (buckets.size > mostAddresses) {
        const [quietest = key] = buckets.keys()
        buckets.delete(quietest)
      }
      return isWithin
    },
  }
}

/** The address, or of IPv6 the network that one customer has. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(plain) !== 6) return plain
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':')
}
