import type { Tick } from '../../../src/core/index.ts'
import { type Source, startTicker } from '../../../src/monitor/index.ts'
import { handClock } from './hand-clock.ts'
import { promptSource } from './scripted-source.ts'

const quarterPast = 1_000_250

/** A ticker over `sources` a quarter of a second past a whole one, with all that it tells. */
export function ticking(sources: readonly Source[], { intervalMs = 1000, epochMs = quarterPast } = {}) {
  const hand = handClock(epochMs)
  const ticks: Tick[] = []
  const warnings: string[] = []
  const stopping = new AbortController()
  const ticker = startTicker({
    intervalMs,
    sources,
    clock: hand.clock,
    onTick: (tick) => ticks.push(tick),
    onWarning: (sentence) => warnings.push(sentence),
    signal: stopping.signal,
  })
  return { ...hand, ticks, warnings, ticker, stopping }
}

/** A source that counts its looks. */
export const counter = () => {
  let looks = 0
  return promptSource('counter', () => ({ values: { looks: ++looks } }))
}
