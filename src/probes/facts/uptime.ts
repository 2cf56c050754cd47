/** Seconds since boot in /proc/uptime; null when damaged. */
export function parseUptime(text: string): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(?:\s|$)/.exec(text)
  return match === null ? null : Number(match[1])
}
