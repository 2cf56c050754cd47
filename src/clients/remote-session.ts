import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { isHostName, type Refusal, refusalOfSsh, sshArguments } from './remote-shell.ts'

/** A program on another host that is talked with over ssh for as long as it runs. */
export interface RemoteSession {
  readonly host: string
  /** Resolves once ssh has taken it. */
  send(data: string | Uint8Array): Promise<void>
  /** The next line that it prints; null once it has ended. */
  nextLine(): Promise<string | null>
  /** Why it ended, in words; empty while it runs or where it said nothing. */
  reason(): Refusal
  /** Closes its input, upon which it ends by itself; what hangs is cut off after `withinMs`. */
  end(withinMs: number): Promise<void>
}

const keptBytes = 16_384
/** A host that fell silent is given up after three of these. */
const aliveSeconds = 5

/**
 * Starts `command` on `host` by the operator's own ssh, which asks nothing. It stands in a process group of its own, so that Ctrl-C at the
 * terminal does not cut the line before the other side has answered.
 */
export function openRemoteSession(host: string, command: string): RemoteSession | Refusal {
  if (!isHostName(host))
    return {
      sentence: `${JSON.stringify(host)} is not the name of a host.`,
      hint: 'Write it as ssh takes it: box, user@box or a Host of ~/.ssh/config.',
    }
  const alive = ['-o', `ServerAliveInterval=${aliveSeconds}`, '-o', 'ServerAliveCountMax=3']
  const child = spawn('ssh', [...alive, ...sshArguments(host, command)], { stdio: 'pipe', detached: true })
  return sessionOf(host, child)
}

function sessionOf(host: string, child: ChildProcessWithoutNullStreams): RemoteSession {
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  let isMissing = false
  let errors = ''
  child.once('error', () => {
    isMissing = true
  })
  // Whoever is gone reads no more: that it ended says its last line.
  child.stdin.on('error', () => {})
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors = `${errors}${piece}`.slice(-keptBytes)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    host,
    async send(data) {
      if (child.stdin.write(data)) return
      const drained = new Promise<void>((resolve) => child.stdin.once('drain', resolve))
      await Promise.race([drained, ended])
    },
    async nextLine() {
      if (isMissing) return null
      const { done, value } = await lines.next()
      return done === true ? null : value
    },
    reason: () =>
      refusalOfSsh(host, {
        output: '',
        errors,
        end: isMissing ? 'missing' : 'exited',
        exitCode: child.exitCode,
      }),
    async end(withinMs) {
      child.stdin.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs)
      await ended
      clearTimeout(timer)
    },
  }
}
