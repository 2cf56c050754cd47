import type { SoftnetCpu } from '../../core/index.ts'

/** /proc/net/softnet_stat, one line a CPU, in its order; columns past the third came later. Null when a line is damaged. */
export function parseSoftnet(text: string): SoftnetCpu[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const cpus = lines.flatMap((line) => {
    const match = /^([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8})(?: |$)/i.exec(line)
    if (match === null) return []
    const [processed = 0, dropped = 0, squeezed = 0] = match.slice(1).map((word) => Number.parseInt(word, 16))
    return [{ processed, dropped, squeezed }]
  })
  return cpus.length === 0 || cpus.length < lines.length ? null : cpus
}
