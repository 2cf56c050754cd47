import { wholeNumber } from './whole-number.ts'

/** /proc/PID/stat in its own units: hundredths of a second and pages. */
export interface ProcessStat {
  name: string
  state: string
  parentPid: number
  flags: number
  majorFaults: number
  userTicks: number
  systemTicks: number
  threads: number
  startTicks: number
  residentPages: number
  blockIoTicks: number
}

/** Null when damaged. The name ends at the last `)`: it may hold any character itself. */
export function parseProcessStat(text: string): ProcessStat | null {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 0 || close < open) return null
  const words = text
    .slice(close + 1)
    .trim()
    .split(' ')
  const [state = '', parent] = words
  // Numbered as proc(5) does: the state is the third.
  const numbers = [9, 12, 14, 15, 20, 22].map((field) => wholeNumber(words[field - 3]))
  const [flags, majorFaults, userTicks, systemTicks, threads, startTicks] = numbers
  const parentPid = wholeNumber(parent)
  const resident = words[24 - 3]
  if (!/^[A-Za-z]$/.test(state) || parentPid === null || resident === undefined) return null
  if (numbers.includes(null) || !/^-?\d{1,20}$/.test(resident)) return null
  return {
    name: text.slice(open + 1, close),
    state,
    parentPid,
    flags: flags ?? 0,
    majorFaults: majorFaults ?? 0,
    userTicks: userTicks ?? 0,
    systemTicks: systemTicks ?? 0,
    threads: threads ?? 0,
    startTicks: startTicks ?? 0,
    // Counted per CPU and summed up late: it can be below zero for a moment.
    residentPages: Math.max(Number(resident), 0),
    blockIoTicks: wholeNumber(words[42 - 3]) ?? 0,
  }
}
