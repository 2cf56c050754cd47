import { suite } from 'lewis-perf/bench'
import { amount } from './amount.mjs'

const hosts = Array.from({ length: 61 }, (_, index) => `host-${(index * 37) % 61}.example`)

suite('records', ({ bench }) => {
  bench('count by host', () => {
    const counts = new Map()
    for (let i = 0; i < 20 * amount; i++) {
      const host = hosts[(i * 7) % 61]
      counts.set(host, (counts.get(host) ?? 0) + 1)
    }
    return counts.size
  })
})
