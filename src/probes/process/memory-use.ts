/** What memory a process holds, in bytes. */
export interface MemoryUse {
  /** All pages that it has in memory; those that it shares count whole. */
  residentBytes: number
  /** The same with shared pages divided among those who share them; null where the kernel does not tell this user. */
  proportionalBytes: number | null
  /** Its own data; files that it maps; memory that it shares. By proportion where that is known, else whole. */
  anonymousBytes: number | null
  fileBytes: number | null
  sharedBytes: number | null
  swapBytes: number | null
  /** The most that it ever had in memory. */
  peakBytes: number | null
}

/** From /proc/PID/status and, where it may be read, /proc/PID/smaps_rollup; null for a process without memory of its own. */
export function memoryUse(status: string, rollup: string | null): MemoryUse | null {
  const plain = (name: string) => kilobytes(status, name)
  const exact = (name: string) => (rollup === null ? null : kilobytes(rollup, name))
  const residentBytes = exact('Rss') ?? plain('VmRSS')
  if (residentBytes === null) return null
  return {
    residentBytes,
    proportionalBytes: exact('Pss'),
    anonymousBytes: exact('Pss_Anon') ?? plain('RssAnon'),
    fileBytes: exact('Pss_File') ?? plain('RssFile'),
    sharedBytes: exact('Pss_Shmem') ?? plain('RssShmem'),
    swapBytes: exact('Swap') ?? plain('VmSwap'),
    peakBytes: plain('VmHWM'),
  }
}

function kilobytes(text: string, name: string): number | null {
  const value = new RegExp(`^${name}:\\s+(\\d{1,15}) kB$`, 'm').exec(text)?.[1]
  return value === undefined ? null : Number(value) * 1024
}
