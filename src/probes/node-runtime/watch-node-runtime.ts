import type { Inspector } from '../../clients/index.ts'
import type { NodeRuntimeFacts, World } from '../../core/index.ts'
import { jsonObject, jsonText } from '../facts/index.ts'
import { runtimeFacts } from './runtime-facts.ts'
import { parseLook, type RuntimeLook } from './runtime-look.ts'
import { installScript, noAnswer, patienceMs, type RuntimeScript } from './runtime-script.ts'

const looksPerSecond = 12
/** Of a longer window fewer are enough, though each second is looked at. */
const enoughLooks = 40
const leastLooksPerSecond = 2

/**
 * What the Node process `pid` tells of itself through its open `inspector` over the window: event loop, collections, heap,
 * active resources, CPU. Nothing of it stays behind, and an interrupted window is shorter. A loop that never rests is told
 * of too; a process that does not answer, or ends meanwhile, is an OperatorError (exit 3).
 */
export async function watchNodeRuntime(
  world: World,
  inspector: Pick<Inspector, 'send'>,
  { pid, seconds }: { pid: number; seconds: number },
): Promise<NodeRuntimeFacts> {
  const script = await installScript(inspector, pid, seconds)
  try {
    const started = jsonObject((await script.call('start', patienceMs))?.value) ?? {}
    const first = parseLook(started['look'])
    if (first === null) throw noAnswer(pid)
    const { looks, silentMs } = await lookRepeatedly(world, script, first, seconds)
    return {
      pid,
      nodeVersion: jsonText(started['nodeVersion']) ?? '',
      ...runtimeFacts(looks, silentMs),
    }
  } finally {
    await script.remove()
  }
}

/** The looks, the first included, and for how long the process has not answered after the last. */
async function lookRepeatedly(
  { clock, sleep, interrupted }: World,
  script: RuntimeScript,
  first: RuntimeLook,
  seconds: number,
): Promise<{ looks: RuntimeLook[]; silentMs: number }> {
  const looks = [first]
  const times = Math.max(
    Math.min(Math.round(seconds * looksPerSecond), enoughLooks),
    Math.round(seconds * leastLooksPerSecond),
    1,
  )
  const stepMs = (seconds * 1000) / times
  const beganMs = clock.monotonicMs()
  let heardMs = beganMs
  for (let time = 1; time <= times && !interrupted.aborted; time++) {
    const dueInMs = beganMs + time * stepMs - clock.monotonicMs()
    const isMissed = dueInMs < -stepMs && time < times
    if (isMissed) continue
    await sleep(Math.max(dueInMs, 0))
    const leftMs = interrupted.aborted ? 0 : beganMs + seconds * 1000 - clock.monotonicMs()
    const look = await lookNow(script, Math.max(leftMs, 0) + patienceMs, interrupted)
    if (look === null) return { looks, silentMs: clock.monotonicMs() - heardMs }
    heardMs = clock.monotonicMs()
    looks.push(look)
  }
  return { looks, silentMs: 0 }
}

/** Null where the process did not answer, or had not when the operator interrupted. */
async function lookNow(
  script: RuntimeScript,
  withinMs: number,
  interrupted: AbortSignal,
): Promise<RuntimeLook | null> {
  try {
    return parseLook((await script.call('look', withinMs))?.value)
  } catch (cause) {
    if (interrupted.aborted) return null
    throw cause
  }
}
