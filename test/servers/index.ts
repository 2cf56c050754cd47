// Real programs that tests run against: one file a server, one line here.
import { alertmanager } from './alertmanager.ts'
import { chromium } from './chromium.ts'
import { nginx } from './nginx.ts'
import { plainSshd } from './plain-sshd.ts'
import { prometheus } from './prometheus.ts'
import * as small from './small-programs.ts'
import { sshd } from './sshd.ts'

/** Started on demand, once per test run. */
export const servers = { alertmanager, nginx, plainSshd, prometheus, sshd }

/** Only looked for: a test runs them itself. */
export const programs = { chromium, ...small }

/** A server that tests may ask for. */
export type ServerName = keyof typeof servers
/** A program that tests may ask for. */
export type ProgramName = keyof typeof programs

/** Where a started server is reached: what its `start` answers, without `stop`. */
export type Coordinates<N extends ServerName> = Omit<
  Awaited<ReturnType<(typeof servers)[N]['start']>>,
  'stop'
>

/** What the global set-up tells the tests: the paths of what it found, and where servers are asked for. */
export interface Provided {
  found: Record<ServerName | ProgramName, string | null>
  startUrl: string
}
