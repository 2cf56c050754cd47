import type { Inspector } from '../../clients/index.ts'
import type { Clock } from '../../core/index.ts'
import { jsonObject } from '../facts/index.ts'
import { runtimeFacts } from './runtime-facts.ts'
import { parseLook, type RuntimeLook } from './runtime-look.ts'
import { installScript, noAnswer, patienceMs, type RuntimeScript } from './runtime-script.ts'

/** What the event loop of a Node process did since the look before. */
export interface LoopFigures {
  /** How much later than due it came round, at the 99th percentile; null where its version does not tell. */
  delayP99Seconds: number | null
  /** Share of the time (0-1) in which it did not wait. */
  busy: number | null
}

/** A Node process that is looked into again and again. */
export interface NodeRuntimeFollower {
  /** One that does not answer within `withinMs` is late by at least the time since it did. Rejects with OperatorError once it is gone. */
  look(withinMs: number): Promise<LoopFigures>
  /** Takes out what was put into the process; never rejects. */
  close(): Promise<void>
}

/** The script stops by itself soon after; it is put in anew before that. */
const lifeSeconds = 600

/** Begins to follow the Node process `pid` through its open `inspector`. Rejects with OperatorError (exit 3) where it does not answer. */
export async function followNodeRuntime(
  clock: Pick<Clock, 'monotonicMs'>,
  inspector: Pick<Inspector, 'send'>,
  pid: number,
): Promise<NodeRuntimeFollower> {
  let { script, seen } = await begin(inspector, pid)
  let beganMs = clock.monotonicMs()
  let heardMs = beganMs
  return {
    async look(withinMs) {
      if (clock.monotonicMs() - beganMs > lifeSeconds * 1000) {
        await script.remove()
        const renewed = await begin(inspector, pid)
        script = renewed.script
        seen = renewed.seen
        beganMs = clock.monotonicMs()
      }
      const now = parseLook((await script.call('renew', withinMs))?.value)
      if (now === null) return figuresOf([withoutTicks(seen)], clock.monotonicMs() - heardMs)
      const figures = figuresOf([withoutTicks(seen), now], 0)
      seen = now
      heardMs = clock.monotonicMs()
      return figures
    },
    close: () => script.remove(),
  }
}

async function begin(
  inspector: Pick<Inspector, 'send'>,
  pid: number,
): Promise<{ script: RuntimeScript; seen: RuntimeLook }> {
  const script = await installScript(inspector, pid, lifeSeconds)
  const started = jsonObject((await script.call('start', patienceMs))?.value) ?? {}
  const seen = parseLook(started['look'])
  if (seen !== null) return { script, seen }
  await script.remove()
  throw noAnswer(pid)
}

function figuresOf(looks: readonly RuntimeLook[], silentMs: number): LoopFigures {
  const { loopDelay, loopUtilization } = runtimeFacts(looks, silentMs)
  return { delayP99Seconds: loopDelay?.p99Seconds ?? null, busy: loopUtilization }
}

/** At its end the ticks were begun anew. */
function withoutTicks(look: RuntimeLook): RuntimeLook {
  const none = { count: 0, sumMs: 0, medianMs: 0, p99Ms: 0, maxMs: 0 }
  return { ...look, ticks: look.ticks === null ? null : none }
}
