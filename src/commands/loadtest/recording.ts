import { OperatorError } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import {
  harRequests,
  type LoadPlan,
  onlyOriginOf,
  type PlannedRequest,
  type PlannedTarget,
} from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { contradict } from '../contradict.ts'
import { readInput } from '../read-input.ts'
import type { LoadtestInput } from './options.ts'
import type { Address } from './target-of.ts'

/** The text of --har; null without. Throws OperatorError (exit 2) where it cannot be read, or where other options say what is sent. */
export function recordingOf(input: LoadtestInput, context: Context): string | null {
  if (input.har === undefined) return null
  const others = {
    method: '--method',
    body: '--body',
    bodyFile: '--body-file',
    scenario: '--scenario',
  } as const
  for (const [key, flag] of Object.entries(others))
    if (input[key as keyof typeof others] !== undefined) throw contradict('--har', flag)
  return readInput(input.har, 'Give a HAR file, as the network panel of a browser saves it.', context)
}

/** Without a URL, a recording of one origin says itself where it goes. */
export function operandsWith(
  recording: string | null,
  { target }: LoadtestInput,
  operands: readonly string[],
): readonly string[] {
  if (recording === null || target !== undefined || operands.length > 0) return operands
  const origin = onlyOriginOf(recording)
  if (origin !== null) return [origin]
  throw new OperatorError({
    sentence: 'The HAR file has requests to several origins, and none was chosen.',
    hint: 'Give the origin to load as the URL: lewis-perf loadtest http://127.0.0.1:8000 --har FILE.',
  })
}

/** The recorded requests to the targets, with the headers of --header in place of recorded ones of the same name. */
export function recordedRequests(
  { header: given = [] }: LoadtestInput,
  recording: string,
  addresses: readonly Address[],
): PlannedRequest[] {
  const path = addresses.find((address) => address.path !== '/')?.path
  if (path !== undefined)
    throw new OperatorError({
      sentence: `With --har the recording says what is asked for, and the URL asks for ${path.split('?')[0]}.`,
      hint: 'Give the origin alone: http://127.0.0.1:8000.',
    })
  const own: (readonly [name: string, value: string])[] = [...given]
  const authorization = addresses[0]?.authorization ?? null
  if (authorization !== null) own.push(['Authorization', authorization])
  const replaced = new Set(own.map(([name]) => name.toLowerCase()))
  const { requests } = harRequests(
    recording,
    addresses.map(({ target }) => originOf(target)),
  )
  return requests.map((request) => ({
    ...request,
    headers: [...request.headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...own],
  }))
}

/** What a recording has that is not sent. */
export function recordingWarnings(recording: string | null, { targets }: LoadPlan): string[] {
  if (recording === null) return []
  const { others } = harRequests(recording, targets.map(originOf))
  const names = Object.entries(others).map(([origin, count]) => `${formatQuantity(count)} to ${origin}`)
  if (names.length === 0) return []
  const more = names.length > 5 ? ` and ${names.length - 5} more origins` : ''
  return [`Not sent of the HAR file: ${names.slice(0, 5).join(', ')}${more}.`]
}

function originOf({ protocol, host, port }: PlannedTarget): string {
  return new URL(`${protocol}//${host.includes(':') ? `[${host}]` : host}:${port}`).origin
}
