import { OperatorError } from '../../core/index.ts'
import type { LoadPlan, PlannedTarget } from '../../traffic/index.ts'

/** A URL taken apart: where it leads, what is asked for there, and credentials that it holds. */
export interface Address {
  target: PlannedTarget
  path: string
  authorization: string | null
}

/** Reads `http://host:port/path?query`; without a scheme it is http. Throws OperatorError (exit 2) on anything else. */
export function addressOf(text: string, { unixSocket = null }: { unixSocket?: string | null } = {}): Address {
  const url = parsed(text)
  const isTls = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port)
  return {
    target: {
      name: unixSocket ?? url.origin,
      protocol: isTls ? 'https:' : 'http:',
      host,
      port,
      socketPath: unixSocket,
      weight: 1,
    },
    path: `${url.pathname}${url.search}`,
    authorization:
      url.username === ''
        ? null
        : `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`,
  }
}

function parsed(text: string): URL {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(written) ? new URL(written) : null
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '')
    return url
  throw new OperatorError({
    sentence: `The address cannot be loaded: ${text}.`,
    hint: 'Give a URL such as http://127.0.0.1:8000/api/health.',
  })
}

/** This machine itself: nobody else is hurt. */
export function isLoopback({ host, socketPath }: Pick<PlannedTarget, 'host' | 'socketPath'>): boolean {
  return socketPath !== null || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** The other machines that a plan sends something to, be it where redirects lead. */
export function otherHosts({ targets, redirects }: Pick<LoadPlan, 'targets' | 'redirects'>): string[] {
  const reached = [...targets, ...(redirects?.hosts ?? []).map((host) => ({ host, socketPath: null }))]
  return [...new Set(reached.filter((one) => !isLoopback(one)).map(({ host }) => host))]
}
