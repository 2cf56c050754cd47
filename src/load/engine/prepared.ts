import { hashedFraction } from '../../core/index.ts'
import type { Answer, LoadPlan, PlannedRequest, PlannedTarget, Verdict } from '../../traffic/index.ts'
import { requestBytes } from '../http1/index.ts'
import { requestHeaders } from '../http2/index.ts'
import type { Keeping, Message } from '../transport/index.ts'

/** A kind of request, ready to be written to each target. */
export interface Prepared {
  request: string
  messages: readonly Message[]
  isHead: boolean
  keeping: Keeping | null
  judge: ((answer: Answer) => Verdict) | null
  isPoll: boolean
}

/** Nothing is looked at but the status. */
export const plainly = { keeping: null, judge: null, isPoll: false }

/** Chooses the request with a number, by the weights of all. */
export type RequestChoice = (number: number) => Prepared

const stream = 1

/** Prepares all requests of a plan once. Throws OperatorError (exit 2) on one that cannot be written. */
export function prepareRequests({ requests, targets, keepAlive, seed }: LoadPlan): RequestChoice {
  const prepared = requests.map(
    (request): Prepared => ({
      ...plainly,
      request: request.name,
      messages: targets.map((target) => messageTo(target, request, keepAlive)),
      isHead: request.method === 'HEAD',
    }),
  )
  const [only] = prepared
  if (only === undefined) throw new Error('a plan has at least one request')
  if (prepared.length === 1) return () => only
  const total = requests.reduce((sum, { weight }) => sum + weight, 0)
  return (number) => {
    let rest = hashedFraction(seed, number, stream) * total
    for (const [index, { weight }] of requests.entries()) {
      rest -= weight
      if (rest < 0) return prepared[index] ?? only
    }
    return prepared.at(-1) ?? only
  }
}

/** A request as either protocol sends it to a target. Throws OperatorError (exit 2) as `requestBytes` does. */
export function messageTo(
  target: PlannedTarget,
  request: Pick<PlannedRequest, 'method' | 'path' | 'headers' | 'body'>,
  keepAlive: boolean,
): Message {
  return {
    text: requestBytes(request, { target, keepAlive }),
    headers: requestHeaders(request, target),
    body: request.body,
    source: { target, request },
  }
}
