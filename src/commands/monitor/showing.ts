import type { Evaluation } from '../../alerting/index.ts'
import { OperatorError, type Tick } from '../../core/index.ts'
import {
  alertLogLine,
  type MonitorServer,
  type MonitorSession,
  monitorPicture,
  startServer,
  tickLine,
} from '../../monitor/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { MonitorInput } from './contradictions.ts'

/** The terminal or a log, and the page. */
export interface Showing {
  take(tick: Tick, evaluation: Evaluation): void
  /** Gives the terminal back and lets go of the port. */
  close(): Promise<void>
}

interface Shown {
  session: MonitorSession
  notes: readonly string[]
  quit(): void
}

/** Begins to show. Throws OperatorError where the page cannot be served. */
export async function openShowing(input: MonitorInput, context: Context, shown: Shown): Promise<Showing> {
  const server = await serverOf(input, context, shown.session)
  if (server !== null) await context.announce(`The page is at ${server.url}${openly(input)}`)
  const notes = [...(server === null ? [] : [`page: ${server.url}`]), ...shown.notes]
  const screen = await context.live(monitorPicture(() => shown.session.seen(notes), shown.quit))
  const show = screen === null ? logTo(context) : () => screen.draw()
  return {
    take: show,
    async close() {
      screen?.stop()
      await server?.close()
    },
  }
}

/** Others who can reach it can also listen. */
function openly({ serve, tlsCert }: MonitorInput): string {
  const isLocal = serve === undefined || /^(?:127\.|::1$|localhost$)/.test(serve.address)
  return isLocal || tlsCert !== undefined
    ? ''
    : '; without --tls-cert and --tls-key the token and all figures travel in the clear'
}

const fewestLogMs = 1000

/** At most a line a second, and one for each alert that changes. */
function logTo({ progress }: Context): Showing['take'] {
  let lastMs = Number.NEGATIVE_INFINITY
  const say = (log: string): void => progress({ line: ({ columns }) => log.slice(0, columns), log })
  return (tick, { alerts, transitions }) => {
    for (const alert of transitions) say(alertLogLine(alert, tick.epochMs))
    if (Math.abs(tick.epochMs - lastMs) < fewestLogMs) return
    lastMs = tick.epochMs
    say(tickLine(tick, alerts))
  }
}

async function serverOf(
  input: MonitorInput,
  context: Context,
  { feed }: MonitorSession,
): Promise<MonitorServer | null> {
  if (input.serve === undefined) return null
  const token = tokenOf(input, context)
  const { tlsCert, tlsKey } = input
  const hint = 'Give a PEM file.'
  return startServer(feed, {
    ...input.serve,
    token,
    hostNames: input.allowHost ?? [],
    tls:
      tlsCert === undefined || tlsKey === undefined
        ? null
        : { cert: readInput(tlsCert, hint, context), key: readInput(tlsKey, hint, context) },
  })
}

function tokenOf({ token, tokenFile }: MonitorInput, context: Context): string | null {
  if (tokenFile === undefined) return token ?? null
  const text = readInput(tokenFile, 'Give a file that holds the token alone.', context).trim()
  if (text !== '') return text
  throw new OperatorError({
    sentence: `${tokenFile} is empty.`,
    hint: 'Write a long random token into it: openssl rand -hex 32.',
  })
}
