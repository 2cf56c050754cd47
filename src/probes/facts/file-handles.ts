import { wholeNumbers } from './whole-number.ts'

/** /proc/sys/fs/file-nr: file handles in use and the most there may be; null when damaged. */
export function parseFileHandles(text: string): { allocated: number; maximum: number } | null {
  const [allocated, , maximum] = wholeNumbers(text.trim().split(/\s+/)) ?? []
  return allocated === undefined || maximum === undefined ? null : { allocated, maximum }
}
