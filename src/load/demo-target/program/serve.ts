import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Random, seededRandom } from '../../../core/index.ts'
import type { DemoSettings } from '../../../traffic/index.ts'
import type { DemoOrder } from '../messages.ts'
import { type Answer, type Asked, refusal, type Service } from './asked.ts'
import { newCpuBill } from './cpu-bill.ts'
import { drawnTimes } from './durations.ts'
import { plannedFreezes } from './freezes.ts'
import { metricsText, newRequestCounts, noteAnswer } from './metrics-text.ts'
import { newRateLimit } from './rate-limit.ts'
import { answerTo } from './routes.ts'
import { newScans } from './scans.ts'
import { newStation } from './station.ts'
import { newTokens } from './tokens.ts'

const mostBodyBytes = 2 ** 20

/** The target as a server, which does not listen yet. */
export function demoServer({ settings, seed }: DemoOrder): Server {
  // What is drawn for one purpose must not depend on how often something is drawn for another.
  const [times, faults, jobs] = [seededRandom(seed), seededRandom(seed + 1), seededRandom(seed + 2)]
  const service: Service = {
    scans: newScans(settings, jobs, Date.now),
    tokens: newTokens(Date.now),
    uptimeSeconds: () => process.uptime(),
  }
  const counts = newRequestCounts()
  const limit = newRateLimit(settings.limit)
  const draw = drawnTimes(settings.serviceSeconds * 1000, settings.spread, times)
  const workers = newStation(settings.workers)
  const freeze = plannedFreezes(settings)
  const payCpu = newCpuBill(settings.cpuSeconds)
  const server = createServer((request, response) => {
    if (request.url === '/metrics') {
      request.resume()
      send(response, { status: 200, body: metricsText(counts, service.scans) }, 'text/plain; version=0.0.4')
      return
    }
    freeze()
    counts.received++
    const client = request.headers.authorization ?? request.socket.remoteAddress ?? ''
    const retryAfterSeconds = limit.take(client, performance.now())
    const fate = retryAfterSeconds === null ? fateOf(settings, faults) : 'answered'
    if (fate === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    const beganMs = performance.now()
    counts.inProgress++
    response.once('close', () => counts.inProgress--)
    const answer = (given: Answer): void => {
      noteAnswer(counts, request.method ?? '', given.status, (performance.now() - beganMs) / 1000)
      send(response, given, 'application/json')
    }
    readBody(request, (body) => {
      if (fate === 'silent') return
      if (body === null) answer(refusal(413, 'Request Entity Too Large'))
      else if (retryAfterSeconds !== null) {
        response.setHeader('Retry-After', retryAfterSeconds)
        answer(refusal(429, 'Rate limit exceeded'))
      } else
        workers.enter({
          milliseconds: draw(),
          done() {
            payCpu()
            answer(
              fate === 'error'
                ? refusal(500, 'Internal Server Error')
                : answerTo(asked(request, body), service),
            )
          },
        })
    })
  })
  server.keepAliveTimeout = 120_000
  server.requestTimeout = 0
  return server
}

type Fate = 'answered' | 'error' | 'reset' | 'silent'

function fateOf({ errorShare, resetShare, silentShare }: DemoSettings, random: Random): Fate {
  const drawn = random.next()
  if (drawn < errorShare) return 'error'
  if (drawn < errorShare + resetShare) return 'reset'
  return drawn < errorShare + resetShare + silentShare ? 'silent' : 'answered'
}

/** Null where it is too long. */
function readBody(request: IncomingMessage, then: (body: string | null) => void): void {
  const pieces: Buffer[] = []
  let bytes = 0
  request.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes <= mostBodyBytes) pieces.push(piece)
  })
  request.once('end', () => then(bytes > mostBodyBytes ? null : Buffer.concat(pieces).toString()))
  request.on('error', () => {})
}

function asked({ method = '', url = '/', headers }: IncomingMessage, body: string): Asked {
  const [path = '', query = ''] = url.split('?', 2)
  const [, scheme, token] = /^(\S+)\s+(.*)$/.exec(headers.authorization ?? '') ?? []
  return {
    method,
    path,
    query: new URLSearchParams(query),
    body,
    credential: scheme === undefined || token === undefined ? null : { scheme: scheme.toLowerCase(), token },
  }
}

function send(response: ServerResponse, { status, body }: Answer, type: string): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text)
}
