/** /proc/PID/stat in its own units: hundredths of a second and pages. */
export interface ProcessStat {
  name: string
  state: string
  parentPid: number
  flags: number
  majorFaults: number
  userTicks: number
  systemTicks: number
  nice: number
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
  const match = afterName.exec(text.slice(close + 1))
  if (match === null) return null
  const [, state = '', ...words] = match
  const [parentPid = 0, flags = 0, majorFaults = 0, userTicks = 0, ...later] = words.slice(0, 9).map(Number)
  const [systemTicks = 0, nice = 0, threads = 0, startTicks = 0, pages = 0] = later
  return {
    name: text.slice(open + 1, close),
    state,
    parentPid,
    flags,
    majorFaults,
    userTicks,
    systemTicks,
    nice,
    threads,
    startTicks,
    // Counted per CPU and summed up late: it can be below zero for a moment.
    residentPages: Math.max(pages, 0),
    blockIoTicks: Number(match[11] ?? 0),
  }
}

const count = '(\\d{1,20})'
const skip = (fields: number) => `(?: \\S+){${fields}} `

/** Fields 3, 4, 9, 12, 14, 15, 19, 20, 22, 24 and, where the kernel has it, 42, as proc(5) numbers them. */
const afterName = new RegExp(
  `^ ([A-Za-z]) ${count}${skip(4)}${count}${skip(2)}${count}${skip(1)}${count} ${count}${skip(3)}(-?\\d{1,3}) ${count}${skip(1)}${count}${skip(1)}(-?\\d{1,20})(?:${skip(17)}${count})?(?:\\s|$)`,
)
