/**
 * `0100007F:1F90` of /proc/net/tcp as `127.0.0.1:8080`, or its IPv6 form as `[::1]:8080`; an IPv4 address within IPv6 as
 * IPv4; null when damaged. The kernel prints each 32 bits with the lowest byte first.
 */
export function socketAddress(text: string): { host: string; port: number } | null {
  const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/i.exec(text)
  if (match === null) return null
  const bytes = (match[1] ?? '').match(/.{8}/g)?.flatMap(bytesOf) ?? []
  return { host: hostOf(bytes), port: Number.parseInt(match[2] ?? '', 16) }
}

function bytesOf(word: string): number[] {
  return (word.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)).reverse()
}

function hostOf(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  return mapped ? bytes.slice(12).join('.') : `[${groupsOf(bytes)}]`
}

/** RFC 5952: lower case, no leading zeros, the first of the longest runs of two zero groups or more as `::`. */
function groupsOf(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0)).toString(16),
  )
  const runs = groups.map((_, from) => {
    const end = groups.findIndex((group, at) => at >= from && group !== '0')
    return (end < 0 ? 8 : end) - from
  })
  const longest = Math.max(...runs)
  if (longest < 2) return groups.join(':')
  const from = runs.indexOf(longest)
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + longest).join(':')}`
}
