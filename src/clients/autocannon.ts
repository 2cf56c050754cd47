import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { OperatorError } from '../core/index.ts'

/** A request that it has sent and that is not answered. */
export interface CannonPending {
  /** The same object as in the list of requests. */
  req: CannonRequest
  /** Of process.hrtime(). */
  startTime: readonly [seconds: number, nanoseconds: number]
}

/** One of its requests; `place` is ours, its place in the list. */
export interface CannonRequest {
  place: number
  method: string
  path: string
  requestBuffer?: Buffer
}

/** What its parser found in a head. */
export interface CannonHead {
  statusCode: number
  shouldKeepAlive: boolean
}

/** Its parser, http-parser-js: what it calls has a number. */
export interface CannonParser {
  readonly type: string
  execute(chunk: Buffer): unknown
  /** Says that nothing more comes; an Error where that is too early. */
  finish(): unknown
  reinitialize(type: string): void
  /** On a whole head; true where no body follows. */
  2(head: CannonHead): boolean | undefined
  /** On the end of an answer. */
  4(): void
}

/** One connection of it, with the members that are mended here. */
export interface CannonClient extends EventEmitter {
  conn: Socket
  readonly parser: CannonParser
  readonly opts: { tlsOptions: object }
  readonly pipelinedRequests: {
    toArray(): readonly CannonPending[]
    clear(): void
    addBody(piece: Buffer): void
    terminateRequest(): CannonPending | undefined
  }
  readonly requestIterator: {
    readonly requests: readonly CannonRequest[]
    currentRequest: CannonRequest | undefined
    currentRequestIndex: number
  }
  _connect(): void
  _doRequest(): void
  _destroyConnection(): void
  destroy(): void
}

/** A histogram of its own that keeps nothing. */
export interface CannonHistogram {
  readonly __custom: true
  recordValue(): void
  destroy(): void
}

export interface CannonOptions {
  url: string
  connections: number
  pipelining: number
  duration: number
  /** Milliseconds between two looks at whether it is over. */
  sampleInt: number
  timeout: number
  requests: readonly CannonRequest[]
  socketPath?: string
  servername?: string
  histograms: Readonly<Record<'latencies' | 'requests' | 'throughput', CannonHistogram>>
  skipAggregateResult: true
  /** Called for every client before it connects. */
  setupClient(client: CannonClient): void
}

/** autocannon's loop: tells `tracker` what happens, and calls back when it has ended. */
export type Autocannon = (
  options: CannonOptions,
  tracker: EventEmitter,
  onEnd: (error: Error | null) => void,
) => unknown

/** What is mended in it is that of this version. */
const version = '9.0.0'

/**
 * autocannon's loop: its own of the package, or in the one-file command that which is installed in `folder`. Throws OperatorError
 * (exit 2) where there is none, or another version.
 */
export async function loadAutocannon(folder: string): Promise<Autocannon> {
  const shipped = await import('autocannon/lib/run.js').catch(() => null)
  return shipped?.default ?? installedIn(folder)
}

function installedIn(folder: string): Autocannon {
  const find = createRequire(join(folder, 'package.json'))
  let found: unknown
  try {
    found = find('autocannon/package.json').version
    if (found === version) return find('autocannon/lib/run.js')
  } catch (cause) {
    throw missing('autocannon is not in the one-file command, and not installed in this folder.', cause)
  }
  throw missing(`Only autocannon ${version} can be driven, and this folder has ${String(found)}.`)
}

function missing(sentence: string, cause?: unknown): OperatorError {
  return new OperatorError({
    sentence,
    hint: `Run npm install autocannon@${version} in this folder, or use the installed package: npm install lewis-perf.`,
    ...(cause === undefined ? {} : { cause }),
  })
}
