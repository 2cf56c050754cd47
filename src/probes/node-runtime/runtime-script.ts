import type { Inspector } from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import { jsonObject, jsonText } from '../facts/index.ts'
import { targetScript } from './target-script.ts'

/** The script inside a Node process, of which the inspector alone knows. */
export interface RuntimeScript {
  /** What its function of this name answers; null where the process did not answer within `withinMs`. */
  call(name: 'start' | 'look' | 'renew', withinMs: number): Promise<{ value: unknown } | null>
  /** Stops it and lets go of it; never rejects. */
  remove(): Promise<void>
}

/** How long an answer is waited for that is not part of the window: native code may keep the process from giving one. */
export const patienceMs = 2000
/** How long after the window the script stops by itself. */
const lifeAfterSeconds = 60
const objectGroup = 'lewis-perf'

/**
 * Puts the script into the process that `inspector` belongs to, for a window of `seconds`. Throws OperatorError (exit 3)
 * where the process does not answer, or answers with an exception.
 */
export async function installScript(
  { send }: Pick<Inspector, 'send'>,
  pid: number,
  seconds: number,
): Promise<RuntimeScript> {
  const expression = targetScript(seconds + lifeAfterSeconds)
  async function answerOf(
    method: string,
    params: Record<string, unknown>,
    withinMs: number,
  ): Promise<Record<string, unknown> | null> {
    const answer = await within(withinMs, send(method, { ...params, silent: true }))
    if (answer === null) return null
    const { result, exceptionDetails } = jsonObject(answer.value) ?? {}
    if (exceptionDetails !== undefined) throw refused(pid, exceptionDetails)
    return jsonObject(result) ?? {}
  }
  const how = { expression, objectGroup, includeCommandLineAPI: true }
  const script = await answerOf('Runtime.evaluate', how, patienceMs)
  if (script === null) throw noAnswer(pid)
  const { objectId } = script
  return {
    async call(name, withinMs) {
      const functionDeclaration = `function () { return this.${name}() }`
      const what = { objectId, functionDeclaration, returnByValue: true }
      const answer = await answerOf('Runtime.callFunctionOn', what, withinMs)
      return answer === null ? null : { value: answer['value'] }
    },
    async remove() {
      const stop = 'function () { this.stop() }'
      const gone = [
        send('Runtime.callFunctionOn', { objectId, functionDeclaration: stop, silent: true }),
        send('Runtime.releaseObjectGroup', { objectGroup }),
      ]
      await within(patienceMs, Promise.allSettled(gone))
    },
  }
}

/** That the process does not answer, as an OperatorError (exit 3). */
export function noAnswer(pid: number): OperatorError {
  return new OperatorError({
    sentence: `Process ${pid} does not answer its inspector.`,
    hint: 'Native code or a synchronous call holds its only thread: see where it waits with lewis-perf diagnose process.',
    exitCode: 3,
  })
}

function refused(pid: number, details: unknown): OperatorError {
  const text =
    jsonText(jsonObject(jsonObject(details)?.['exception'])?.['description']) ?? 'it threw something'
  return new OperatorError({
    sentence: `Process ${pid} cannot be watched from inside: ${text.split('\n')[0]}.`,
    hint: 'It needs Node 16 or later, with a global process that nothing has replaced.',
    exitCode: 3,
  })
}

async function within<T>(ms: number, promise: Promise<T>): Promise<{ value: T } | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null)
  })
  try {
    return await Promise.race([promise.then((value) => ({ value })), late])
  } finally {
    clearTimeout(timer)
  }
}
