import { createRequire } from 'node:module'
import type { RunningNginx } from '../../servers/nginx.ts'

/** Who is compared. */
export type Tool = 'lewis-perf' | 'wrk' | 'h2load' | 'autocannon'
/** What they load, and how. */
export interface Scenario {
  name: string
  protocol: 'h1' | 'h2c' | 'tls'
  connections: number
  path: '/ok' | '/10k'
  tools: readonly Tool[]
}

const h1: readonly Tool[] = ['lewis-perf', 'wrk', 'h2load', 'autocannon']
/** Everything that is compared, the bars' own first. */
export const scenarios: readonly Scenario[] = [
  ...([50, 1, 500] as const).flatMap((connections) =>
    (['/ok', '/10k'] as const).map((path) => ({
      name: `h1, ${connections} connections, ${path}`,
      protocol: 'h1' as const,
      connections,
      path,
      tools: h1,
    })),
  ),
  {
    name: 'TLS, 50 connections, /ok',
    protocol: 'tls',
    connections: 50,
    path: '/ok',
    tools: ['lewis-perf', 'wrk', 'autocannon'],
  },
  {
    name: 'h2c, 50 connections, /ok',
    protocol: 'h2c',
    connections: 50,
    path: '/ok',
    tools: ['lewis-perf', 'h2load'],
  },
]
/** The words of a command that loads `server` as a scenario has it, for so many seconds. */
export function commandOf(
  { protocol, connections, path }: Scenario,
  tool: Tool,
  { server, seconds }: { server: RunningNginx; seconds: number },
): string[] {
  const base = { h1: server.url, h2c: server.h2cUrl, tls: server.tlsUrl.replace('127.0.0.1', 'localhost') }[
    protocol
  ]
  const url = `${base}${path}`
  const many = String(connections)
  switch (tool) {
    case 'lewis-perf':
      return [
        ...[
          process.execPath,
          'bin/lewis-perf.js',
          'loadtest',
          url,
          '--users',
          many,
          '--duration',
          `${seconds}s`,
          '--json',
        ],
        ...(protocol === 'h2c' ? ['--http2'] : []),
        ...(protocol === 'tls' ? ['--ca', server.certificateFile] : []),
      ]
    case 'wrk':
      return ['wrk', '-t1', `-c${many}`, `-d${seconds}s`, url]
    case 'h2load':
      return [
        'h2load',
        ...(protocol === 'h1' ? ['--h1'] : []),
        '-t1',
        `-c${many}`,
        '-D',
        String(seconds),
        url,
      ]
    case 'autocannon':
      return [
        process.execPath,
        createRequire(import.meta.url).resolve('autocannon'),
        '-c',
        many,
        '-d',
        String(seconds),
        '-n',
        url,
      ]
  }
}
