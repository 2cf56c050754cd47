import { execFileSync } from 'node:child_process'
import { createServer as createHttp2 } from 'node:http2'
import { createServer } from 'node:net'
import { createServer as createTls } from 'node:tls'

// A server that does one thing wrong, which its first argument names. It says its port and, when it is asked by a message, what came: whole
// requests and connections. Requests are counted by itself, not by a library that may be confused by the fault.

const name = process.argv[2] ?? 'ok'
let requests = 0
let connections = 0

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const block = Buffer.alloc(64 * 1024, 120)
const gigabyte = 1e9

/** What is done to the socket for each request that has come whole. */
const faults = {
  ok: (socket) => socket.write(ok),
  // Answers, and says no more; what comes afterwards is read and left.
  'half-close': (socket) => socket.end(ok),
  // Takes the request and closes its side.
  'close-silently': (socket) => socket.end(),
  'body-too-short': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfifty'),
  'body-cut': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfifty'),
  'body-too-long': (socket) => socket.write(`${ok} and more than was promised`),
  'chunk-cut': (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
  'two-lengths': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'),
  garbage: (socket) => socket.write(Buffer.from([0, 255, 1, 254, 10, 13, 200])),
  'garbage-and-close': (socket) => socket.end('\u0000\u0001garbage\r\n'),
  // Late: where a client finds bytes and reset at one look, its event loop tells it of an end in place of a reset.
  'reset-mid-body': (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => setTimeout(() => socket.resetAndDestroy(), 100)),
  'huge-body': (socket) => pour(socket, `HTTP/1.1 200 OK\r\nContent-Length: ${gigabyte}\r\n\r\n`),
  'endless-head': (socket) => pour(socket, 'HTTP/1.1 200 OK\r\n', Buffer.from('X-Filler: filler\r\n'.repeat(3000))),
  'endless-interim': (socket) => pour(socket, '', Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)), 3e8),
  'slow-body': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n'),
  'slow-head': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-Slow: '),
  'tls-alert': (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])),
  'http2-settings': (socket) => socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])),
  'every-second-closed': (socket) => (requests % 2 === 0 ? socket.end() : socket.write(ok)),
}

function pour(socket, head, piece = block, most = gigabyte, then = () => {}) {
  let left = most
  socket.write(head)
  const go = () => {
    while (left > 0) {
      const next = left >= piece.length ? piece : piece.subarray(0, left)
      left -= next.length
      if (!socket.write(next)) {
        socket.once('drain', go)
        return
      }
    }
    then()
  }
  go()
}

function drip(socket, head) {
  socket.write(head)
  const timer = setInterval(() => socket.write('x'), 20)
  socket.once('close', () => clearInterval(timer))
}

/** Speaks HTTP/1 as far as counting requests goes: they have no bodies. */
function plain(act) {
  return (socket) => {
    connections++
    let before = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      before += bytes.toString('latin1')
      for (let end = before.indexOf('\r\n\r\n'); end >= 0; end = before.indexOf('\r\n\r\n')) {
        before = before.slice(end + 4)
        requests++
        act(socket)
      }
    })
  }
}

/** What is done to a stream of HTTP/2. */
const streamFaults = {
  'h2-ok': (stream) => answer(stream, 'ok'),
  'h2-goaway': (stream) => {
    answer(stream, 'ok')
    if (stream.session.isGoing !== true) stream.session.goaway(0)
    stream.session.isGoing = true
  },
  // With what it carries unanswered, and so for ever.
  'h2-goaway-error': (stream) => stream.session.goaway(11, stream.id),
  // It carries on what it has taken.
  'h2-goaway-open-streams': (stream) => {
    if (stream.session.isGoing !== true) stream.session.goaway(0, 2 ** 31 - 1)
    stream.session.isGoing = true
    setTimeout(() => answer(stream, 'ok'), 30)
  },
  'h2-refused-stream': (stream) => stream.close(7),
  'h2-body-too-short': (stream) => {
    stream.respond({ ':status': 200, 'content-length': '100' })
    stream.end('half')
  },
  'h2-cut': (stream) => {
    stream.respond({ ':status': 200 })
    stream.write('half', () => sockets.get(stream.session).destroy())
  },
  'h2-reset': (stream) => sockets.get(stream.session).resetAndDestroy(),
  'h2-never': () => {},
  'h2-huge-body': (stream) => {
    stream.respond({ ':status': 200 })
    pour(stream, '', block, gigabyte, () => stream.end())
  },
}

function answer(stream, text) {
  if (stream.destroyed) return
  stream.respond({ ':status': 200 })
  stream.end(text)
}

/** What is wrong before a request comes. */
const greetings = {
  'h2-goaway-at-once': () =>
    http2Server(() => {}, (session) => {
      session.goaway(0)
      session.close()
    }),
  // What node:http2 does not do: no stream was taken, also none of those that are under way.
  'h2-goaway-refuses': () => rawHttp2((socket) => socket.end(frame(7, 0, [0, 0, 0, 0, 0, 0, 0, 0]))),
  'h2-cancel-mid-body': () => rawHttp2((socket, id) => socket.write(Buffer.concat([...half(id), reset(id, 8)]))),
  'h2-no-error-mid-body': () =>
    rawHttp2((socket, id) => socket.write(Buffer.concat([...half(id), reset(id, 0)]))),
  'h2-no-http2': () => createServer(plain((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'))),
  'accept-and-close': () => createServer((socket) => {
    connections++
    socket.on('error', () => {}).end()
  }),
  'accept-and-reset': () => createServer((socket) => {
    connections++
    socket.resetAndDestroy()
  }),
  'tls-plain': () =>
    createServer((socket) => {
      connections++
      socket.on('error', () => {}).once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    }),
  'tls-client-certificate': () => tlsServer({ requestCert: true, rejectUnauthorized: true }),
  'tls-old': () => tlsServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
  'tls-ciphers': () => tlsServer({ maxVersion: 'TLSv1.2', ciphers: 'PSK' }),
  'tls-name': () => tlsServer({ SNICallback: (_, done) => done(new Error('no such name')) }),
  'tls-cut': () => tlsServer({}, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket._parent?.destroy() ?? socket.destroy())),
  'tls-silent': () => createServer((socket) => {
    connections++
    socket.on('error', () => {}).resume()
  }),
}

const sockets = new WeakMap()

function http2Server(onStream, onSession = () => {}) {
  const server = createHttp2()
  let accepted = null
  server.prependListener('connection', (socket) => {
    accepted = socket
  })
  server.on('session', (session) => {
    connections++
    sockets.set(session, accepted)
    session.on('error', () => {})
    onSession(session)
  })
  server.on('stream', (stream) => {
    requests++
    stream.on('error', () => {})
    onStream(stream)
  })
  return server
}

function frame(type, id, payload, flags = 0) {
  return Buffer.from([0, 0, payload.length, type, flags, 0, (id >> 16) & 255, (id >> 8) & 255, id & 255, ...payload])
}

/** Status 200, content-length 100, and four bytes of them. */
function half(id) {
  const length = [0x0f, 0x0d, 3, ...Buffer.from('100')]
  return [frame(1, id, [0x88, ...length], 4), frame(0, id, Buffer.from('half'))]
}

function reset(id, code) {
  return frame(3, id, [0, 0, 0, code])
}

/** Frames by hand: `act` is called for the headers of each stream. */
function rawHttp2(act) {
  return createServer((socket) => {
    connections++
    socket.on('error', () => {})
    socket.write(Buffer.concat([frame(4, 0, []), frame(4, 0, [], 1)]))
    let before = Buffer.alloc(0)
    let isGreeted = false
    socket.on('data', (bytes) => {
      before = Buffer.concat([before, bytes])
      if (!isGreeted && before.length >= 24) {
        isGreeted = true
        before = before.subarray(24)
      }
      if (!isGreeted) return
      while (before.length >= 9 && before.length >= 9 + before.readUIntBE(0, 3)) {
        const [type, id] = [before[3], before.readUInt32BE(5)]
        before = before.subarray(9 + before.readUIntBE(0, 3))
        if (type !== 1) continue
        requests++
        act(socket, id)
      }
    })
  })
}

function tlsServer(options, act = faults.ok) {
  const pem = execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', '-'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const server = createTls({ key: pem, cert: pem, ...options }, plain(act))
  server.on('tlsClientError', () => {})
  return server
}

const server =
  name in greetings
    ? greetings[name]()
    : name in streamFaults
      ? http2Server(streamFaults[name])
      : createServer({ allowHalfOpen: true, noDelay: true }, plain(faults[name]))
server.listen({ port: Number(process.argv[3] ?? 0), host: '127.0.0.1', backlog: 4096 }, () =>
  process.send({ port: server.address().port }),
)
process.on('message', () => process.send({ requests, connections }))
process.once('disconnect', () => process.exit(0))
