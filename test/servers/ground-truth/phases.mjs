import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { createServer } from 'node:https'

// A name server and a server over TLS that take their time in every phase of a connection, and log when each phase ended, on one clock.
// Arguments: JSON of { port, key, cert, dnsMs, tlsMs, firstByteMs, bodyMs }. GET /log answers { wanted, named, accepted, secured, asked, headed, ended }.

const { port, key, cert, dnsMs, tlsMs, firstByteMs, bodyMs } = JSON.parse(process.argv[2])
const log = { wanted: [], named: [], accepted: [], secured: [], asked: [], headed: [], ended: [] }
const note = (phase) => log[phase].push(performance.now())

const names = createSocket('udp4')
names.on('message', (query, from) => {
  const typeAt = query.indexOf(0, 12) + 1
  const isIpv4 = query.readUInt16BE(typeAt) === 1
  if (isIpv4) note('wanted')
  const question = query.subarray(12, typeAt + 4)
  const head = Buffer.from([query[0], query[1], 0x81, 0x80, 0, 1, 0, isIpv4 ? 1 : 0, 0, 0, 0, 0])
  // The name is that of the question; an address, of the internet, for no time; four bytes: 127.0.0.1.
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1])
  setTimeout(() => {
    if (isIpv4) note('named')
    names.send(Buffer.concat([head, question, ...(isIpv4 ? [answer] : [])]), from.port, from.address)
  }, dnsMs)
})

const https = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
  if (request.url === '/log') return response.end(JSON.stringify(log))
  note('asked')
  setTimeout(() => {
    note('headed')
    response.writeHead(200, { 'Content-Length': 4 })
    response.write('ha')
    setTimeout(() => {
      note('ended')
      response.end('lf')
    }, bodyMs)
  }, firstByteMs)
})
https.on('secureConnection', () => note('secured'))
// The handshake begins late: what the client says first waits in the socket.
const late = createTcpServer({ pauseOnConnect: true }, (socket) => {
  note('accepted')
  setTimeout(() => https.emit('connection', socket), tlsMs)
})
names.bind(53, '127.0.0.1', () => late.listen(port, '127.0.0.1', () => console.log('ready')))
process.on('SIGTERM', () => {
  console.log(JSON.stringify(log))
  process.exit(0)
})
