/** Bits per second in /sys/class/net/NAME/speed, which is in Mbit/s; null for the values that mean "unknown". */
export function parseLinkSpeed(text: string): number | null {
  const match = /^\d{1,10}$/.exec(text.trim())
  const megabits = match === null ? 0 : Number(match[0])
  return megabits === 0 || unknownSpeeds.has(megabits) ? null : megabits * 1e6
}

// -1 as the kernel has written it over the years: in 16 bits, in 32 bits, and (refused above) with its sign.
const unknownSpeeds = new Set([65_535, 4_294_967_295])
