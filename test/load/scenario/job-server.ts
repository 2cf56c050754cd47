import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server saw, for comparison with what a run says. */
export interface JobLog {
  /** By method and path, ids left out. */
  requests: Record<string, number>
  logins: string[]
  /** The account behind each job, in order. */
  jobs: string[]
  /** The step before was answered so long before this one came, in milliseconds: of results after states. */
  bodies: string[]
}

export interface JobServer {
  url: string
  log: JobLog
  close(): Promise<void>
}

interface Settings {
  /** A job is done so long after it was begun. */
  jobMs: number
  /** Every so many-th job fails; 0 for none. */
  failsEach?: number
  /** Tokens are refused after so many uses. */
  tokenUses?: number
}

/** Signs in, takes jobs, says how far they are, and hands out what came of them. */
export async function startJobServer({
  jobMs,
  failsEach = 0,
  tokenUses = Infinity,
}: Settings): Promise<JobServer> {
  const log: JobLog = { requests: {}, logins: [], jobs: [], bodies: [] }
  const jobs: { beganMs: number; fails: boolean }[] = []
  const uses = new Map<string, number>()
  const server = createServer((request, response) => {
    void read(request).then((body) => answer(request, response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, log, close: () => closed(server) }

  function answer(
    { method = '', url = '', headers }: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): void {
    const name = `${method} ${url.replace(/\d+/g, 'N')}`
    log.requests[name] = (log.requests[name] ?? 0) + 1
    const say = (status: number, value: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'X-Trace': `id=t-${jobs.length};x` })
      response.end(JSON.stringify(value))
    }
    if (url === '/login') {
      const { user, password } = JSON.parse(body) as Record<string, string>
      log.logins.push(`${user}:${password}`)
      const token = `${user}-${log.logins.length}`
      uses.set(token, 0)
      say(200, { token })
      return
    }
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? ''
    const used = uses.get(token)
    if (used === undefined || used >= tokenUses) {
      say(401, {})
      return
    }
    uses.set(token, used + 1)
    log.bodies.push(body)
    if (url === '/jobs') {
      log.jobs.push(token.split('-')[0] ?? '')
      jobs.push({
        beganMs: performance.now(),
        fails: failsEach > 0 && jobs.length % failsEach === failsEach - 1,
      })
      say(202, { job: { id: jobs.length } })
      return
    }
    const job = jobs[Number(/\d+/.exec(url)?.[0]) - 1]
    if (job === undefined) say(404, {})
    else if (url.endsWith('/state'))
      say(200, { state: performance.now() - job.beganMs < jobMs ? 'running' : job.fails ? 'failed' : 'done' })
    else say(200, { found: 3 })
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
