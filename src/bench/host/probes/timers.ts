import type { HostProbe } from '../probe.ts'

/** How late timers fire, and an idle event loop wakes up. */
export const timers: HostProbe = {
  doing: 'waiting for timers',
  program: 'host',
  names: { timerP50: 'overshootP50', timerP99: 'overshootP99', loopLagP99: 'lagP99' },
  order: ({ settings: { timerSeconds, timerDelayMs } }) => ({
    part: 'timers',
    seconds: timerSeconds,
    delayMs: timerDelayMs,
  }),
}
