import type { Pressure, Stall } from '../../core/index.ts'

/** /proc/pressure/* or a cgroup's *.pressure; null when the line `some` is not there or damaged. */
export function parsePressure(text: string): Pressure | null {
  const some = stallOf(someLine.exec(text))
  return some === null ? null : { some, full: stallOf(fullLine.exec(text)) }
}

const share = '(\\d{1,3}(?:\\.\\d{1,6})?)'
const figures = `avg10=${share} avg60=${share} avg300=${share} total=(\\d{1,20})`
const someLine = new RegExp(`^some ${figures}\\s*$`, 'm')
const fullLine = new RegExp(`^full ${figures}\\s*$`, 'm')

function stallOf(match: RegExpExecArray | null): Stall | null {
  if (match === null) return null
  return {
    avg10: shareOf(match[1]),
    avg60: shareOf(match[2]),
    avg300: shareOf(match[3]),
    totalSeconds: Number(match[4]) / 1e6,
  }
}

/** 11.79 % as 0.1179, not as the 0.11789999999999999 that dividing gives. */
function shareOf(percent: string | undefined): number {
  return Math.round(Number(percent) * 1e4) / 1e6
}
