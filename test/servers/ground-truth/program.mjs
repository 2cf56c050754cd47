import { createServer } from 'node:http'

// A server that knows the truth: what arrived when, and when it was answered, on its own clock. Its kind is the first argument, in JSON:
// { kind: 'constant', ms, mayBeLate } | { kind: 'busy', ms } | { kind: 'sequence', ms: [] } | { kind: 'bodies', bytes }
// | { kind: 'queue', slots, meanMs, isExponential, seed } | { kind: 'faults' }
// GET /log answers all of it and begins anew, GET /seen how many requests came; GET /freeze?ms=1000 lets it stand still that long.

const kind = JSON.parse(process.argv[2] ?? '{"kind":"constant","ms":0}')
let log = begun()
let nextId = 0

function begun() {
  return { arrivedMs: [], answeredMs: [], paths: {}, connections: 0, originEpochMs: performance.timeOrigin }
}

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  if (path === '/log') {
    response.end(JSON.stringify(log))
    log = begun()
    return
  }
  if (path === '/seen') {
    response.end(String(log.arrivedMs.length))
    return
  }
  if (path.startsWith('/freeze')) {
    response.end()
    const ms = Number(new URL(path, 'http://x').searchParams.get('ms'))
    setImmediate(() => {
      const end = performance.now() + ms
      while (performance.now() < end);
    })
    return
  }
  const index = log.arrivedMs.push(performance.now()) - 1
  log.answeredMs.push(null)
  log.paths[path] = (log.paths[path] ?? 0) + 1
  const log_ = log
  request.resume()
  act(request, response, nextId++, () => {
    log_.answeredMs[index] = performance.now()
  })
})
server.on('connection', () => log.connections++)
server.keepAliveTimeout = 120_000
server.requestTimeout = 0
server.headersTimeout = 0
server.listen({ port: Number(process.argv[3] ?? 0), host: '127.0.0.1', backlog: 4096 }, () =>
  console.log(server.address().port),
)

const actions = { constant, busy, sequence, bodies, queue, faults }
const act = actions[kind.kind]

function constant(_, response, __, answered) {
  const wait = kind.mayBeLate ? lateAfter : after
  wait(kind.ms, () => reply(response, answered))
}

function busy(_, response, __, answered) {
  const end = performance.now() + kind.ms
  while (performance.now() < end);
  reply(response, answered)
}

function sequence(_, response, id, answered) {
  const ms = kind.ms[id % kind.ms.length]
  if (ms !== null) after(ms, () => reply(response, answered))
}

const body = Buffer.alloc(kind.bytes ?? 0, 'x')

function bodies(_, response, __, answered) {
  answered()
  response.end(body)
}

function lateAfter(ms, then) {
  setTimeout(then, Math.max(0, Math.ceil(ms)))
}

// Waits for the moment itself where a timer would be a millisecond late.
function after(ms, then) {
  const dueMs = performance.now() + ms
  const look = () => {
    const left = dueMs - performance.now()
    if (left <= 0) then()
    else if (left > 2) setTimeout(look, Math.floor(left - 1.5))
    else setImmediate(look)
  }
  if (ms === 0) then()
  else look()
}

function reply(response, answered) {
  answered()
  response.end('ok')
}

// When each slot is free again, on paper: a timer that fires late delays its own answer, and nobody behind it.
const freeMs = Array.from({ length: kind.slots ?? 0 }, () => 0)
let random = kind.seed ?? 1

function uniform() {
  random = (Math.imul(random ^ (random >>> 15), random | 1) + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(random ^ (random >>> 15), random | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

function queue(_, response, __, answered) {
  const now = performance.now()
  const serviceMs = kind.isExponential ? -Math.log(1 - uniform()) * kind.meanMs : kind.meanMs
  const slot = freeMs.indexOf(Math.min(...freeMs))
  const endMs = Math.max(now, freeMs[slot]) + serviceMs
  freeMs[slot] = endMs
  lateAfter(endMs - now - 0.5, () => reply(response, answered))
}

const inTurn = ['/ok', '/500', '/reset-mid-body', '/half-head', '/cut', '/garbage', '/bad-chunk', '/long', '/slow']
let turn = 0

// By its path, each request meets one fault.
function faults(request, response, _, answered) {
  const { socket } = request
  const path = request.url === '/in-turn' ? inTurn[turn++ % inTurn.length] : request.url
  const raw = (text, then = () => {}) => socket.write(text, 'latin1', then)
  if (path === '/ok') return reply(response, answered)
  if (path === '/never') return
  if (path === '/500') {
    response.statusCode = 500
    return reply(response, answered)
  }
  if (path === '/reset') return socket.resetAndDestroy()
  // Late: where a client finds bytes and reset at one look, its event loop tells it of an end in place of a reset.
  if (path === '/reset-mid-body') return raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => setTimeout(() => socket.resetAndDestroy(), 100))
  if (path === '/close') return socket.end()
  if (path === '/half-head') return raw('HTTP/1.1 200 OK\r\nContent-Le', () => socket.end())
  if (path === '/cut') return raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.end())
  if (path === '/garbage') return raw('SSH-2.0-OpenSSH_9.2p1\r\n')
  if (path === '/bad-chunk') return raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n')
  if (path === '/long') return raw('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more')
  if (path === '/slow') {
    response.writeHead(200, { 'Content-Length': 4 })
    let sent = 0
    const drip = setInterval(() => {
      response.write('x')
      if (++sent === 4) {
        clearInterval(drip)
        answered()
        response.end()
      }
    }, 25)
    return
  }
  response.statusCode = 404
  reply(response, answered)
}
