import { createServer } from 'node:http'

// Burns so much CPU time for each request (microseconds, its argument), and says at /metrics what it has spent by its own count.

const burnMicros = Number(process.argv[2])
let answered = 0

function spentMicros() {
  const { user, system } = process.cpuUsage()
  return user + system
}

function burn() {
  const until = spentMicros() + burnMicros
  while (spentMicros() < until);
}

const server = createServer((request, response) => {
  if (request.url === '/metrics') {
    response.setHeader('content-type', 'text/plain; version=0.0.4')
    response.end(
      [
        '# TYPE process_cpu_seconds_total counter',
        `process_cpu_seconds_total ${spentMicros() / 1e6}`,
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        '# TYPE answered_total counter',
        `answered_total ${answered}`,
        '',
      ].join('\n'),
    )
    return
  }
  burn()
  answered++
  response.end('ok')
})

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
