import { isIP } from 'node:net'
import { hostname } from 'node:os'

/** Whether only this machine reaches what is bound to `address`. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

/**
 * Whether a Host header names what is bound to `address`, whatever the port, which differs through a tunnel. A page of another site that
 * let its own name point here (DNS rebinding) is told by that name. `more` are names that lead here besides.
 */
export function hostCheck(
  address: string,
  more: readonly string[] = [],
): (header: string | undefined) => boolean {
  const names = new Set([...namesOf(address), ...more].map((name) => name.toLowerCase()))
  const everyAddress = address === '0.0.0.0' || address === '::'
  return (header) => {
    const name = nameIn(header)
    if (name === null) return false
    return names.has(name) || (everyAddress && isIP(name) !== 0)
  }
}

/** `host` of a URL: IPv6 in brackets. */
export function urlHost(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address
}

function namesOf(address: string): string[] {
  return isLoopback(address)
    ? [address, 'localhost', '127.0.0.1', '::1']
    : [address, 'localhost', '127.0.0.1', '::1', hostname()]
}

/** The name in a Host header without its port and brackets, in lower case; null where it is none. */
function nameIn(header = ''): string | null {
  const [, bracketed, plain] = /^(?:\[([\da-f:.]+)\]|([^\s:/@[\]]+))(?::\d{1,5})?$/i.exec(header) ?? []
  const name = bracketed ?? plain
  return name === undefined ? null : name.toLowerCase().replace(/\.$/, '')
}
