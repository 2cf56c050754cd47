import { sourceKind } from './source-kind.ts'

/** What the monitor itself costs, and how well it keeps its time. */
export const selfKind = sourceKind('self', ({ clock }) => {
  let before: { spentUs: number; atMs: number } | null = null
  return {
    name: 'self',
    look({ lateSeconds, skipped }) {
      const { user, system } = process.cpuUsage()
      const now = { spentUs: user + system, atMs: clock.monotonicMs() }
      const passedMs = before === null ? 0 : now.atMs - before.atMs
      const cores = before === null || passedMs <= 0 ? null : (now.spentUs - before.spentUs) / 1000 / passedMs
      before = now
      return {
        values: {
          'self.cpu': cores,
          'self.memory': process.memoryUsage.rss(),
          'self.lag': lateSeconds,
          'self.skipped': skipped,
        },
      }
    },
    close: () => Promise.resolve(),
  }
})
