import { EventEmitter } from 'node:events'
import {
  type Autocannon,
  type CannonHistogram,
  type CannonOptions,
  loadAutocannon,
} from '../../clients/index.ts'
import { type ClosedModel, type LoadPlan, notePhase } from '../../traffic/index.ts'
import { type SliceResult, tellSeconds } from '../drive/index.ts'
import type { Share } from '../generator.ts'
import { requestBytes } from '../http1/index.ts'
import { newBackOff, nowEpochMs, nowMs, pause, tlsClient, until } from '../transport/index.ts'
import { newCannonRecorder } from './cannon-recorder.ts'
import { type GuardedClient, guardClient } from './guard-client.ts'

/** Looked at so often: whether it is over. */
const lookMs = 100
/** Its own end, which ours always comes before. */
const spareSeconds = 3600

const nothing: CannonHistogram = { __custom: true, recordValue() {}, destroy() {} }

/**
 * A generator that is autocannon, for a plan of a closed model with one target and one thread. `folder` is where it is looked for if it is
 * not in the command. Throws OperatorError as `loadAutocannon` does.
 */
export async function autocannonGenerator(folder: string): Promise<(share: Share) => Promise<SliceResult>> {
  const autocannon = await loadAutocannon(folder)
  return (share) => generate(autocannon, share)
}

async function generate(
  autocannon: Autocannon,
  { plan, startEpochMs, onSecond, signal }: Share,
): Promise<SliceResult> {
  const { warmupSeconds, drainSeconds } = plan
  const model = closedModel(plan)
  const startMs = startEpochMs - performance.timeOrigin
  const measuredMs = startMs + warmupSeconds * 1000
  const endMs = measuredMs + model.seconds * 1000
  const recorder = newCannonRecorder(plan, measuredMs)
  const { tally } = recorder
  const most = model.requests ?? Number.POSITIVE_INFINITY
  const early = new AbortController()
  const isOver = AbortSignal.any([signal, early.signal])
  const clients: GuardedClient[] = []
  const waiting: (() => void)[] = []
  const backOff = newBackOff(retry)
  const target = targetOf(plan)
  const requests = plan.requests.map((request) => {
    const text = requestBytes(request, { target, keepAlive: true })
    return { bytes: Buffer.from(text, 'latin1'), isHead: request.method === 'HEAD' }
  })
  const tls = target.protocol === 'https:' ? tlsClient(plan.tls) : null
  let isStopped = false

  await pause(startMs - nowMs(), isOver)
  let written = 0
  const beganEpochMs = nowEpochMs()
  const ended = new Promise<void>((resolve, reject) => {
    autocannon(options(), new EventEmitter(), (error) => (error === null ? resolve() : reject(error)))
  })
  ended.catch(() => early.abort())
  const stopSeconds = tellSeconds(
    {
      measuredMs,
      spunMs: () => 0,
      look: () => ({
        interval: recorder.takeInterval(),
        inFlight: inFlight(),
        waiting: waiting.length * model.pipelining,
        traffic: { requests: written, bytes: tally.sentBytes + tally.receivedBytes },
      }),
    },
    onSecond,
  )
  await pause(endMs - nowMs(), isOver)
  const stoppedMs = nowMs()
  const answeredInTime = tally.cells.reduce((sum, { answered }) => sum + answered, 0)
  isStopped = true
  await until(() => inFlight() === 0, stoppedMs + drainSeconds * 1000, signal)
  stopSeconds()
  backOff.stop()
  const now = nowMs()
  for (const client of clients)
    for (const { req, startTime } of client.giveUp()) recorder.inFlight(req.place, msOf(startTime), now)
  await ended
  return {
    tally,
    beganEpochMs,
    measuredSeconds: Math.max(0, Math.min(stoppedMs, endMs) - measuredMs) / 1000,
    answeredInTime,
    isInterrupted: signal.aborted,
  }

  function options(): CannonOptions {
    const { serverName } = plan.tls
    return {
      url: `${target.protocol}//${hostInUrl(target.host)}:${target.port}`,
      connections: Math.min(plan.connections, Math.ceil(most / model.pipelining)),
      pipelining: model.pipelining,
      duration: warmupSeconds + model.seconds + drainSeconds + spareSeconds,
      sampleInt: lookMs,
      timeout: plan.timeoutSeconds,
      // Only so that it can be built: what is sent is set by the guard.
      requests: requests.map((_, place) => ({ place, method: 'GET', path: '/' })),
      ...(target.socketPath === null ? {} : { socketPath: target.socketPath }),
      ...(serverName === null ? {} : { servername: serverName }),
      histograms: { latencies: nothing, requests: nothing, throughput: nothing },
      skipAggregateResult: true,
      setupClient(client) {
        client.opts.tlsOptions = {
          ...(tls === null ? {} : { secureContext: tls.context }),
          ALPNProtocols: ['http/1.1'],
          ...(serverName === null ? {} : { servername: serverName }),
        }
        clients.push(
          guardClient(client, {
            requests,
            // As a list they would all begin with the same.
            first: clients.length % requests.length,
            verifies: plan.tls.verifies,
            backOff,
            hasMore,
            waitForRetry: (connect) => waiting.push(connect),
            sent({ req, startTime }) {
              recorder.sent(req.place, msOf(startTime))
              written++
              tally.sentBytes += requests[req.place]?.bytes.length ?? 0
            },
            answered({ req, startTime }, answer) {
              recorder.answered(req.place, msOf(startTime), answer)
              endIfDone()
            },
            failed({ req, startTime }, failure, example) {
              recorder.failed(req.place, msOf(startTime), failure, example)
              endIfDone()
            },
            timedOut({ req, startTime }) {
              recorder.timedOut(req.place, msOf(startTime), nowMs())
              endIfDone()
            },
            received(bytes) {
              tally.receivedBytes += bytes
            },
            opened() {
              tally.connections++
            },
            phase: (phase, ms) => notePhase(tally, phase, Math.round(ms * 1000)),
          }),
        )
      },
    }
  }

  function hasMore(): boolean {
    return !isStopped && recorder.begun < most && nowMs() < endMs
  }

  function endIfDone(): void {
    if (recorder.settled >= most) early.abort()
  }

  function inFlight(): number {
    return clients.reduce((sum, client) => sum + client.inFlight(), 0)
  }

  function retry(): void {
    while (waiting.length > 0 && backOff.mayTry()) waiting.shift()?.()
  }
}

function targetOf({ targets }: LoadPlan): LoadPlan['targets'][number] {
  const [target] = targets
  if (target === undefined) throw new Error('a plan has at least one target')
  return target
}

function closedModel({ model }: LoadPlan): ClosedModel {
  if (model.kind === 'open') throw new Error('autocannon knows no open model')
  return model
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** Both clocks count from their own moment; the distance never changes. */
const [originSeconds, originNanoseconds] = process.hrtime()
const originMs = nowMs() - (originSeconds * 1000 + originNanoseconds / 1e6)

/** A moment of process.hrtime() on the clock of performance.now(). */
function msOf([seconds, nanoseconds]: readonly [number, number]): number {
  return originMs + seconds * 1000 + nanoseconds / 1e6
}
