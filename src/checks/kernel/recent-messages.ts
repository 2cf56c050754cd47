import type { Fact, KernelMessage } from '../../core/index.ts'

const recentSeconds = 30 * 60
const justNowSeconds = 60

/** The kernel's messages of the last 30 minutes with their age, the newest first; null where log or uptime is not known. */
export function recentMessages(
  log: Fact<KernelMessage[]>,
  uptimeSeconds: Fact<number>,
): { text: string; ageSeconds: number }[] | null {
  if (!log.known || !uptimeSeconds.known) return null
  const now = uptimeSeconds.last
  return log.last
    .map(({ atSeconds, text }) => ({ text, ageSeconds: Math.max(0, now - atSeconds) }))
    .filter(({ ageSeconds }) => ageSeconds <= recentSeconds)
    .toReversed()
}

/** Whether what is that old may still go on: it came in the window or in the last minute. */
export function isJustNow(ageSeconds: number, windowSeconds: number): boolean {
  return ageSeconds <= Math.max(justNowSeconds, windowSeconds)
}
